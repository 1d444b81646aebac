// Reads the groups of a recovery plan out of a request.
import type { Call } from '../call.ts';
import { fieldsOf, listOf, same, textOf, type Fields } from '../fields.ts';
import { nameIn } from '../ids.ts';
import { itemKeyOf } from '../items/model.ts';
import { firstOf, type Complaint } from '../items/target-check.ts';
import type { Vault } from '../vault-list.ts';
import type { PlanAction, PlanGroup } from './model.ts';

const mostMachines = 100;
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
  if (new Set(members).size < members.length) return 'A protected item is in the plan more than once.';
  return members.length > mostMachines ? `A recovery plan holds at most ${mostMachines} machines.` : null;
}

// The service adds the two empty groups itself when a request leaves them out.
function complete(groups: readonly PlanGroup[]): readonly PlanGroup[] {
  const empty = (type: GroupType): PlanGroup => ({ type, members: [], startActions: [], endActions: [] });
  const head = (['Shutdown', 'Failover'] as const).map((type) => groups.find((group) => group.type === type) ?? empty(type));
  return [...head, ...groups.filter((group) => group.type === 'Boot')];
}

/** The groups, and the first thing that is wrong with them. */
export function readGroups(call: Call, vault: Vault, values: readonly unknown[]): { readonly groups: readonly PlanGroup[]; readonly complaint: Complaint } {
  const read = values.map(fieldsOf).map((group) => ({ type: typeOf(group), group }));
  const groups = complete(read.flatMap(({ type, group }) => (type === null ? [] : [readGroup(vault, type, group)])));
  const complaint = firstOf([
    () => (values.length === 0 ? "The required property 'groups' is missing." : null),
    () => (read.some(({ type }) => type === null) ? 'A group has an unknown type.' : null),
    () => checkActions(groups),
    () => checkMembers(call, groups),
  ]);
  return { groups, complaint };
}
