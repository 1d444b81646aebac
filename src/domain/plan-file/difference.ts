/** What a plan would change, as people read it. */
import type { InstanceId } from '../ids.ts';
import type { Wave, WaveMember } from '../wave/types.ts';
import { DRIVE_CELLS } from './write.ts';

/** A field of a wave that is another one then. */
export type ChangedField = 'owner' | 'window' | 'approvers' | 'after' | 'target' | 'policy' | 'note';

/** A value as people read it; a window is written by whoever knows zones. */
export type FieldValue = { readonly text: string; readonly window: Wave['window'] };
export type FieldChange = { readonly field: ChangedField; readonly from: FieldValue; readonly to: FieldValue };

export type WaveDiff = {
  readonly wave: string;
  readonly isNew: boolean;
  readonly added: readonly string[];
  /** From which wave. */
  readonly moved: readonly { readonly machine: string; readonly from: string }[];
  /** Machines that are in no wave then. */
  readonly removed: readonly string[];
  /** Another group, or other needs. */
  readonly changed: readonly string[];
  readonly fields: readonly FieldChange[];
};

export type PlanDiff = {
  /** Only waves in which something changes. */
  readonly waves: readonly WaveDiff[];
  readonly counts: { readonly waves: number; readonly newWaves: number; readonly added: number; readonly moved: number; readonly removed: number; readonly changed: number; readonly unchanged: number };
};

/** What becomes of one request for approval: it is void, or goes on without some machines. */
export type RequestEffect = { readonly id: string; readonly voided: boolean; readonly without: readonly string[] };

const FIELDS: readonly ChangedField[] = ['owner', 'window', 'approvers', 'after', 'target', 'policy', 'note'];

const plain = (text: string): FieldValue => ({ text, window: null });
/** Of an id in Azure the last part says it. */
const short = (id: string | null): readonly string[] => (id === null ? [] : [id.split('/').at(-1) ?? id]);

const VALUES: { readonly [F in ChangedField]: (w: Wave) => FieldValue } = {
  owner: (w) => plain(w.owner.name),
  window: (w) => ({ text: '', window: w.window }),
  approvers: (w) => plain((w.approvers ?? []).join(', ')),
  after: (w) => plain(w.after.join(', ')),
  target: ({ target: t }) => plain([...short(t.resourceGroupId), ...short(t.networkId), ...short(t.subnet), ...short(t.size)].join(' · ')),
  policy: (w) => plain(`${w.policy.onFailure}, ${DRIVE_CELLS[w.policy.drive]}`),
  note: (w) => plain(w.note),
};

/** Counts and lists; a machine that moved is told at the wave that it goes to. */
export function differenceOf(pairs: readonly { readonly before: Wave | null; readonly after: Wave }[], waves: readonly Wave[]): PlanDiff {
  const homes = new Map<InstanceId, string>(waves.flatMap((w) => w.members.map((m) => [m.instanceId, w.name] as const)));
  const kept = new Set(pairs.flatMap((p) => p.after.members.map((m) => m.instanceId)));
  const all = pairs.map((p) => waveDiff(p, homes, kept));
  const sum = (count: (d: WaveDiff) => number): number => all.reduce((n, d) => n + count(d), 0);
  const [added, moved, changed] = [sum((d) => d.added.length), sum((d) => d.moved.length), sum((d) => d.changed.length)];
  const differing = all.filter(differs);
  return { waves: differing, counts: { waves: differing.length, newWaves: sum((d) => (d.isNew ? 1 : 0)), added, moved, removed: sum((d) => d.removed.length), changed, unchanged: kept.size - added - moved - changed } };
}

function waveDiff({ before, after }: { readonly before: Wave | null; readonly after: Wave }, homes: ReadonlyMap<InstanceId, string>, kept: ReadonlySet<InstanceId>): WaveDiff {
  const old = new Map(before?.members.map((m) => [m.instanceId, m]));
  const arriving = after.members.filter((m) => !old.has(m.instanceId));
  return {
    wave: after.name,
    isNew: before === null,
    added: arriving.filter((m) => !homes.has(m.instanceId)).map((m) => m.name),
    moved: arriving.flatMap((m) => ({ machine: m.name, from: homes.get(m.instanceId) ?? '' })).filter((m) => m.from !== ''),
    removed: [...old.values()].filter((m) => !kept.has(m.instanceId)).map((m) => m.name),
    changed: after.members.filter((m) => isOther(old.get(m.instanceId), m)).map((m) => m.name),
    fields: before === null ? [] : FIELDS.filter((f) => JSON.stringify(before[f]) !== JSON.stringify(after[f])).map((field) => ({ field, from: VALUES[field](before), to: VALUES[field](after) })),
  };
}

function isOther(a: WaveMember | undefined, b: WaveMember): boolean {
  return a !== undefined && (a.group !== b.group || JSON.stringify(a.needs) !== JSON.stringify(b.needs));
}

function differs(d: WaveDiff): boolean {
  return d.isNew || d.added.length + d.moved.length + d.removed.length + d.changed.length + d.fields.length > 0;
}
