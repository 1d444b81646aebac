// Groups of the simulated directory: who is in them, and whether they can be read.
import type { Entry, Group } from '../graph/groups.ts';
import type { GraphSide } from '../graph/index.ts';
import { onlyKeys, optionalFlag, parseObject, refuse } from './json.ts';

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** `PUT groups/{id}` with `{ users: [], guests: [], groups: [], readable: true }`; what is left out is empty. */
export function putGroup(graph: GraphSide, id: string, text: string): Group {
  const body = parseObject(text);
  onlyKeys(body, ['users', 'guests', 'groups', 'readable'], 'A group');
  if (!GUID.test(id)) throw refuse('A group has a GUID.');
  const users = idsOf(body['users'], 'users').map((user): Entry => ({ kind: 'user', id: user, userType: 'Member' }));
  const guests = idsOf(body['guests'], 'guests').map((user): Entry => ({ kind: 'user', id: user, userType: 'Guest' }));
  const groups = idsOf(body['groups'], 'groups').map((group): Entry => ({ kind: 'group', id: group }));
  const group: Group = { id: id.toLowerCase(), members: [...users, ...guests, ...groups], readable: optionalFlag(body, 'readable') ?? true };
  graph.put(group);
  return group;
}

function idsOf(value: unknown, name: string): readonly string[] {
  const list = value ?? [];
  if (!Array.isArray(list) || !list.every((id) => typeof id === 'string' && GUID.test(id))) throw refuse(`${name} must be a list of GUIDs.`);
  return list.map((id) => String(id).toLowerCase());
}
