// The Microsoft Graph side of the sandbox: members of groups, as strict as the real one about tokens, permissions and query options.
import { randomUUID } from 'node:crypto';
import type { SandboxRequest, SandboxResponse } from '../http/server.ts';
import type { World } from '../world/types.ts';
import { peopleIn, type Entry, type Group } from './groups.ts';

export type GraphSide = {
  handle(req: SandboxRequest): SandboxResponse;
  /** Adds a group, or puts another one in its place. */
  put(group: Group): void;
  remove(id: string): void;
  list(): readonly Group[];
  reset(): void;
};

const ROUTE = /^\/v1\.0\/groups\/([^/]+)\/transitiveMembers(\/microsoft\.graph\.user)?$/i;
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const USER = '#microsoft.graph.user';
const MOST = 999;

/** True for a path that Graph serves; ARM has none like it. */
export function isGraphPath(path: string): boolean {
  return path.startsWith('/v1.0/');
}

/** Makes the directory of a world. */
export function makeGraphSide(world: World): GraphSide {
  const groups = new Map<string, Group>();
  const read = (req: SandboxRequest): SandboxResponse => {
    const found = ROUTE.exec(req.path);
    if (req.method !== 'GET' || found === null) return problem(400, 'BadRequest', "Resource not found for the segment that was asked for.");
    return refusalOf(req) ?? members(req, { group: groups.get((found[1] ?? '').toLowerCase()) ?? null, id: found[1] ?? '', cast: found[2] !== undefined });
  };

  function members(req: SandboxRequest, o: { readonly group: Group | null; readonly id: string; readonly cast: boolean }): SandboxResponse {
    if (!GUID.test(o.id)) return problem(400, 'Request_BadRequest', `Invalid object identifier '${o.id}'.`);
    if (o.cast && !isAdvanced(req)) return problem(400, 'Request_UnsupportedQuery', 'OData cast needs the header ConsistencyLevel: eventual and $count=true.');
    if (o.group === null) return problem(404, 'Request_ResourceNotFound', `Resource '${o.id}' does not exist or one of its queried reference-property objects are not present.`);
    if (!o.group.readable) return problem(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
    return pageOf(req, peopleIn(groups, o.group.id), world.options.pageSize);
  }

  return {
    handle: (req) => {
      const answer = tokenRefusal(req) ?? read(req);
      return { ...answer, headers: { 'request-id': randomUUID(), 'cache-control': 'no-cache', ...answer.headers } };
    },
    put: (group) => void groups.set(group.id.toLowerCase(), { ...group, id: group.id.toLowerCase() }),
    remove: (id) => void groups.delete(id.toLowerCase()),
    list: () => [...groups.values()],
    reset: () => groups.clear(),
  };
}

function tokenRefusal(req: SandboxRequest): SandboxResponse | null {
  return /^Bearer \S+$/i.test(req.headers['authorization'] ?? '') ? null : problem(401, 'InvalidAuthenticationToken', 'Access token is empty.');
}

function refusalOf(req: SandboxRequest): SandboxResponse | null {
  const top = req.url.searchParams.get('$top');
  return top !== null && !(Number(top) >= 1 && Number(top) <= MOST) ? problem(400, 'Request_BadRequest', `Invalid page size specified: '${top}'. Must be between 1 and ${MOST} inclusive.`) : null;
}

function isAdvanced(req: SandboxRequest): boolean {
  return req.headers['consistencylevel']?.toLowerCase() === 'eventual' && req.url.searchParams.get('$count') === 'true';
}

// Pages are small on purpose, whatever $top says: whoever reads a group has to page.
function pageOf(req: SandboxRequest, people: readonly Entry[], size: number): SandboxResponse {
  const token = req.url.searchParams.get('$skiptoken');
  const from = token === null ? 0 : Number(Buffer.from(token, 'base64url').toString('utf8'));
  if (!Number.isInteger(from) || from < 0) return problem(400, 'Directory_ExpiredPageToken', 'The specified page token value has expired and can no longer be included in your request.');
  const to = from + Math.min(size, Number(req.url.searchParams.get('$top') ?? 100));
  const body = { '@odata.context': `http://${req.host}/v1.0/$metadata#users(id,userType)`, '@odata.count': people.length, ...(to < people.length ? { '@odata.nextLink': linkTo(req, to) } : {}), value: people.slice(from, to).map((p) => viewOf(req, p)) };
  return json(200, body);
}

function linkTo(req: SandboxRequest, from: number): string {
  const url = new URL(req.url);
  url.searchParams.set('$skiptoken', Buffer.from(String(from)).toString('base64url'));
  return url.href;
}

function viewOf(req: SandboxRequest, entry: Entry): Record<string, unknown> {
  const wanted = req.url.searchParams.get('$select')?.split(',') ?? ['id', 'displayName', 'userPrincipalName'];
  const all: Readonly<Record<string, unknown>> = { id: entry.id, displayName: `User ${entry.id.slice(-4)}`, userPrincipalName: entry.upn === undefined ? `${entry.id.slice(-4)}@sandbox.example` : entry.upn, userType: entry.userType ?? null };
  return { '@odata.type': USER, ...Object.fromEntries(wanted.filter((key) => key in all).map((key) => [key, all[key]])) };
}

function problem(status: number, code: string, message: string): SandboxResponse {
  return json(status, { error: { code, message, innerError: { date: new Date(0).toISOString().slice(0, 19) } } });
}

function json(status: number, body: unknown): SandboxResponse {
  return { status, headers: { 'content-type': 'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8' }, body: JSON.stringify(body) };
}
