/** Plays one schedule on one machine. */
import type { Approval } from '../../../src/domain/approval/types.ts';
import type { Migration, Phase } from '../../../src/domain/migration/types.ts';
import { governanceIdOf } from '../../../src/domain/governance/types.ts';
import { NotRecorded } from '../../../src/ports/trouble.ts';
import { isAskedToStop, mayRenew } from '../../../src/domain/migration/decide.ts';
import { keptStop } from '../../../src/domain/source-stop.ts';
import type { FaultInput } from '../../../src/sandbox/world/faults.ts';
import { PEOPLE, type Field, type Ready } from './field.ts';
import { NAMES, type Act, type Fault, type Move, type Name } from './moves.ts';
import { Killed, makeReplica, type Meanwhile, type Replica } from './replica.ts';
import { makeWitness, type Witnessed } from './witness.ts';

const MINUTE = 60_000;
const WRITES = { server: 'azure', method: 'POST' } as const;
const AWS_WRITES = ['StopInstances', 'StartInstances'] as const;

const EFFECTS: { readonly [F in Exclude<Fault, null | 'store-broken' | 'reads-broken'>]: FaultInput['effect'] } = {
  busy: { status: 429, retryAfter: 1 },
  broken: { status: 500 },
  dropped: { drop: true },
  'done-but-500': { status: 500, afterwards: true },
  'done-but-dropped': { drop: true, afterwards: true },
};

export type Played = Witnessed & { readonly ready: Ready; readonly trace: readonly string[]; readonly phases: ReadonlySet<Phase> };

