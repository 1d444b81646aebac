// Events and alert settings of a vault.
import type { SandboxResponse } from '../../http/server.ts';
import { changed, ok } from '../answers.ts';
import { param, properties, query, type Call, type Route } from '../call.ts';
import { armError, missing } from '../errors.ts';
import { same } from '../fields.ts';
import { jobPath, vaultPath } from '../ids.ts';
import { healthErrorView } from '../items/health.ts';
import { momentOf, parseFilter, type Clause } from '../jobs/filter.ts';
import { page } from '../paging.ts';
import { stamp } from '../times.ts';
import { fabricPath, type Vault } from '../vault-list.ts';
import { vaultRoute } from '../vault-routes.ts';
import type { EventRecord } from './event.ts';

const matchers: Readonly<Record<string, (event: EventRecord, clause: Clause) => boolean>> = {
  severity: (event, clause) => same(clause.value, event.severity),
  eventtype: (event, clause) => same(clause.value, event.type),
  eventcode: (event, clause) => same(clause.value, event.code),
  affectedobjectfriendlyname: (event, clause) => same(clause.value, event.item.facts.name),
  starttime: (event, clause) => event.at >= (momentOf(clause) ?? 0),
  endtime: (event, clause) => event.at <= (momentOf(clause) ?? Infinity),
};

function providerDetails(vault: Vault, event: EventRecord): unknown {
  if (vault.kind === 'InMageAzureV2') return {
    instanceType: 'InMageAzureV2',
    eventType: null,
    category: null,
    component: null,
    correctiveAction: null,
    details: null,
    summary: null,
    siteName: vault.server,
  };
  const jobId = event.jobId === null ? null : jobPath(vault.name, event.jobId);
  return {
    instanceType: 'InMageRcm',
    protectedItemName: event.item.name,
    vmName: event.item.facts.name,
    latestAgentVersion: null,
    jobId,
    fabricName: vault.fabric,
    applianceName: vault.server,
    serverType: null,
    componentDisplayName: null,
  };
}

function eventView(vault: Vault, event: EventRecord): unknown {
  return {
    id: `${vaultPath(vault.name)}/replicationEvents/${event.name}`,
    name: event.name,
    type: 'Microsoft.RecoveryServices/vaults/replicationEvents',
    properties: {
      eventCode: event.code,
      description: event.description,
      eventType: event.type,
      affectedObjectFriendlyName: event.item.facts.name,
      severity: event.severity,
      timeOfOccurrence: stamp(event.at),
      fabricId: fabricPath(vault),
      providerSpecificDetails: providerDetails(vault, event),
      eventSpecificDetails: null,
      healthErrors: event.issues.map((entry) => healthErrorView(event.item, entry)),
    },
  };
}

function eventsOf(call: Call, vault: Vault): readonly EventRecord[] {
  return call.state.events.filter((event) => event.vault === vault.name).toReversed();
}

function listEvents(call: Call, vault: Vault): SandboxResponse {
  const clauses = parseFilter(query(call, '$filter'));
  const unknown = clauses?.find((clause) => matchers[clause.field] === undefined);
  if (clauses === null || unknown !== undefined) return armError(400, 'BadRequest', 'The filter of the request is not supported for events.');
  const rows = eventsOf(call, vault).filter((event) => clauses.every((clause) => matchers[clause.field]?.(event, clause) ?? false));
  return page(call, { rows, view: (event) => eventView(vault, event) });
}

function readEvent(call: Call, vault: Vault): SandboxResponse {
  const event = eventsOf(call, vault).find((candidate) => same(candidate.name, param(call, 'event')));
  return event === undefined ? missing(call.req, param(call, 'event')) : ok(eventView(vault, event));
}

const defaultAlert = { sendToOwners: 'DoNotSend', customEmailAddresses: [], locale: 'en-US' };

function alertView(call: Call, vault: Vault): unknown {
  return {
    id: `${vaultPath(vault.name)}/replicationAlertSettings/defaultAlertSetting`,
    name: 'defaultAlertSetting',
    type: 'Microsoft.RecoveryServices/vaults/replicationAlertSettings',
    properties: { ...defaultAlert, ...call.state.alerts.get(vault.name) },
  };
}

// The one write of Site Recovery that answers at once.
function saveAlert(call: Call, vault: Vault): SandboxResponse {
  if (!same(param(call, 'alert'), 'defaultAlertSetting')) return missing(call.req, param(call, 'alert'));
  call.state.alerts.set(vault.name, properties(call));
  return changed(ok(alertView(call, vault)));
}

function readAlert(call: Call, vault: Vault): SandboxResponse {
  return same(param(call, 'alert'), 'defaultAlertSetting') ? ok(alertView(call, vault)) : missing(call.req, param(call, 'alert'));
}

/** Events and alert settings. */
export const eventRoutes: readonly Route[] = [
  vaultRoute('GET', '/replicationEvents', listEvents),
  vaultRoute('GET', '/replicationEvents/{event}', readEvent),
  vaultRoute('GET', '/replicationAlertSettings', (call, vault) => page(call, { rows: [vault], view: (row) => alertView(call, row) })),
  vaultRoute('GET', '/replicationAlertSettings/{alert}', readAlert),
  vaultRoute('PUT', '/replicationAlertSettings/{alert}', saveAlert),
];
