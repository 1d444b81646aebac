/** What a cloud would demand for a request: read off the request itself, so that a call that is new in an adapter cannot go unnoticed. */
import type { Sandbox } from '../../../src/sandbox/start.ts';

type Entry = ReturnType<Sandbox['world']['journal']['list']>[number];

/** An action and where it has to be allowed. */
export type Demand = { readonly action: string; readonly scope: string };

/** The demands of everything in the journal, each once. */
export function demandsOf(entries: readonly Entry[]): readonly Demand[] {
  const all = entries.flatMap((entry) => (entry.server === 'ec2' ? awsDemand(entry) : azureDemand(entry)));
  return [...new Map(all.map((demand) => [`${demand.scope} ${demand.action.toLowerCase()}`, demand])).values()];
}

const VERBS: Readonly<Record<string, string>> = { GET: 'read', PUT: 'write', PATCH: 'write', DELETE: 'delete' };

/** Azure derives an action from a request's method and the types in its path. */
function azureDemand({ method, path }: Entry): readonly Demand[] {
  if (path.startsWith('/v1.0/')) return [{ action: graphAction(path), scope: 'tenant' }];
  const from = path.toLowerCase().lastIndexOf('/providers/');
  const scope = scopeOf(path);
  if (from === -1) return [{ action: `Microsoft.Resources/subscriptions${/\/resourceGroups\b/i.test(path) ? '/resourceGroups' : ''}/${VERBS[method]}`, scope }];
  const [namespace = '', ...segments] = path.slice(from + '/providers/'.length).split('/');
  const isAction = method === 'POST';
  const types = segments.filter((_, index) => index % 2 === 0);
  const [last = ''] = isAction ? types.splice(-1) : [VERBS[method]];
  return [{ action: [namespace, ...types, last, ...(isAction ? ['action'] : [])].join('/'), scope }];
}

function scopeOf(path: string): string {
  if (/\/vaults\/|\/Microsoft\.OffAzure\//i.test(path)) return 'vault';
  return /\/resourceGroups\/[^/]+/i.test(path) ? 'target' : 'subscription';
}

function graphAction(path: string): string {
  if (/^\/v1\.0\/groups\/[^/]+\/transitiveMembers\/microsoft\.graph\.user$/.test(path)) return 'GroupMember.Read.All';
  throw new Error(`nobody said what Graph demands for ${path}`);
}

/** Actions of services that speak JSON; EC2 itself speaks forms, and whatever else speaks JSON has to be named here. */
const SERVICES: Readonly<Record<string, string>> = { DescribeInstanceInformation: 'ssm', GetInventory: 'ssm', GetMetricData: 'cloudwatch' };
/** Changes of single machines and groups, which the role allows by tag. */
const BY_TAG = /^(Start|Stop|Authorize)/;

function awsDemand({ action, body }: Entry): readonly Demand[] {
  // Taking on a role is allowed by the role's own trust, and who one is may be asked by everyone.
  if (action === null || action === 'AssumeRoleWithWebIdentity' || action === 'GetCallerIdentity') return [];
  const service = SERVICES[action] ?? (body.startsWith('{') ? 'unknown' : 'ec2');
  return [{ action: `${service}:${action}`, scope: BY_TAG.test(action) ? 'machine' : 'account' }];
}
