/** Sees every request to the clouds at the moment it is sent, and what others did meanwhile. */
import type { ActKind } from '../../../src/domain/migration/types.ts';
import type { Field, Ready } from './field.ts';
import type { Move, Name } from './moves.ts';

/** Who could approve, from a position of the log on. */
export type Membership = { readonly from: number; readonly names: readonly Name[] };

export type Witnessed = { readonly violations: readonly string[]; readonly members: readonly Membership[]; readonly sent: readonly ActKind[]; readonly othersFailedOver: boolean };

/** What Site Recovery must offer at the moment of the request. */
const NEEDS: { readonly [A in ActKind]?: string } = { startTestFailover: 'TestFailover', cleanUpTestFailover: 'TestFailoverCleanup', startFailover: 'UnplannedFailover', completeMigration: 'CompleteMigration' };

type Snapshot = { readonly jobs: readonly { name: string; state: string }[]; readonly items: readonly { name: string; instanceId: string; allowedOperations: readonly string[]; testFailoverState: string }[]; readonly virtualMachines: readonly { instanceId: string | null; powerState: string; createdBy: string }[] };

export function makeWitness(f: Field, ready: Ready) {
  const w = { violations: [] as string[], members: [{ from: 0, names: f.group.names ?? [] }] as Membership[], sent: [] as ActKind[], othersFailedOver: false, othersStarted: false, leftOn: false };
  const snapshot = (): Snapshot => f.estate.sandbox.azure.snapshot() as Snapshot;
  const power = (): string => f.estate.sandbox.world.sources.list().find((m) => m.instanceId === ready.instanceId)?.running === true ? 'running' : 'not running';

  async function intended(kind: ActKind): Promise<number> {
    return (await f.eye.events(ready.id)).filter((e) => e.event.type === 'ActIntended' && e.event.act === kind).length;
  }

  async function witness(kind: ActKind, subject: string): Promise<void> {
    const stop = (await f.eye.migration(ready.id))?.state.sourceStop?.kind ?? 'ferry';
    underPolicy(kind, stop);
    if (kind === 'resumeJob') isWaiting(subject);
    else if (![ready.itemName, ready.instanceId, ready.name].includes(subject)) w.violations.push(`${kind} of ${subject}, which nobody asked for`);
    w.sent.push(kind);
    const times = w.sent.filter((k) => k === kind).length;
    if ((await intended(kind)) < times) w.violations.push(`${kind} was sent ${times} times, and its intent is not on record as often`);
    const item = snapshot().items.find((i) => i.name === ready.itemName);
    const need = NEEDS[kind];
    if (need !== undefined && item?.allowedOperations.includes(need) !== true) w.violations.push(`${kind} was sent although Site Recovery offers only ${item?.allowedOperations.join(', ') ?? 'nothing'}`);
    if (kind === 'startFailover' && stop !== 'none' && power() === 'running') w.violations.push('the failover was sent while the EC2 machine runs');
  }

  function isWaiting(job: string): void {
    if (snapshot().jobs.find((j) => j.name === job)?.state !== 'Suspended') w.violations.push(`job ${job} was resumed, and does not wait`);
  }

  /** What was approved about the source is what is done. */
  function underPolicy(kind: ActKind, stop: 'ferry' | 'person' | 'none'): void {
    if (kind === 'stopSource' && stop !== 'ferry') w.violations.push(`Ferry stops the EC2 machine although it was approved otherwise (${stop})`);
    if (kind === 'startFailover' && stop === 'none') w.leftOn = true;
  }

  /** Never both machines on, unless others switched one of them on. */
  function look(): Promise<void> {
    const vms = snapshot().virtualMachines.filter((vm) => vm.instanceId === ready.instanceId && vm.createdBy === 'failover');
    const both = power() === 'running' && vms.some((vm) => vm.powerState === 'running');
    if (both && !w.othersFailedOver && !w.othersStarted && !w.leftOn) w.violations.push('the machine runs in both clouds');
    return Promise.resolve();
  }

  return {
    violations: w.violations,
    witness,
    look,
    membersChange: async (names: readonly Name[] | null): Promise<void> => {
      f.group.names = names;
      const last = (await f.eye.lastRecords(null, 1)).at(-1);
      w.members.push({ from: (last?.position ?? 0) + 1, names: names ?? [] });
    },
    othersActed: (m: Extract<Move, { do: 'press' | 'ec2' | 'job-fails' | 'job-waits' }>): void => {
      if (m.do === 'press' && m.key === 'portalFailover') w.othersFailedOver = true;
      if (m.do === 'ec2' && m.state === 'running') w.othersStarted = true;
    },
    witnessed: (): Witnessed => ({ violations: w.violations, members: w.members, sent: w.sent, othersFailedOver: w.othersFailedOver }),
  };
}
