/** English words for what was done outside Ferry: in the vault, and to the EC2 machine. */
import type { Attribution, Drift, DriftDetail, Migration, SettingChange } from '../../domain/migration/types.ts';
import type { SourceChange, SourceLoss } from '../../domain/source-guard/types.ts';
import { isOrphan } from '../../domain/source-guard/guard.ts';
import type { Instant } from '../../domain/time.ts';
import { duration, lastPart, utc } from '../format.ts';
import { clip, named, quoted } from '../neutral.ts';

type Moments = (at: Instant) => string;

const settings: { readonly [S in SettingChange['setting']]: string } = { vmName: 'name', size: 'size', resourceGroupId: 'resource group', networkId: 'network', subnet: 'subnet' };

function setting(c: SettingChange): string {
  return `${settings[c.setting]} is ${quoted(lastPart(c.now))}, chosen was ${quoted(lastPart(c.planned))}`;
}

const sources: { readonly [K in SourceChange['kind']]: (c: Extract<SourceChange, { kind: K }>) => string } = {
  stopped: () => 'it was stopped',
  started: () => 'it was started',
  restarted: (c) => `it was stopped and started again (${utc(c.at)})`,
  resized: (c) => `its type is ${quoted(c.to)}, before ${quoted(c.from)}`,
  moved: (c) => `its private IP is ${quoted(c.to)}, before ${quoted(c.from)}`,
  'joined-group': (c) => `it belongs to the Auto Scaling group ${quoted(c.group)} now`,
  'left-group': (c) => `it left the Auto Scaling group ${quoted(c.group)}`,
  'disk-added': (c) => `disk ${named(c.disk.volumeId)} (${c.disk.sizeGiB} GiB) was attached: it is not in the copy`,
  'disk-removed': (c) => `disk ${named(c.volumeId)} was detached: the copy still has it`,
  'disk-resized': (c) => `disk ${named(c.volumeId)} has ${c.to} GiB, before ${c.from} GiB: the copy is of the old size`,
};

function sourceChange(c: SourceChange): string {
  return (sources[c.kind] as (c: SourceChange) => string)(c);
}

/** What exactly was found, in one sentence each; empty when the title says it all. */
function details(d: DriftDetail | undefined): readonly string[] {
  switch (d?.kind) {
    case undefined:
      return [];
    case 'settings':
      return d.changes.map((c) => `In the vault the ${setting(c)}.`);
    case 'job':
      return [`Azure runs the job ${quoted(d.scenario)}.`];
    case 'test-cleaned':
      return ['The test machine was removed before anybody gave a verdict.'];
    case 'source':
      return d.changes.map((c) => `EC2 machine: ${sourceChange(c)}.`);
  }
}

