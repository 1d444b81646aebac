// What the Activity Log keeps: every request that changes something, or was meant to, with who sent it.
import type { SandboxRequest, SandboxResponse } from '../../http/server.ts';
import { guidOf, subscription, tenant } from '../ids.ts';
import type { State } from '../state.ts';
import type { ActivityRecord, Caller } from './model.ts';

/** Entries appear some minutes after the fact. */
const reportedAfter = 3 * 60_000;

// Who signs in is not simulated: whoever brings a token is the one application.
const bot: Caller = { kind: 'application', objectId: guidOf('ferry/identity'), appId: guidOf('ferry/application') };

/** The person at whose hands the control surface acts when none is named. */
export const portalPerson = 'portal.user@contoso.example';

const statuses = (code: number): ActivityRecord['status'] => (code >= 400 ? 'Failed' : code === 202 ? 'Accepted' : 'Succeeded');

/** Records a request that came over the wire; reads are not logged. */
export function recordRequest(state: State, req: SandboxRequest, o: { readonly response: SandboxResponse; readonly now: number }): void {
  const what = operationOf(req.method, req.path);
  if (what === null) return;
  const correlationId = o.response.headers?.['x-ms-correlation-request-id'] ?? '';
  state.activity.push({ ...what, at: o.now, reported: o.now + reportedAfter, caller: bot, status: statuses(o.response.status), code: o.response.status, correlationId, ip: '203.0.113.10' });
}

/** Records what somebody did in the portal; it always worked, or it would not have been done. */
export function recordPortal(state: State, o: { readonly at: number; readonly by: string; readonly operation: string; readonly resourceId: string; readonly correlationId: string }): void {
  const { at, by, ...what } = o;
  state.activity.push({ ...what, at, reported: at + reportedAfter, caller: { kind: 'person', name: by }, status: 'Accepted', code: 202, ip: '198.51.100.24' });
}

const verbs: ReadonlyMap<string, string> = new Map([['PUT', 'write'], ['PATCH', 'write'], ['DELETE', 'delete'], ['POST', 'action']]);

/** The resource that a request is about, and the operation as the log names it; null for what it does not keep. */
export function operationOf(method: string, path: string): Pick<ActivityRecord, 'operation' | 'resourceId'> | null {
  const verb = verbs.get(method);
  if (verb === undefined) return null;
  const [before, after] = splitAtProvider(path);
  if (after === undefined) return null;
  const [namespace = '', ...rest] = after.split('/');
  // A word without a name behind it is what is done with the resource.
  const action = rest.length % 2 === 1 ? (rest.at(-1) ?? null) : null;
  if ((verb === 'action') !== (action !== null)) return null;
  const resource = action === null ? rest : rest.slice(0, -1);
  const types = resource.filter((_, index) => index % 2 === 0);
  return { operation: [namespace, ...types, ...(action === null ? [] : [action]), verb].join('/'), resourceId: `${before}/providers/${[namespace, ...resource].join('/')}` };
}

function splitAtProvider(path: string): readonly [string, string | undefined] {
  const at = path.toLowerCase().lastIndexOf('/providers/');
  return at === -1 ? [path, undefined] : [path.slice(0, at), path.slice(at + '/providers/'.length).replace(/\/+$/, '')];
}

/** The entry on the wire. */
export function recordView(record: ActivityRecord): Readonly<Record<string, unknown>> {
  const id = guidOf(`${record.correlationId}/${record.operation}/${record.at}`);
  const caller = record.caller.kind === 'person' ? record.caller.name : record.caller.objectId;
  const claims = record.caller.kind === 'person' ? { upn: caller, name: caller.split('@')[0] ?? caller, appid: 'c44b4083-3bb0-49c1-b47d-974e53cbdf3c', ipaddr: record.ip } : { appid: record.caller.appId, idtyp: 'app' };
  const group = /\/resourceGroups\/([^/]+)/i.exec(record.resourceId)?.[1] ?? '';
  return {
    authorization: { action: record.operation, scope: record.resourceId },
    caller,
    channels: 'Operation',
    claims,
    category: named('Administrative'),
    correlationId: record.correlationId,
    description: '',
    eventDataId: id,
    eventName: named(record.status === 'Failed' ? 'EndRequest' : 'BeginRequest'),
    eventTimestamp: stamp(record.at),
    submissionTimestamp: stamp(record.reported),
    id: `${record.resourceId}/events/${id}/ticks/${621_355_968_000_000_000n + BigInt(Math.round(record.at)) * 10_000n}`,
    level: record.status === 'Failed' ? 'Error' : 'Informational',
    operationId: record.correlationId,
    operationName: named(record.operation),
    resourceGroupName: group,
    resourceId: record.resourceId,
    status: named(record.status),
    subStatus: named(String(record.code)),
    subscriptionId: subscription,
    tenantId: tenant,
  };
}

function named(value: string): { readonly value: string; readonly localizedValue: string } {
  return { value, localizedValue: value };
}

function stamp(at: number): string {
  return `${new Date(at).toISOString().slice(0, -1)}0000Z`;
}
