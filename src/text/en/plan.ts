/** Words around the plan file. */
import type { ChangedField, FieldValue, PlanDiff, WaveDiff } from '../../domain/plan-file/difference.ts';
import type { PlanColumn } from '../../domain/plan-file/types.ts';
import { named } from '../neutral.ts';
import { windowText } from '../window.ts';
import { planProblem } from './plan-problems.ts';

const columns: { readonly [C in PlanColumn]: string } = {
  wave: 'name of the wave, for example W07; W7 and wave-07 are the same one. At most 100 machines',
  group: '1 to 7, what must start first is 1; empty: as it was, or 1',
  machine: 'Name tag of the machine, or its instance id',
  instance_id: 'instance id (i-…); needed where several machines have one name',
  needs: 'machines of the same wave that must run in Azure before this one begins, separated by commas',
  window: 'when the wave may be cut over, for example sat 22:00..02:00 or 2026-11-28T22:00+01:00..2026-11-29T02:00+01:00; empty: none',
  zone: 'time zone of the window, for example Europe/Rome',
  owner: 'who looks after the wave: name or Entra object id; empty: as it was, or whoever gives the file',
  approvers: "some of the scope's approvers, separated by commas; empty: all of them",
  after: 'waves that must be in Azure before this one begins, separated by commas',
  on_failure: 'stop (nothing more begins after a failure) or go-on',
  start_by: 'machines (each by itself), machines with plan (the vault has a recovery plan as well) or plan (by the recovery plan)',
  target_resource_group: 'where the machines land: name or whole id; empty: the default of the scope',
  target_network: 'network: name or whole id; empty: the default of the scope',
  target_subnet: 'subnet; empty: the default of the scope',
  size: 'size in Azure, for example Standard_D2s_v5; empty: by the machine',
  note: 'anything people should know of the wave',
};

const fields: { readonly [F in ChangedField]: string } = { owner: 'owner', window: 'window', approvers: 'approvers', after: 'after', target: 'target', policy: 'policy', note: 'note' };

function some(names: readonly string[]): string {
  const shown = names.slice(0, 8).map(named).join(', ');
  return names.length > 8 ? `${shown} and ${names.length - 8} more` : shown;
}

function value(v: FieldValue): string {
  if (v.window !== null) return windowText(v.window);
  return v.text === '' ? 'none' : named(v.text);
}

function waveParts(d: WaveDiff): readonly string[] {
  return [
    ...(d.added.length > 0 ? [`added ${some(d.added)}`] : []),
    ...(d.moved.length > 0 ? [`moved here ${some(d.moved.map((m) => `${m.machine} (from ${m.from})`))}`] : []),
    ...(d.removed.length > 0 ? [`taken out ${some(d.removed)}`] : []),
    ...(d.changed.length > 0 ? [`other group or needs ${some(d.changed)}`] : []),
    ...(d.fields.length > 0 ? d.fields.map((f) => `${fields[f.field]}: ${value(f.from)} → ${value(f.to)}`) : []),
  ];
}

const plural = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`;

export const planWords = {
  columns,
  /** Rows to write over; they name no machine that anybody has. */
  example: [
    { wave: 'W07', group: '1', machine: 'example-db01', window: 'sat 22:00..02:00', zone: 'Europe/Rome', on_failure: 'stop', note: 'shop: write over these rows' },
    { wave: 'W07', group: '2', machine: 'example-app01', needs: 'example-db01' },
    { wave: 'W07', group: '3', machine: 'example-web01', needs: 'example-app01' },
  ],
  errorColumns: ['line', 'column', 'value', 'what is wrong', 'what to do'],
  problem: planProblem,
  diff: {
    title: (d: PlanDiff, rows: number): string => (d.waves.length === 0 ? `Plan of ${plural(rows, 'row')}: no change` : `Plan of ${plural(rows, 'row')}: ${plural(d.waves.length, 'wave')} would change`),
    counts: ({ counts: c }: PlanDiff): string => `${c.added} added · ${c.moved} moved · ${c.removed} removed · ${c.changed} changed · ${c.unchanged} unchanged`,
    waves: ({ counts: c }: PlanDiff): string => (c.newWaves === c.waves ? plural(c.waves, 'new wave') : `${plural(c.waves, 'wave')}, ${c.newWaves} of them new`),
    wave: (d: WaveDiff): string => `${named(d.wave)}${d.isNew ? ' (new)' : ''}`,
    parts: (d: WaveDiff): string => waveParts(d).join('; ') || 'without machines',
    nothing: 'Every row is as the waves are already. Nothing is to be applied.',
    effect: 'Nothing in AWS or Azure changes. Requests for approval of waves that get machines, another order or another target are voided.',
    more: (n: number): string => `… and ${plural(n, 'more wave')}`,
    moreRequests: (n: number): string => `… and ${plural(n, 'more request')} for approval`,
    apply: 'Apply',
    stale: 'Something changed since this was shown, so nothing was applied. This is what would change now.',
    lookOnly: "To apply it, give the same file with 'plan import'.",
  },
  applied: (d: PlanDiff): string => `Applied: ${d.counts.added} added, ${d.counts.moved} moved, ${d.counts.removed} removed, ${d.counts.changed} changed in ${plural(d.counts.waves, 'wave')}. Nothing in AWS or Azure changed.`,
  errors: {
    title: (n: number): string => `The plan was not taken: ${plural(n, 'problem')}`,
    lead: (rows: number): string => `${rows === 0 ? 'The columns could not be understood, so no row was read' : rows === 1 ? 'The one row was read' : `All ${rows} rows were read`}; nothing was changed. Correct this and give the file again.`,
    line: (line: number, column: string): string => (column === '' ? `Line ${line}` : `Line ${line}, ${named(column)}`),
    value: (value: string): string => `'${named(value)}'`,
    more: (n: number): string => `… and ${n} more in the file`,
    file: 'Get all as a file',
  },
  files: { now: 'the plan', template: 'the plan template', errors: 'the problems of the plan', noAddress: 'I cannot give a file: nobody has told me the address under which people reach me (FERRY_PUBLIC_URL).' },
  holds: {
    now: "One row for each machine of each open wave, as of the moment you open it. 'plan import' takes it back when you have changed it.",
    template: "Every column explained, and three rows to write over. 'plan import' takes the file when it is filled in.",
  },
  secret: 'Something in that file looks like a password or key. Nothing of the file was kept, only the fact that one came was noted. Please revoke that secret now, and give the file without it.',
  ask: "Attach a CSV file here (in a personal chat), or paste its lines below 'plan import'. 'plan template' gives a file to fill in, 'plan export' the plan as it is.",
  refusals: {
    host: 'its address is not one of Microsoft',
    kind: 'it is no CSV file',
    large: (mb: number): string => `it is larger than ${mb} MB`,
    late: 'it did not arrive in time',
    unavailable: 'it could not be downloaded',
    many: 'there is more than one file',
  },
};
