// Reads the groups of a recovery plan out of a request.
import type { Call } from '../call.ts';
import { fieldsOf, listOf, same, textOf, type Fields } from '../fields.ts';
import { nameIn } from '../ids.ts';
import { itemKeyOf } from '../items/model.ts';
import { firstOf, type Complaint } from '../items/target-check.ts';
import { fabricPath, type Vault } from '../vault-list.ts';
import type { PlanAction, PlanGroup } from './model.ts';

const mostMachines = 100;
const mostBootGroups = 7;
const types = ['Shutdown', 'Failover', 'Boot'] as const;

type GroupType = (typeof types)[number];

function typeOf(group: Fields): GroupType | null {
  return types.find((type) => same(type, textOf(group['groupType']))) ?? null;
}

function readAction(value: unknown): PlanAction {
  const raw = fieldsOf(value);
  const details = fieldsOf(raw['customDetails']);
  return { raw, name: textOf(raw['actionName']), instructions: textOf(details['description']), failoverTypes: listOf(raw['failoverTypes']).map(textOf) };
}

function readGroup(vault: Vault, type: GroupType, group: Fields): PlanGroup {
  return {
    type,
    members: listOf(group['replicationProtectedItems']).map((member) => itemKeyOf(vault.name, nameIn(textOf(fieldsOf(member)['id'])))),
    startActions: listOf(group['startGroupActions']).map(readAction),
    endActions: listOf(group['endGroupActions']).map(readAction),
  };
}

function checkActions(groups: readonly PlanGroup[]): Complaint {
  const actions = groups.flatMap((group) => [...group.startActions, ...group.endActions]);
  const nameless = actions.some((action) => action.name === '' || action.failoverTypes.length === 0);
  return nameless ? "An action lacks 'actionName' or 'failoverTypes'." : null;
}

function checkMembers(call: Call, groups: readonly PlanGroup[]): Complaint {
  const members = groups.flatMap((group) => group.members);
  const unknown = members.find((key) => !call.state.items.has(key));
  if (unknown !== undefined) return `The protected item '${nameIn(unknown)}' does not exist.`;
  const foreign = members.find((key) => call.state.items.get(key)?.phase === 'enabling' || call.state.items.get(key)?.phase === 'enableFailed');
  if (foreign !== undefined) return `The protected item '${nameIn(foreign)}' is not protected yet.`;
  if (new Set(members).size < members.length) return 'A protected item is in the plan more than once.';
  return members.length > mostMachines ? `A recovery plan holds at most ${mostMachines} machines.` : null;
}

// The service adds the two empty groups itself when a request leaves them out.
function complete(groups: readonly PlanGroup[]): readonly PlanGroup[] {
  const empty = (type: GroupType): PlanGroup => ({ type, members: [], startActions: [], endActions: [] });
  const head = (['Shutdown', 'Failover'] as const).map((type) => groups.find((group) => group.type === type) ?? empty(type));
  return [...head, ...groups.filter((group) => group.type === 'Boot')];
}

// An id of another vault, fabric or container names no member of this plan, whatever its last part is.
function checkPlaces(vault: Vault, values: readonly Fields[]): Complaint {
  const home = `${fabricPath(vault)}/`.toLowerCase();
  const ids = values.flatMap((group) => listOf(group['replicationProtectedItems']).map((member) => textOf(fieldsOf(member)['id'])));
  const strange = ids.find((id) => !id.toLowerCase().startsWith(home));
  return strange === undefined ? null : `'${strange}' is not a protected item of the plan's primary fabric.`;
}

function checkIds(call: Call, vault: Vault, values: readonly Fields[]): Complaint {
  const members = values.flatMap((group) => listOf(group['replicationProtectedItems'])).map(fieldsOf);
  const wrong = members.find((member) => !same(textOf(member['virtualMachineId']), call.state.items.get(itemKeyOf(vault.name, nameIn(textOf(member['id']))))?.id ?? ''));
  return wrong === undefined ? null : `The virtualMachineId '${textOf(wrong['virtualMachineId'])}' is not that of '${nameIn(textOf(wrong['id']))}'.`;
}

function checkGroups(groups: readonly PlanGroup[]): Complaint {
  const boots = groups.filter((group) => group.type === 'Boot').length;
  if (boots > mostBootGroups) return `A recovery plan has at most ${mostBootGroups} groups.`;
  return groups.some((group) => group.type !== 'Boot' && group.members.length > 0) ? 'Only Boot groups hold machines.' : null;
}

/** The groups, and the first thing that is wrong with them. */
export function readGroups(call: Call, vault: Vault, values: readonly unknown[]): { readonly groups: readonly PlanGroup[]; readonly complaint: Complaint } {
  const read = values.map(fieldsOf).map((group) => ({ type: typeOf(group), group }));
  const groups = complete(read.flatMap(({ type, group }) => (type === null ? [] : [readGroup(vault, type, group)])));
  const complaint = firstOf([
    () => (values.length === 0 ? "The required property 'groups' is missing." : null),
    () => (read.some(({ type }) => type === null) ? 'A group has an unknown type.' : null),
    () => checkActions(groups),
    () => checkGroups(groups),
    () => checkPlaces(vault, read.map(({ group }) => group)),
    () => checkMembers(call, groups),
    () => checkIds(call, vault, read.map(({ group }) => group)),
  ]);
  return { groups, complaint };
}
