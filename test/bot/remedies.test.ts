/** Letting a block pass, adding a rule, and going on once nothing is in the way. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { dossierIdOf } from '../../src/domain/dossier/types.ts';
import type { CheckReport } from '../../src/domain/finding.ts';
import { no, ok } from '../../src/domain/result.ts';
import { makeStatus } from '../../src/usecases/status.ts';
import { askedOf, at, findingOf, letPass, NOW, optionsOf, RULE } from '../cards/fixtures.ts';
import { reportWith, talkWith } from './check-talk.ts';
import { AMIR, button, buttonsOf, CHANNEL, freshStore, RITA, said, VERA, WEB01 } from './support.ts';

let open: Awaited<ReturnType<typeof freshStore>>;
beforeAll(async () => { open = await freshStore(); }, 60_000);
afterAll(() => open.close());
beforeEach(async () => { for (const who of [RITA, AMIR, VERA]) await open.store.dropDialog(CHANNEL.conversation, who.id); });

describe('override', () => {
  test('asks for confirmation with what it means, then lets it pass, by name and reason', async () => {
    await open.store.putReport(reportWith([findingOf({ override: { ...letPass, check: 'NET-SG-OUT', by: AMIR } })]));
    const { talk, calls } = talkWith(open.store, {}, ['override']);
    const confirm = await talk.type('override web-01 NET-SG-OUT because the SAN team opens it on Friday', AMIR);
    expect(said(confirm)).toContain('Nothing is cured by it');
    expect(said(confirm)).toContain('the SAN team opens it on Friday');
    expect(calls).toEqual([]);
    const done = await talk.press(button(confirm, { step: 'confirm' }), AMIR);
    expect(calls).toEqual([{ name: 'override', args: [{ machine: WEB01, check: 'NET-SG-OUT', reason: 'the SAN team opens it on Friday', who: AMIR }] }]);
    expect(said(done)).toContain('NET-SG-OUT is let pass on web-01 until');
    expect(said(done)).toContain('✖ let pass by Amir Approver until');
  });

  test('from the card it asks why, and ten characters are the least', async () => {
    const { talk, calls } = talkWith(open.store, {}, ['override']);
    const ask = await talk.press({ ...button(await talk.type('check web-01', AMIR), { verb: 'override' }), finding: 'NET-SG-OUT' }, AMIR);
    expect(said(ask)).toContain('Why may this pass?');
    expect(said(await talk.type('because', AMIR))).toContain('A reason has at least 10 characters');
    expect(said(await talk.type('opened on Friday by the SAN team', AMIR))).toContain('step 2 of 2');
    await talk.type('yes', AMIR);
    expect(calls).toHaveLength(1);
  });

  test.each([
    { text: 'override web-01 NET-SG-OUT because short', has: 'at least 10 characters', who: AMIR },
    { text: 'override web-01 SRC-STATE because it is fine as it is', has: 'keeps nobody from going on now', who: AMIR },
    { text: 'override web-01 NET-SG-OTU because it is fine as it is', has: 'Similar: NET-SG-OUT', who: AMIR },
    { text: 'override web-01 NET-SG-OUT withdraw because it is open now', has: 'was not let pass', who: AMIR },
    { text: 'override web-01', has: 'override MACHINE CHECK', who: AMIR },
    { text: 'override web-01 NET-SG-OUT because it is fine as it is', has: 'needs the role approver', who: RITA },
  ])('refused: $text', async ({ text, has, who }) => {
    const { talk, calls } = talkWith(open.store, {}, ['override', 'withdrawOverride']);
    expect(said(await talk.type(text, who))).toContain(has);
    await talk.type('yes', who);
    expect(calls).toEqual([]);
  });

  test('what nobody may let pass is refused before anything is asked', async () => {
    const { talk } = talkWith(open.store, { check: () => Promise.resolve(ok(reportWith([findingOf({ overridable: false })]))) });
    expect(said(await talk.type('override web-01 NET-SG-OUT because it is fine as it is', AMIR))).toContain('cannot be let pass by anybody');
  });

  test('taken back, it counts again', async () => {
    const passed = reportWith([findingOf({ override: { ...letPass, check: 'NET-SG-OUT' } })]);
    const { talk, calls } = talkWith(open.store, { check: () => Promise.resolve(ok(passed)) }, ['withdrawOverride']);
    expect(said(await talk.type('override web-01 net-sg-out withdraw because the port is open now', AMIR))).toContain('Let NET-SG-OUT count again on web-01?');
    expect(said(await talk.type('yes', AMIR))).toContain('NET-SG-OUT counts again on web-01');
    expect(calls).toMatchObject([{ args: [{ machine: WEB01, check: 'NET-SG-OUT', reason: 'the port is open now', who: AMIR }] }]);
  });
});

describe('fix', () => {
  test('shows the exact rule and the command, asks, adds exactly that rule, and looks again', async () => {
    await open.store.putReport(reportWith([findingOf({ verdict: 'pass', remedy: '' })]));
    const { talk, calls } = talkWith(open.store, {}, ['missingRule', 'addRule']);
    const confirm = await talk.press(button(await talk.type('check web-01'), { verb: 'fix', check: 'NET-SG-OUT' }));
    const shown = JSON.parse(JSON.stringify(confirm)) as object;
    expect(said(confirm)).toContain('Outbound rule in security group sg-0123: TCP 9443 to 10.0.0.5/32');
    expect(said(confirm)).toContain('(DryRun) and would take it');
    expect(JSON.stringify(shown)).toContain('aws ec2 authorize-security-group-egress --group-id sg-0123');
    expect(calls.map((c) => c.name)).toEqual(['missingRule']);
    const done = await talk.press(button(confirm, { step: 'confirm' }));
    expect(calls.at(-1)).toEqual({ name: 'addRule', args: [{ machine: WEB01, check: 'NET-SG-OUT', rule: RULE, who: RITA }] });
    expect(said(done)).toContain('AWS has added the rule.');
    expect(said(done)).toContain('Looked at NET-SG-OUT again just now: ✔ PASS');
  });

  test('typed, and answered with no, it adds nothing', async () => {
    const { talk, calls } = talkWith(open.store, {}, ['addRule']);
    await talk.type('fix web-01 NET-SG-OUT');
    expect(said(await talk.type('maybe'))).toContain('did not understand that as an answer');
    expect(said(await talk.type('no'))).toContain('Cancelled');
    expect(calls).toEqual([]);
  });

  test.each([
    { outcome: 'existed', why: '', has: 'is there already' },
    { outcome: 'refused', why: 'ec2:AuthorizeSecurityGroupEgress: it refuses our identity', has: 'it refuses our identity' },
    { outcome: 'unclear', why: '', has: 'may or may not be there' },
  ] as const)('an outcome is told as it is: $outcome', async ({ outcome, why, has }) => {
    const { talk } = talkWith(open.store, { addRule: (o) => Promise.resolve(ok({ rule: o.rule, at: NOW, outcome, why, requestId: null })) });
    await talk.type('fix web-01 NET-SG-OUT');
    expect(said(await talk.type('yes'))).toContain(has);
  });

  test('when AWS would not take it, that is said with the rule and the command for somebody else', async () => {
    await open.store.putReport(reportWith([findingOf({ missingRule: RULE })]));
    const { talk, calls } = talkWith(open.store, { missingRule: () => Promise.resolve(no({ code: 'cloud-unreadable', detail: { operation: 'ec2:AuthorizeSecurityGroupEgress', why: 'it refuses our identity' } })) }, ['addRule']);
    const answer = said(await talk.type('fix web-01 NET-SG-OUT'));
    expect(answer).toContain('it refuses our identity');
    expect(answer).toContain('aws ec2 authorize-security-group-egress --region eu-west-1 --group-id sg-0123');
    await talk.type('yes');
    expect(calls).toEqual([]);
  });

  test.each([
    { code: 'nothing-missing', has: 'No rule is missing now' },
    { code: 'changed-meanwhile', has: 'changed this in the meantime' },
  ] as const)('refused while adding: $code', async ({ code, has }) => {
    const { talk } = talkWith(open.store, { addRule: () => Promise.resolve(no({ code, detail: { check: 'NET-SG-OUT' } })) });
    const confirm = await talk.type('fix web-01 NET-SG-OUT');
    const ended = await talk.press(button(confirm, { step: 'confirm' }));
    expect(said(ended)).toContain(has);
    expect(buttonsOf(ended)).toEqual([]);
  });

  test('a viewer may not, and a check without a name is a question of usage', async () => {
    const { talk } = talkWith(open.store);
    expect(said(await talk.type('fix web-01 NET-SG-OUT', VERA))).toContain('needs the role operator');
    expect(said(await talk.type('fix web-01'))).toContain('fix MACHINE CHECK');
  });
});

describe('replicate', () => {
  const options = (findings: CheckReport['findings']) => ({ replicateOptions: () => Promise.resolve(ok({ ...optionsOf(), report: reportWith(findings) })) });

  test('is refused with the report, its questions and the rule that helps, while something is in the way', async () => {
    const { talk } = talkWith(open.store, options([findingOf({ missingRule: RULE }), askedOf()]));
    const replies = await talk.type('replicate web-01');
    expect(said(replies)).toContain('is not ready');
    expect(button(replies, { verb: 'answer' })).toBeDefined();
    expect(button(replies, { verb: 'fix', check: 'NET-SG-OUT' })).toBeDefined();
    expect(buttonsOf(replies).some((b) => b['verb'] === 'form')).toBe(false);
  });

  test.each([
    { reason: 'a block that was let pass', findings: [findingOf({ override: letPass })] },
    { reason: 'an unknown that could only warn', findings: [askedOf({ severity: 'warn' })] },
    { reason: 'what the form asks for', findings: [findingOf({ check: 'AZ-SIZE' })] },
  ])('$reason does not keep the form back', async ({ findings }) => {
    const { talk } = talkWith(open.store, options(findings));
    expect(said(await talk.type('replicate web-01'))).toContain('Replicate web-01 to Azure');
  });

  test('a question that the form has brought up ends it with the report, whose button leads to the answer', async () => {
    await open.store.putReport(reportWith([askedOf()]));
    const { talk } = talkWith(open.store, { startReplication: () => Promise.resolve(no({ code: 'not-ready', detail: { machine: 'web-01', blocks: 'Account for the push' } })) });
    await talk.type('replicate web-01');
    const refused = await talk.press(button(await talk.type('ok'), { step: 'confirm' }));
    expect(said(refused)).toContain('Account for the push');
    expect(button(refused, { verb: 'answer' })).toBeDefined();
    expect(said(await talk.type('yes'))).toContain('No form of yours is open');
  });

  test('what another choice can cure leads back to the form', async () => {
    await open.store.putReport(reportWith([findingOf({ check: 'AZ-SIZE' })]));
    const { talk } = talkWith(open.store, { startReplication: () => Promise.resolve(no({ code: 'not-ready', detail: { machine: 'web-01' } })) });
    await talk.type('replicate web-01');
    const again = await talk.press(button(await talk.type('ok'), { step: 'confirm' }));
    expect(button(again, { step: 'next' })).toBeDefined();
  });

  test('a permission that is missing in Azure is not cured by the form', async () => {
    const { talk } = talkWith(open.store, options([findingOf({ check: 'AZ-PERM' })]));
    expect(said(await talk.type('replicate web-01'))).toContain('is not ready');
  });
});

test('the card of a machine tells how many blocks were let pass', async () => {
  const m = at('tested');
  const id = dossierIdOf(m.instanceId);
  const dossier = { id, subject: m.instanceId, answers: {}, rules: [], overrides: [letPass, { ...letPass, check: 'OLD', until: NOW - 1 }] };
  const store = { ...open.store, migration: () => Promise.resolve({ state: m, version: 1 }), live: () => Promise.resolve(null), dossier: (wanted: string) => Promise.resolve(wanted === id ? { state: dossier, version: 1 } : null) } as typeof open.store;
  const status = await makeStatus({ store, clock: { now: () => NOW, nonce: () => '' } }).status(m.id);
  expect(status?.letPass).toEqual([letPass]);
});
