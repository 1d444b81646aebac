/** What people can do about prerequisites, from the question to the report: on the real store and adapters, before the sandbox clouds. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { dossierIdOf } from '../../src/domain/dossier/types.ts';
import { isInTheWay, type CheckReport, type Finding, type MissingRule } from '../../src/domain/finding.ts';
import { instanceIdFromCloud, type InstanceId } from '../../src/domain/ids.ts';
import { DAY, MINUTE } from '../../src/domain/time.ts';
import { ANA, HERE, OLA, startEstate, VERA, type Estate } from './support/estate.ts';

let e: Estate;
let web: InstanceId;
beforeAll(async () => {
  e = await startEstate();
  web = e.idOf('web-01');
  await e.usecases.inventory({ fresh: true });
}, 60_000);
afterAll(() => e.close());
beforeEach(() => e.sandbox.world.journal.clear());
afterEach(async () => {
  e.sandbox.world.faults.clear();
  await e.cure();
});

async function got<T>(outcome: Promise<{ readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: { readonly code: string; readonly detail: object } }>): Promise<T> {
  const o = await outcome;
  if (!o.ok) throw new Error(`${o.error.code} ${JSON.stringify(o.error.detail)}`);
  return o.value;
}
async function refused(outcome: Promise<{ readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: { readonly code: string } }>): Promise<string | null> {
  const o = await outcome;
  return o.ok ? null : o.error.code;
}
const check = (id = web, only?: string): Promise<CheckReport> => got(e.usecases.check(id, only));
const of = (r: CheckReport, id: string): Finding => r.findings.find((f) => f.check === id)!;
const sent = (action: string): number => [...e.asked('ec2')].filter(([a]) => a.endsWith(action)).reduce((sum, [, n]) => sum + n, 0);

describe('one machine', () => {
  test('is looked at whole, and the report is kept', async () => {
    const report = await check();
    expect(report).toMatchObject({ instanceId: web, name: 'web-01', profile: 'modern-2026' });
    expect(report.findings.length).toBeGreaterThan(80);
    expect(await e.store.report(web)).toEqual(report);
    // What is in the way of a clean machine are questions, which only people can answer.
    expect(report.findings.filter((f) => isInTheWay(f) && f.question === null).map((f) => `${f.check}: ${f.evidence}`)).toEqual([]);
  });

  test('one finding is looked at again with what it needs; the others stay as they were seen', async () => {
    const before = await check();
    e.sandbox.world.journal.clear();
    e.pass(MINUTE);
    const after = await check(web, 'src-state');
    expect(after.at).toBe(before.at);
    expect(of(after, 'SRC-STATE').evidence).not.toBe(of(before, 'SRC-STATE').evidence);
    expect(after.findings.filter((f) => f.check !== 'SRC-STATE')).toEqual(before.findings.filter((f) => f.check !== 'SRC-STATE'));
    expect([...e.asked('ec2').keys()].map((a) => a.replace(/.*\./, ''))).toEqual(['DescribeInstances']);
    expect(e.asked('azure').size).toBe(0);
  });

  test('a check that there is not, and a machine that there is not, are refused', async () => {
    expect(await refused(e.usecases.check(web, 'NET-MAGIC'))).toBe('unknown-choice');
    expect(await refused(e.usecases.check(instanceIdFromCloud('i-0fffffffffffffff1')))).toBe('no-such-machine');
  });

  test('a read that is forbidden makes its findings unknown, with the reason, and nothing else', async () => {
    e.sandbox.world.faults.add({ match: { server: 'azure', method: 'GET', path: '/locks' }, effect: { status: 403 }, count: 5 });
    const report = await check();
    expect(of(report, 'AZ-LOCK')).toMatchObject({ verdict: 'unknown' });
    expect(of(report, 'AZ-LOCK').evidence).toMatch(/permissions/);
    expect(of(report, 'AZ-RG').verdict).toBe('pass');
  });

  test('throttled reads of one machine are told as unknown at once: nobody waits ten minutes for an answer in a chat', async () => {
    e.sandbox.world.faults.add({ match: { server: 'azure', method: 'GET', path: '/virtualNetworks' }, effect: { status: 429, retryAfter: 60 }, count: 20 });
    const report = await check();
    expect(of(report, 'AZ-VNET').verdict).toBe('unknown');
    expect(e.waits).toEqual([]);
  });
});

describe('questions', () => {
  const open = async (machines = [web]) => (await e.usecases.openQuestions(machines)).filter((q) => q.inTheWay).map((q) => q.check);

  test('are answered once, by name, for their time; then they are asked again', async () => {
    await check();
    const asked = await open();
    expect(asked.length).toBeGreaterThan(0);
    const kept = await got(e.usecases.answerQuestions({ machines: [web], answers: asked.map((c) => ({ check: c, answer: 'yes', note: 'looked' })), who: OLA }));
    expect(kept).toBe(asked.length);
    const report = await e.store.report(web);
    for (const c of asked) expect(of(report!, c)).toMatchObject({ verdict: 'pass', attested: { answer: 'yes', note: 'looked', by: OLA } });
    expect(report!.findings.filter(isInTheWay)).toEqual([]);
    expect(await open()).toEqual([]);
    e.pass(400 * DAY);
    expect(await open()).toEqual(asked);
    expect((await check()).findings.filter(isInTheWay).map((f) => f.check)).toEqual(asked);
    expect(await e.store.verify(dossierIdOf(web))).toBeNull();
  });

  test('no blocks where it matters, and may be answered anew once it is cured', async () => {
    await check();
    const [first] = await open();
    const say = (answer: 'yes' | 'no' | 'skip') => got(e.usecases.answerQuestions({ machines: [web], answers: [{ check: first!, answer, note: '' }], who: OLA }));
    await say('no');
    expect(of((await e.store.report(web))!, first!).verdict).toBe('block');
    expect(await open()).toContain(first);
    await say('skip');
    expect(of((await e.store.report(web))!, first!).verdict).toBe('unknown');
    expect(await open()).toContain(first);
    await say('yes');
    expect(await open()).not.toContain(first);
  });

  test('a question that does not arise on a machine is not answered for it', async () => {
    const linux = (await e.usecases.selected({ kind: 'wave', wave: 'W07' })).find((r) => /red hat|linux/i.test(r.machine.platformDetails))!.machine.instanceId;
    const [a, b] = [await check(web), await check(linux)];
    const asks = (r: CheckReport) => new Set(r.findings.filter((f) => f.question !== null).map((f) => f.check));
    const onlyHere = [...asks(a)].find((c) => !asks(b).has(c)) ?? [...asks(b)].find((c) => !asks(a).has(c));
    expect(onlyHere).toBeDefined();
    expect(await got(e.usecases.answerQuestions({ machines: [web, linux], answers: [{ check: onlyHere!, answer: 'yes', note: '' }], who: OLA }))).toBe(1);
    const lines = await e.usecases.openQuestions([web, linux]);
    for (const q of lines) expect(q.machines.length).toBeGreaterThan(0);
    expect(lines.findIndex((q) => !q.inTheWay)).toBeGreaterThanOrEqual(lines.filter((q) => q.inTheWay).length);
  });

  test('a topic narrows, and a check that asks nothing takes no answer', async () => {
    await check();
    const storage = await e.usecases.openQuestions([web], 'storage');
    expect(storage.every((q) => q.check.startsWith('DSK-'))).toBe(true);
    expect(await refused(e.usecases.answerQuestions({ machines: [web], answers: [{ check: 'SRC-STATE', answer: 'yes', note: '' }], who: OLA }))).toBe('unknown-choice');
  });

  test('answers are kept even when the clouds cannot be read just then', async () => {
    await check();
    const [first] = await open();
    e.sandbox.world.faults.add({ match: { server: 'ec2', action: 'DescribeInstances' }, effect: { status: 403 }, count: 10 });
    expect(await got(e.usecases.answerQuestions({ machines: [web], answers: [{ check: first ?? 'OS-SPACE', answer: 'yes', note: '' }], who: OLA }))).toBe(1);
    expect((await e.store.dossier(dossierIdOf(web)))?.state.answers[first ?? 'OS-SPACE']?.answer).toBe('yes');
  });
});

describe('overrides', () => {
  async function blocked(): Promise<{ readonly id: InstanceId; readonly finding: Finding }> {
    for (const { machine } of await e.usecases.selected({ kind: 'wave', wave: 'W07' })) {
      const report = await check(machine.instanceId);
      const finding = report.findings.find((f) => f.verdict === 'block' && f.overridable && f.question === null);
      if (finding !== undefined) return { id: machine.instanceId, finding };
    }
    throw new Error('nothing blocks anywhere');
  }

  test('an approver lets a block pass with a reason; it is on the report, survives a new look, and is taken back', async () => {
    const { id, finding } = await blocked();
    const letPass = (who = ANA, reason = 'the owner accepted the risk') => e.usecases.override({ machine: id, check: finding.check.toLowerCase(), reason, who });
    expect(await refused(letPass(OLA))).toBe('not-allowed-here');
    expect(await refused(letPass(VERA))).toBe('not-allowed-here');
    expect(await refused(letPass(ANA, 'because'))).toBe('reason-needed');
    expect(await got(letPass())).toMatchObject({ check: finding.check, cause: finding.cause, by: ANA, reason: 'the owner accepted the risk' });
    expect(isInTheWay(of((await e.store.report(id))!, finding.check))).toBe(false);
    expect(isInTheWay(of(await check(id), finding.check))).toBe(false);
    expect(await refused(letPass())).toBe('nothing-to-override');
    const back = await got(e.usecases.withdrawOverride({ machine: id, check: finding.check, reason: 'the owner changed his mind', who: ANA }));
    expect(isInTheWay(of(back, finding.check))).toBe(true);
    expect(isInTheWay(of(await check(id), finding.check))).toBe(true);
    expect(await refused(e.usecases.withdrawOverride({ machine: id, check: finding.check, reason: 'the owner changed his mind', who: ANA }))).toBe('nothing-to-override');
    expect((await e.store.events(dossierIdOf(id))).map((r) => [r.event.type, r.actor.kind])).toEqual(expect.arrayContaining([['BlockOverridden', 'person'], ['OverrideWithdrawn', 'person']]));
  });

  test('what nobody may let pass, and what is in nobody\'s way, is refused', async () => {
    const report = await check();
    expect(await refused(e.usecases.override({ machine: web, check: report.findings.find((f) => f.verdict === 'pass' && f.overridable)!.check, reason: 'just to be sure', who: ANA }))).toBe('nothing-to-override');
    expect(await refused(e.usecases.override({ machine: web, check: 'SRC-EXISTS', reason: 'just to be sure', who: ANA }))).toBe('not-overridable');
    expect(await refused(e.usecases.override({ machine: web, check: 'NET-MAGIC', reason: 'just to be sure', who: ANA }))).toBe('nothing-to-override');
  });
});

describe('a rule that is missing', () => {
  const where = { check: 'NET-SG-OUT' };
  /** The machines of W07 whose security group keeps 9443 closed. */
  async function closed(): Promise<{ readonly machine: InstanceId; readonly rule: MissingRule }> {
    for (const { machine } of await e.usecases.selected({ kind: 'wave', wave: 'W07' })) {
      const rule = of(await check(machine.instanceId), where.check).missingRule;
      if (rule !== null) return { machine: machine.instanceId, rule };
    }
    throw new Error('every group is open');
  }

  test('is measured, asked about without effect, stored, added once, and seen', async () => {
    const { machine, rule } = await closed();
    expect(await refused(e.usecases.missingRule({ machine: web, ...where }))).toBe('nothing-missing');
    expect(await got(e.usecases.missingRule({ machine, ...where }))).toEqual(rule);
    expect(await refused(e.usecases.addRule({ machine, ...where, rule, who: VERA }))).toBe('not-allowed-here');
    expect(await refused(e.usecases.addRule({ machine, ...where, rule: { ...rule, ports: [22] }, who: OLA }))).toBe('changed-meanwhile');
    e.sandbox.world.journal.clear();
    const added = await got(e.usecases.addRule({ machine, ...where, rule, who: OLA }));
    expect(added).toMatchObject({ outcome: 'added', rule, check: 'NET-SG-OUT' });
    expect(added.requestId).not.toBeNull();
    expect(e.sandbox.world.journal.list().filter((j) => j.accepted && j.action?.includes('Authorize'))).toHaveLength(1);
    expect(sent('AuthorizeSecurityGroupEgress')).toBe(2);
    expect(of((await e.store.report(machine))!, 'NET-SG-OUT').verdict).toBe('pass');
    expect(await refused(e.usecases.addRule({ machine, ...where, rule, who: OLA }))).toBe('nothing-missing');
    expect((await e.store.events(dossierIdOf(machine))).map((r) => r.event.type).filter((t) => t.startsWith('Rule'))).toEqual(['RuleAdditionAsked', 'RuleAdditionEnded']);
  });

  test('AWS that adds it and answers 500: unclear is settled by the next look, never by a second call', async () => {
    await fetch(`${e.sandbox.azureUrl}/_sandbox/reset`, { method: 'POST', body: '{}' });
    const { machine, rule } = await closed();
    e.sandbox.world.journal.clear();
    let calls = 0;
    const real = e.deps.source.addRule;
    Object.assign(e.deps.source, { addRule: (...args: Parameters<typeof real>) => {
      calls += 1;
      e.sandbox.world.faults.add({ match: { server: 'ec2', action: 'AuthorizeSecurityGroupEgress' }, effect: { status: 500, afterwards: true }, count: 1 });
      return real(...args);
    } });
    try {
      expect(await got(e.usecases.addRule({ machine, ...where, rule, who: OLA }))).toMatchObject({ outcome: 'added', why: expect.stringContaining('the next look found the rule in place') });
    } finally {
      Object.assign(e.deps.source, { addRule: real });
    }
    expect([calls, e.sandbox.world.journal.list().filter((j) => j.accepted && j.action?.includes('Authorize')).length]).toEqual([1, 1]);
    expect((await e.store.events(dossierIdOf(machine))).slice(-3).map((r) => (r.event.type === 'RuleAdditionEnded' ? r.event.outcome : r.event.type))).toEqual(['RuleAdditionAsked', 'unclear', 'added']);
  });

  test('a role that may not add rules: refused in words, nothing sent in earnest', async () => {
    await fetch(`${e.sandbox.azureUrl}/_sandbox/reset`, { method: 'POST', body: '{}' });
    const { machine, rule } = await closed();
    e.sandbox.world.journal.clear();
    e.sandbox.world.faults.add({ match: { server: 'ec2', action: 'AuthorizeSecurityGroupEgress' }, effect: { status: 403 }, count: 5 });
    expect(await refused(e.usecases.missingRule({ machine, ...where }))).toBe('cloud-unreadable');
    expect(await got(e.usecases.addRule({ machine, ...where, rule, who: OLA }))).toMatchObject({ outcome: 'refused', why: expect.stringContaining('permissions') });
    expect(sent('AuthorizeSecurityGroupEgress')).toBe(2);
    expect(e.sandbox.world.journal.list().filter((j) => j.accepted && j.action?.includes('Authorize'))).toEqual([]);
  });
});

describe('waves', () => {
  test('are those that the tags name, in any spelling, without Ferry\'s own servers', async () => {
    const waves = await e.usecases.waves();
    expect(waves).toContainEqual({ wave: 'W07', machines: 25 });
    for (const text of ['w7', '7', 'W07', 'wave-7']) expect(await e.usecases.waveNamed(text)).toBe('W07');
    expect(await e.usecases.waveNamed('W99')).toBeNull();
    const all = (await e.usecases.selected({ kind: 'all' })).map((r) => r.machine.name);
    expect(all).not.toContain('asr-appliance-01');
    expect(all).toContain('web-01');
    expect((await e.usecases.selected({ kind: 'wave', wave: 'w7' })).map((r) => r.machine.name)).toHaveLength(25);
  });

  test('one that there is not is refused with those that there are', async () => {
    const outcome = await e.usecases.startCheck({ selection: { kind: 'wave', wave: 'W99' }, who: OLA, here: HERE, thread: null });
    expect(outcome).toMatchObject({ ok: false, error: { code: 'no-such-wave', detail: { wave: 'W99', known: expect.stringContaining('W07') } } });
  });
});