/** Plays it; whatever ends in an error that is neither a kill nor a full disk is a violation as well. */
export async function play(f: Field, ready: Ready, schedule: readonly Move[]): Promise<Played> {
  const w = makeWitness(f, ready);
  const replicas: [Replica, Replica] = [fresh(0), fresh(1)];
  const trace: string[] = [];
  const phases = new Set<Phase>();

  function fresh(i: 0 | 1): Replica {
    return makeReplica(f.deps, f.stores[i], w.witness);
  }

  async function act(a: Act, meanwhile: Meanwhile | null = null): Promise<void> {
    const r = replicas[a.replica];
    r.prepare({ kill: a.kill, storeBreaks: 'fault' in a && a.fault === 'store-broken' ? 2 : 0, meanwhile });
    if ('fault' in a) arm(f, a.fault);
    try {
      await DOES[a.do]({ f, ready, r }, a);
    } catch (error) {
      if (!(error instanceof Killed) && !(error instanceof NotRecorded)) w.violations.push(`${a.do} ended in an error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    } finally {
      r.prepare({ kill: null, storeBreaks: 0, meanwhile: null });
      if (r.isDead()) replicas[a.replica] = fresh(a.replica);
    }
  }

  async function race(m: Extract<Move, { do: 'race' }>): Promise<void> {
    const other = { todo: true, run: async (): Promise<void> => {
      if (!other.todo) return;
      other.todo = false;
      await act({ ...m.other, replica: 1 });
    } };
    const one = act({ ...m.one, replica: 0 }, m.after === null ? null : { after: m.after, run: other.run });
    await (m.after === null ? Promise.all([one, other.run()]) : one.then(other.run));
  }

  async function move(m: Move): Promise<void> {
    if (m.do === 'race') await race(m);
    else if (m.do === 'forward') await forward(m);
    else if (m.do === 'pass') f.pass(m.minutes * MINUTE);
    else if (m.do === 'members') await w.membersChange(m.names);
    else if (m.do === 'press' || m.do === 'ec2' || m.do === 'job-fails' || m.do === 'job-waits') await others(f, ready, m, w);
    else await act(m);
    f.estate.sandbox.world.faults.clear();
  }

  async function forward(m: Extract<Move, { do: 'forward' }>): Promise<void> {
    f.pass(4 * MINUTE);
    await act(m.next);
    await act(m.work);
  }

  for (const m of schedule) {
    await move(m);
    const now = await f.eye.migration(ready.id);
    if (now !== null) phases.add(now.state.position.phase);
    trace.push(`${JSON.stringify(m)} → ${now === null ? 'nothing' : inShort(now.state)}`);
    await w.look();
  }
  await tidy(f);
  return { ...w.witnessed(), ready, trace, phases };
}

function inShort(m: Migration): string {
  return [m.position.phase, m.pending === null ? '' : `${m.pending.kind} ${m.pending.status}`, m.stuck?.code ?? '', m.drift?.code ?? '', m.hold ? 'held' : '', m.request ? `${m.request.operation} ${m.request.approvalId}` : ''].filter((t) => t !== '').join(', ');
}

function arm(f: Field, fault: Fault): void {
  const { faults } = f.estate.sandbox.world;
  if (fault === null || fault === 'store-broken') return;
  if (fault === 'reads-broken') return void faults.add({ match: { server: 'azure', method: 'GET' }, effect: { status: 503, retryAfter: 0 }, count: 6 });
  faults.add({ match: WRITES, effect: EFFECTS[fault], count: 1 });
  for (const action of AWS_WRITES) faults.add({ match: { server: 'ec2', action }, effect: EFFECTS[fault], count: 1 });
}

/** What others do behind Ferry's back; buttons that the portal would not show cannot be pressed. */
async function others(f: Field, ready: Ready, m: Extract<Move, { do: 'press' | 'ec2' | 'job-fails' | 'job-waits' }>, w: ReturnType<typeof makeWitness>): Promise<void> {
  const patch = m.do === 'job-waits' ? { suspendNextJob: { scenario: m.scenario } } : m.do === 'press' ? { [m.key]: m.key === 'portalSettings' ? { vmSize: 'Standard_D8s_v5' } : true } : m.do === 'ec2' ? { state: m.state } : { failNextJob: { scenario: m.scenario, code: '' } };
  const answer = await fetch(`${f.estate.sandbox.azureUrl}/_sandbox/machines/${ready.instanceId}`, { method: 'POST', body: JSON.stringify(patch) });
  await answer.text();
  if (answer.ok) w.othersActed(m);
}

type On = { readonly f: Field; readonly ready: Ready; readonly r: Replica };
type Doing = (o: On, a: Act) => Promise<unknown>;
type Of<D extends Act['do']> = Extract<Act, { do: D }>;

const DOES: { readonly [D in Act['do']]: Doing } = {
  work: ({ ready, r }) => r.executor.step(ready.id, new AbortController().signal),
  next: async (o, a) => {
    const { twice } = a as Of<'next'>;
    // The same activity delivered twice, past the memory of activities that were seen.
    await Promise.all(Array.from({ length: twice ? 2 : 1 }, () => next(o, a as Of<'next'>)));
  },
  say: (o, a) => say(o, a as Of<'say'>),
  look: ({ r }) => r.observer.tick('vault'),
  timers: async ({ f, ready, r }) => {
    for (const approval of await approvalsOf(f, ready)) for (const kind of ['expire', 'nudge', 'run', 'review']) await r.timers.fire(`${kind}:${approval.id}`);
  },
  freeze: ({ f, r }, a) => {
    const from = f.deps.clock.now();
    return r.usecases.addFreeze({ window: { from, to: from + (a as Of<'freeze'>).minutes * MINUTE, zone: 'UTC' }, reason: 'frozen', who: PEOPLE.cleo });
  },
  thaw: async ({ r }) => {
    for (const freeze of await r.usecases.freezes()) await r.usecases.endFreeze({ number: freeze.number, reason: 'over', who: PEOPLE.cleo });
  },
  'hold-all': ({ r }) => r.usecases.holdAll({ reason: 'stop', who: PEOPLE.cleo }),
  'release-all': ({ r }) => r.usecases.resumeAll(PEOPLE.cleo),
};

/** The next schedule begins without the freezes and holds of this one. */
async function tidy(f: Field): Promise<void> {
  f.group.names = NAMES;
  const r = makeReplica(f.deps, f.eye, () => Promise.resolve());
  for (const freeze of await r.usecases.freezes()) await r.usecases.endFreeze({ number: freeze.number, reason: 'over', who: PEOPLE.cleo });
  if (((await f.eye.governance(governanceIdOf(f.deps.scope.name)))?.state.holdAll ?? null) !== null) await r.usecases.resumeAll(PEOPLE.cleo);
}

async function approvalsOf(f: Field, ready: Ready): Promise<readonly Approval[]> {
  const m = (await f.eye.migration(ready.id))?.state;
  if (m === undefined) return [];
  const ids = ['approvalId' in m.position ? m.position.approvalId : null, m.request?.approvalId ?? null];
  const found = await Promise.all(ids.flatMap((id) => (id === null ? [] : [f.eye.approval(id)])));
  return found.flatMap((one) => (one === null ? [] : [one.state]));
}

/** The last request about the machine, whatever became of it. */
async function lastApproval(f: Field, ready: Ready): Promise<Approval | null> {
  const asked = (await f.eye.events(ready.id)).flatMap((e) => ('approvalId' in e.event && e.event.approvalId ? [e.event.approvalId] : []));
  const id = asked.at(-1);
  return id === undefined ? null : ((await f.eye.approval(id))?.state ?? null);
}

/** Something was stopped or failed over, and there is a way back. */
const BACK: ReadonlySet<Phase> = new Set(['stopping-source', 'source-stopped', 'in-azure', 'accepted']);

/** What the cards ask for now, done by somebody who may. */
async function next(o: On, a: Of<'next'>): Promise<unknown> {
  const m = (await o.f.eye.migration(o.ready.id))?.state;
  if (m === undefined) return;
  const says = (what: Of<'say'>['what'], who: Name = a.who): Promise<unknown> => say(o, { ...a, do: 'say', who, what });
  const waiting = (await approvalsOf(o.f, o.ready)).find((one) => one.status === 'requested' || (one.suspended ?? null) !== null);
  if (waiting !== undefined) return says('approve-again', approverOf(waiting, a.who));
  if (m.drift !== null) return says('adopt');
  // Now and then whoever would go on wants to go back.
  if (a.window !== 'none' && BACK.has(m.position.phase)) return says('rollback', 'ola');
  if (m.stuck?.code === 'manual-action') return says('done');
  if (mayRenew(m)) return says('cutover', 'ola');
  if (m.stuck !== null) return says('retry');
  switch (m.position.phase) {
    case 'tested': case 'protected':
      return o.r.usecases.requestCutover({ id: m.id, note: '', who: a.who === 'bob' ? PEOPLE.bob : PEOPLE.ola, window: windowOf(o.f, a.window), ...keptStop(a.stop === 'none' ? { kind: 'none', reason: 'read-only' } : { kind: a.stop }) });
    case 'quiescing':
      return says('quiesce');
    case 'stopping-source':
      return isAskedToStop(m) ? stopByHand(o, says) : undefined;
    case 'in-azure':
      return says('accept', 'ola');
    case 'accepted':
      return says('complete', 'ola');
    default:
      return undefined;
  }
}

/** Whoever is asked to stop the machine stops it in AWS, then says so. */
async function stopByHand(o: On, says: (what: 'stopped') => Promise<unknown>): Promise<unknown> {
  const answer = await fetch(`${o.f.estate.sandbox.azureUrl}/_sandbox/machines/${o.ready.instanceId}`, { method: 'POST', body: JSON.stringify({ state: 'stopped' }) });
  await answer.text();
  return says('stopped');
}

/** Somebody who has not answered yet, if there is one. */
function approverOf(a: Approval, who: Name): Name {
  const given = (a.suspended?.again ?? a.approvals).map((d) => d.by.name);
  return given.includes(who) || who === a.requester.name ? (NAMES.find((n) => n !== a.requester.name && !given.includes(n)) ?? who) : who;
}

function windowOf(f: Field, window: Of<'next'>['window']): { from: number; to: number; zone: string } | null {
  const now = f.deps.clock.now();
  if (window === 'none') return null;
  return window === 'open' ? { from: now, to: now + 90 * MINUTE, zone: 'UTC' } : { from: now + 6 * MINUTE, to: now + 50 * MINUTE, zone: 'UTC' };
}

async function say({ f, ready, r }: On, a: Of<'say'>): Promise<unknown> {
  const u = r.usecases;
  const who = PEOPLE[a.who];
  const { id } = ready;
  const approval = await lastApproval(f, ready);
  const about = approval === null ? null : { id: approval.id, who };
  switch (a.what) {
    case 'approve':
      return about === null ? null : u.approve({ ...about, comment: '', typed: ready.name });
    case 'approve-again':
      return about === null ? null : u.approve({ ...about, comment: '', typed: ready.name, again: true });
    case 'reject':
      return about === null ? null : u.reject({ ...about, reason: 'no' });
    case 'withdraw':
      return about === null ? null : u.withdraw({ ...about, reason: 'not now' });
    case 'ask':
      return about === null ? null : u.ask({ ...about, text: 'why?' });
    case 'rollback':
      return u.requestRollback({ id, reason: 'broken', who });
    case 'retry':
      return u.retry(id, who);
    case 'hold':
      return u.hold({ id, reason: 'wait', who });
    case 'resume':
      return u.resume(id, who);
    case 'adopt':
      return u.adoptDrift(id, who);
    case 'keep':
      return u.keepDrift(id, who);
    case 'complete':
      return u.requestCompletion(id, who, 'the copy is good');
    case 'quiesce':
      return u.confirmQuiesce(id, who);
    case 'accept':
      return u.accept(id, who);
    case 'refuse':
      return u.refuseAcceptance({ id, reason: 'broken', who });
    case 'cutover':
      return u.requestCutover({ id, note: '', who, window: null });
    case 'stopped':
      return u.confirmStopped(id, who);
    case 'done': case 'cannot':
      return u.answerManual({ id, done: a.what === 'done', note: 'seen', who });
    case 'delegate':
      // Whoever stands in is one who could not answer otherwise now and then.
      return u.delegate({ to: PEOPLE[NAMES[(NAMES.indexOf(a.who) + 1) % NAMES.length] ?? 'ola'], until: f.deps.clock.now() + 60 * MINUTE, who });
    case 'delegate-end':
      return u.endDelegation(who);
    case 'break':
      return about === null ? null : u.breakGlass({ ...about, command: { type: 'break', reason: 'nobody of them can be reached' } });
    case 'break-confirm':
      return about === null ? null : u.breakGlass({ ...about, command: { type: 'confirm' } });
    case 'review':
      return about === null ? null : u.breakGlass({ ...about, command: { type: 'review', reason: 'it was right' } });
  }
}