const actions: readonly (readonly [RegExp, string])[] = [
  [/unplannedFailover|plannedFailover/i, 'failover'], [/testFailoverCleanup/i, 'removal of the test machine'], [/testFailover\//i, 'test failover'], [/failoverCommit/i, 'commit'],
  [/remove\/action|\/delete$/i, 'removal of the replication'], [/\/write$/i, 'change of settings'],
];

function action(operation: string): string {
  return actions.find(([pattern]) => pattern.test(operation))?.[1] ?? quoted(clip(operation.split('/').slice(-2).join('/'), 80));
}

/** Who did it, as far as anybody can tell. `when` writes a moment. */
function doer(drift: Drift, when: Moments = utc): string {
  if (drift.code === 'source-changed' || drift.code === 'source-started') return "Azure's log knows nothing of AWS: CloudTrail tells who did it.";
  return drift.by === undefined ? "Not known yet: Azure's Activity Log shows an entry some minutes after the fact. Ferry goes on asking." : attribution(drift.by, when);
}

function attribution(by: Attribution, when: Moments = utc): string {
  switch (by.kind) {
    case 'found':
      return `${quoted(clip(by.caller, 120))}, ${action(by.operation)}, ${when(by.at)} (Activity Log)`;
    case 'unreadable':
      return `Not known: the Activity Log cannot be read (${quoted(clip(by.why, 160))}).`;
    case 'not-found':
      return 'Not known: the Activity Log has no entry for this machine. A recovery plan is logged under its own name.';
  }
}

/** What became of the approval. */
function effect(drift: Drift): string {
  return drift.voided === undefined ? 'No approval was open.' : `${drift.voided} is void for this machine: nothing runs on it.`;
}

/** What taking it as the truth would mean. */
const adopting: { readonly [C in Drift['code']]: string } = {
  'failed-over-outside': 'The machine counts as failed over as soon as its Azure VM runs. Ferry never fails it over a second time.',
  'item-gone': 'The migration ends here, as migrated when it ran in Azure already, otherwise as given up.',
  'test-outside': 'The test counts as its own, and a verdict is asked for when its machine is there.',
  'job-outside': 'Ferry goes on when the job has ended.',
  'source-started': 'Ferry goes on, although both machines may be on.',
  'settings-changed': 'The machine is moved with the settings that the vault shows. A cutover needs a new approval.',
  'source-changed': 'Ferry goes on with the machine as it is. What is not in the copy will be missing in Azure. A cutover needs a new approval.',
};

function standing(drift: Drift): string {
  if (drift.adopting !== undefined) return `${whoOf(drift.adopting.by)} takes it as the truth; Ferry waits until Azure has come to rest.`;
  return drift.kept === undefined ? '' : `${whoOf(drift.kept.by)} looked at it and keeps the machine paused.`;
}

function whoOf(by: NonNullable<Drift['kept']>['by']): string {
  return by.kind === 'person' ? named(by.person.name) : 'Ferry';
}

/** How good the copy is that is left of a machine. */
function copyOf(loss: SourceLoss, when: Moments = utc): string {
  if (loss.lastRecoveryPointAt === null) return 'Azure has no recovery point of it: there is nothing to fail over to.';
  return `Last recovery point: ${when(loss.lastRecoveryPointAt)}, ${duration(Math.max(0, loss.seenAt - loss.lastRecoveryPointAt))} old when the loss was seen. What was written since is lost.`;
}

function successor(loss: SourceLoss): readonly string[] {
  const group = loss.autoScalingGroup === null ? '' : ` It belonged to the Auto Scaling group ${quoted(loss.autoScalingGroup)}.`;
  if (loss.successor === null) return group === '' ? [] : [group.trim()];
  return [`A machine with the same name was launched since: ${named(loss.successor)}. It is another machine, its data is its own, and Ferry never takes it for this one.${group}`];
}

const gone: { readonly [P in SourceLoss['power']]: string } = { 'shutting-down': 'is being terminated', terminated: 'was terminated', gone: 'does not exist any more' };

/** The end of a machine in one sentence. */
function lossOf(m: Migration, when: Moments = utc): string {
  const loss = m.sourceLost;
  return loss === undefined ? '' : `The EC2 machine ${gone[loss.power]}. ${copyOf(loss, when)}`;
}

/** What can be done for a machine of which only the copy is left. */
function wayOn(m: Migration): string {
  if (!isOrphan(m)) return 'There is no way back to AWS.';
  const name = named(m.name);
  const { phase } = m.position;
  const ready = phase === 'protected' || phase === 'tested';
  const first = phase === 'enabling' || phase === 'seeding' ? 'The first copy was not complete: there is nothing to fail over to.' : "Finish the test first, then ask for the cutover.";
  return ready ? `Fail over from the last recovery point: 'cutover ${name}'. It needs its approval like any other. Until then do not remove the replication.` : first;
}

/** The guards of the instance as they were when its replication began. */
function protection(p: { readonly termination: boolean; readonly stop: boolean }): string {
  const stop = p.stop ? 'stop protection on: Ferry cannot stop it' : 'stop protection off';
  return `termination protection ${p.termination ? 'on' : 'off'}, ${stop} (when replication began)`;
}

export const outsideWords = { protection, details, doer, attribution, effect, adopting, standing, sourceChange, copyOf, successor, loss: lossOf, wayOn };
