/** What the cells of a plan file may mean, looked up before the file is read: then reading it asks nobody. */
import { isListed, type AccessPolicy } from '../domain/access.ts';
import { isInstanceId, userIdFromActivity, type InstanceId } from '../domain/ids.ts';
import type { Person } from '../domain/person.ts';
import type { PlanLookups, TableRow } from '../domain/plan-file/types.ts';
import { no, ok } from '../domain/result.ts';
import type { Wave } from '../domain/wave/types.ts';
import type { Window } from '../domain/window/types.ts';
import { momentText } from '../domain/window/write.ts';
import type { Deps } from './deps.ts';
import { match } from './inventory.ts';
import type { MachineRow } from './outcome.ts';
import { targetLists, targetNamed, type TargetFound } from './target-names.ts';
import { readWindow } from './windows.ts';
import { movable } from './waves.ts';

const MOST_SIMILAR = 20;
const GUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;

/** Reads everything that the table may speak of. Azure is asked only when the table names something there. */
export async function lookupsFor(d: Deps, o: { readonly table: readonly TableRow[]; readonly waves: readonly Wave[]; readonly who: Person }): Promise<PlanLookups> {
  const [rows, access, people, targets] = await Promise.all([movable(d), d.access(), knownPeople(d, o), targetsFor(d, o.table)]);
  return {
    machine: machineLookup(rows, o.waves),
    window: (text) => {
      const read = readWindow(text, { zones: d.zones, zone: d.policy.zone, now: d.clock.now(), longest: 'window' });
      return read.ok ? ok(read.value?.window ?? null) : no(read.error);
    },
    windowCells: (window) => windowCells(d, window),
    person: (text) => personIn(people, text, o.who),
    mayApprove: (id) => mayApprove(access, id),
    target: (column, text) => targets[column](text),
  };
}

/** A window as two cells. */
export function windowCells(d: Pick<Deps, 'zones'>, { from, to, zone }: Window): { readonly window: string; readonly zone: string } {
  return { window: `${momentText(d.zones.at(from, zone))}..${momentText(d.zones.at(to, zone))}`, zone };
}

function mayApprove(access: AccessPolicy, id: Person['id']): boolean {
  return isListed(access.approvers, { id, tenant: '', name: '' });
}

/** Five thousand rows are looked up: by hash, and by the slow way only for what is not there. */
function machineLookup(rows: readonly MachineRow[], waves: readonly Wave[]): PlanLookups['machine'] {
  const byId = new Map<string, { readonly instanceId: InstanceId; readonly name: string }>(waves.flatMap((w) => w.members.map((m) => [m.instanceId, m] as const)));
  const byName = new Map<string, InstanceId[]>();
  for (const { machine } of rows) {
    byId.set(machine.instanceId, machine);
    const name = machine.name.trim().toLowerCase();
    byName.set(name, [...(byName.get(name) ?? []), machine.instanceId]);
  }
  // Looking for similar names costs a walk over all: a file of strangers is told so all the same.
  let looked = 0;
  return (text) => {
    const wanted = text.trim().toLowerCase();
    const ids = isInstanceId(wanted) ? [wanted] : (byName.get(wanted) ?? []);
    const found = ids[0] === undefined ? undefined : byId.get(ids[0]);
    if (ids.length > 1) return { kind: 'many', count: ids.length };
    if (found !== undefined) return { kind: 'one', instanceId: found.instanceId, name: found.name };
    const near = looked++ < MOST_SIMILAR ? match(rows, text) : null;
    return { kind: 'none', similar: near?.kind === 'none' ? near.similar : [] };
  };
}

async function knownPeople(d: Deps, o: { readonly waves: readonly Wave[]; readonly who: Person }): Promise<readonly Person[]> {
  const spoken = (await d.store.conversations()).flatMap((c) => (c.person === undefined ? [] : [c.person]));
  return [o.who, ...spoken, ...o.waves.map((w) => w.owner)];
}

/** `Name (object id)`, an object id, or the exact name of one known person; two of one name are not guessed. */
function personIn(people: readonly Person[], text: string, who: Person): Person | null {
  const id = GUID.exec(text)?.[0].toLowerCase();
  if (id !== undefined) {
    const name = text.replace(GUID, '').replaceAll(/[()\s]+/g, ' ').trim();
    return people.find((p) => p.id.toLowerCase() === id) ?? { id: userIdFromActivity(id), tenant: who.tenant, name: name === '' ? id : name };
  }
  const wanted = text.trim().replace(/^@/, '').toLowerCase();
  const found = people.filter((p) => p.name.toLowerCase() === wanted || p.id.toLowerCase() === wanted);
  const [first] = found;
  return first !== undefined && found.every((p) => p.id.toLowerCase() === first.id.toLowerCase()) ? first : null;
}

type Target = { readonly [C in Parameters<PlanLookups['target']>[0]]: (text: string) => TargetFound };

/** Whole ids are taken as they are: what is there is looked at again when replication is turned on. */
async function targetsFor(d: Deps, table: readonly TableRow[]): Promise<Target> {
  const [header] = table.filter((row) => row.cells[0]?.trimStart().startsWith('#') !== true);
  const columns = (header?.cells ?? []).flatMap((cell, n) => (/resource.?group|network/i.test(cell) ? [n] : []));
  const isNamed = table.some((row) => row !== header && columns.some((n) => /^[^/]/.test((row.cells[n] ?? '').trim())));
  const { groups, networks } = isNamed ? await targetLists(d) : { groups: [], networks: [] };
  return { target_resource_group: (text) => targetNamed(groups, text), target_network: (text) => targetNamed(networks, text) };
}
