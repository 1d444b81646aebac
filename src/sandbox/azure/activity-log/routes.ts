// Microsoft.Insights: the Activity Log, read with the few filters that Azure takes.
import type { SandboxResponse } from '../../http/server.ts';
import { query, type Call, type Route } from '../call.ts';
import { armError } from '../errors.ts';
import { same } from '../fields.ts';
import { authorizationFailed, mayDo } from '../governance/rights.ts';
import { page } from '../paging.ts';
import { subscriptionRoute } from '../scope.ts';
import type { ActivityRecord } from './model.ts';
import { recordView } from './record.ts';

const readAction = 'Microsoft.Insights/eventtypes/values/read';
/** Azure keeps the log for so long, and refuses to be asked for more. */
const keptFor = 90 * 86_400_000;
const clause = /^(eventTimestamp (?:ge|le)|resourceUri eq|resourceGroupName eq|resourceProvider eq|correlationId eq) '((?:[^']|'')*)'$/i;

type Asked = { readonly from: number; readonly to: number; readonly matches: (record: ActivityRecord) => boolean };

function parse(filter: string): Asked | string {
  const clauses = filter.split(/ and /i).map(clauseOf);
  const strange = clauses.findIndex((one) => one === null);
  if (strange !== -1) return `The filter clause '${filter.split(/ and /i)[strange] ?? ''}' is not supported.`;
  const known = clauses.filter((one) => one !== null);
  const time = (word: string): number | undefined => known.filter((one) => one.key === `eventtimestamp ${word}`).map((one) => Date.parse(one.value))[0];
  const [from = Number.NaN, to = Infinity] = [time('ge'), time('le')];
  if (Number.isNaN(from) || Number.isNaN(to)) return 'The start time of the filter is missing or is no time.';
  const narrowing = known.filter((one) => !one.key.startsWith('eventtimestamp'));
  if (narrowing.length > 1) return 'The filter may name one of resourceUri, resourceGroupName, resourceProvider and correlationId.';
  return { from, to, matches: (record) => narrowing.every((one) => matcher(one.key, one.value)(record)) };
}

function clauseOf(part: string): { readonly key: string; readonly value: string } | null {
  const [, word, quoted = ''] = clause.exec(part.trim()) ?? [];
  return word === undefined ? null : { key: word.toLowerCase(), value: quoted.replaceAll("''", "'") };
}

function matcher(key: string, value: string): (record: ActivityRecord) => boolean {
  if (key.startsWith('resourceuri')) return (record) => same(record.resourceId, value);
  if (key.startsWith('resourcegroupname')) return (record) => record.resourceId.toLowerCase().includes(`/resourcegroups/${value.toLowerCase()}/`);
  if (key.startsWith('resourceprovider')) return (record) => record.operation.toLowerCase().startsWith(`${value.toLowerCase()}/`);
  return (record) => same(record.correlationId, value);
}

function listEvents(call: Call): SandboxResponse {
  if (!mayDo(call.state, readAction)) return authorizationFailed(readAction, call.req.path);
  const asked = parse(query(call, '$filter') ?? '');
  if (typeof asked === 'string') return armError(400, 'BadRequest', asked);
  if (asked.from < call.now - keptFor) return armError(400, 'BadRequest', `The start time cannot be more than 90 days in the past.`);
  const rows = call.state.activity.filter((record) => record.reported <= call.now && record.at >= asked.from && record.at <= asked.to && asked.matches(record)).toReversed();
  return page(call, { rows, view: recordView, tokenName: '$skipToken' });
}

/** The Activity Log. */
export const activityLogRoutes: readonly Route[] = [subscriptionRoute('GET', '/providers/microsoft.insights/eventtypes/management/values', listEvents)];
