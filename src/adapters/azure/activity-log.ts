// Who changed what in Azure: the Activity Log of the subscription. It shows an entry some minutes after the fact.
import { z } from 'zod';
import type { ActivityEntry, ActivityLog } from '../../ports/replication.ts';
import { makeArmAccess } from './access.ts';
import { API_VERSIONS } from './api-versions.ts';
import { makeSiteRecoveryClient } from './client.ts';
import { moment, words, wordsOrNull } from './fields.ts';
import { makePlaces, type Places } from './place.ts';
import { makeRawArm } from './raw-arm.ts';
import type { ReplicationOptions } from './replication.ts';

const named = z.object({ value: words }).nullish().catch(null);

const entrySchema = z.object({ caller: words, operationName: named, eventTimestamp: moment, status: named, correlationId: wordsOrNull, resourceId: words, claims: z.record(z.string(), z.unknown()).nullish().catch(null) });

/** The Activity Log, as far as it is about protected items of one vault. */
export function makeActivityLog(o: Omit<ReplicationOptions, 'log'>): ActivityLog {
  const access = makeArmAccess(o);
  const arm = makeRawArm(access);
  const places = makePlaces({ client: makeSiteRecoveryClient(access, o.subscriptionId, 'reads'), vault: o.vaultName, resourceGroup: o.vaultResourceGroup, clock: o.clock });
  const path = `/subscriptions/${encodeURIComponent(o.subscriptionId)}/providers/microsoft.insights/eventtypes/management/values`;
  return {
    async ofItem({ itemName, since }) {
      const resource = await itemId(o, places, itemName);
      const query = { $filter: `eventTimestamp ge '${new Date(since).toISOString()}' and resourceUri eq '${quoted(resource)}'`, $select: SELECTED };
      const entries = await arm.list({ path, apiVersion: API_VERSIONS.activityLog, query, operation: 'activityLogs.list' }, entrySchema);
      return onePerRequest(entries.flatMap((entry) => entryOf(entry, since)));
    },
  };
}

const SELECTED = 'caller,claims,correlationId,eventTimestamp,operationName,resourceId,status';

// Also of an item that is gone: its address is made of the vault's place and its name.
async function itemId(o: Omit<ReplicationOptions, 'log'>, places: Places, itemName: string): Promise<string> {
  const { fabric, container } = await places.get();
  const vault = `/subscriptions/${o.subscriptionId}/resourceGroups/${o.vaultResourceGroup}/providers/Microsoft.RecoveryServices/vaults/${o.vaultName}`;
  return `${vault}/replicationFabrics/${fabric}/replicationProtectionContainers/${container}/replicationProtectedItems/${itemName}`;
}

/** A text inside the filter's own quotes. */
function quoted(text: string): string {
  return text.replaceAll("'", "''");
}

function entryOf(entry: z.output<typeof entrySchema>, since: number): readonly ActivityEntry[] {
  const at = entry.eventTimestamp;
  const operation = entry.operationName?.value ?? '';
  if (at === null || at < since || operation === '') return [];
  return [{ at, caller: callerOf(entry), operation, status: statusOf(entry.status?.value ?? ''), correlationId: entry.correlationId }];
}

/** A person's sign-in name; an application is logged by its object id, which its claims may name better. */
function callerOf({ caller, claims }: z.output<typeof entrySchema>): string {
  const appId = claims?.['appid'];
  if (caller.includes('@') || typeof appId !== 'string' || appId === '') return caller;
  return `application ${appId}`;
}

function statusOf(word: string): ActivityEntry['status'] {
  return word.toLowerCase() === 'failed' ? 'failed' : 'done';
}

/** Azure logs the beginning and the end of one request as entries of their own: it failed when one of them says so, and it was done when it began. */
function onePerRequest(entries: readonly ActivityEntry[]): readonly ActivityEntry[] {
  const byRequest = new Map<string, ActivityEntry>();
  const single: ActivityEntry[] = [];
  for (const entry of entries) {
    const key = entry.correlationId === null ? null : `${entry.correlationId} ${entry.operation.toLowerCase()}`;
    if (key === null) single.push(entry);
    else byRequest.set(key, merged(byRequest.get(key), entry));
  }
  return [...byRequest.values(), ...single].toSorted((a, b) => b.at - a.at);
}

function merged(a: ActivityEntry | undefined, b: ActivityEntry): ActivityEntry {
  if (a === undefined) return b;
  const first = a.at <= b.at ? a : b;
  return { ...first, status: a.status === 'failed' || b.status === 'failed' ? 'failed' : 'done' };
}
