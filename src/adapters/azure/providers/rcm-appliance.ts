// Reads an appliance out of the fabric it registered: its components, their health and their heartbeats.
import { z } from 'zod';
import type { ProcessServer } from '../../../domain/infrastructure.ts';
import type { Health } from '../../../domain/observation.ts';
import { amount, health, healthErrors, listOf, moment, words } from '../fields.ts';
import type { FabricView } from './provider.ts';

const componentSchema = z.object({ id: words, name: words, health, healthErrors, lastHeartbeatUtc: moment });
type Component = z.infer<typeof componentSchema>;
const components = listOf(componentSchema);
const processServerSchema = componentSchema.extend({
  freeSpacePercentage: amount,
  processorUsagePercentage: amount,
  memoryUsagePercentage: amount,
  throughputUploadPendingDataInBytes: amount,
  throughputInBytes: amount,
  protectedItemCount: amount,
});

const fabricSchema = z.object({
  customDetails: z.object({ processServers: listOf(processServerSchema), rcmProxies: components, pushInstallers: components, replicationAgents: components, marsAgents: components, dras: components }),
});

// Re-protect agents are left out: they serve the way back, which physical machines do not have.
const PARTS = [
  ['processServers', 'process server'],
  ['rcmProxies', 'proxy server'],
  ['pushInstallers', 'push installer'],
  ['replicationAgents', 'replication service'],
  ['marsAgents', 'recovery services agent'],
  ['dras', 'site recovery provider'],
] as const;

const BADNESS: { readonly [H in Health]: number } = { none: 0, normal: 1, warning: 2, critical: 3 };

/** The appliance, as the fabric's own GET shows it; the fabric list shows no components. */
export function applianceOf(properties: unknown): FabricView {
  const details = fabricSchema.parse(properties).customDetails;
  const first = details.processServers[0];
  if (first === undefined) return { appliance: null, processServers: [], masterTargets: [] };
  const parts = PARTS.flatMap(([key, title]) => details[key].filter((part) => part.name === first.name).map((part) => ({ title, part })));
  return {
    appliance: {
      name: first.name,
      health: worst(parts.map(({ part }) => part.health)),
      lastHeartbeatAt: oldest(parts.map(({ part }) => part)),
      registeredAt: null,
      troubles: parts.filter(({ part }) => BADNESS[part.health] > BADNESS.normal).map(({ title, part }) => troubleOf(title, part)),
    },
    processServers: details.processServers.map(processServerOf),
    masterTargets: [],
  };
}

function processServerOf(server: z.infer<typeof processServerSchema>): ProcessServer {
  return {
    id: server.id,
    name: server.name,
    health: server.health,
    heartbeatAt: server.lastHeartbeatUtc,
    freeSpacePercent: server.freeSpacePercentage,
    processorPercent: server.processorUsagePercentage,
    memoryPercent: server.memoryUsagePercentage,
    pendingUploadBytes: server.throughputUploadPendingDataInBytes,
    throughputBytesPerSecond: server.throughputInBytes,
    protectedItems: server.protectedItemCount,
  };
}

function worst(all: readonly Health[]): Health {
  return all.reduce<Health>((bad, one) => (BADNESS[one] > BADNESS[bad] ? one : bad), 'none');
}

// Every component is needed for a migration, so the appliance is as old as its most silent one.
function oldest(parts: readonly Component[]): number | null {
  const beats = parts.map((part) => part.lastHeartbeatUtc);
  const known = beats.filter((at) => at !== null);
  return known.length === beats.length && known.length > 0 ? Math.min(...known) : null;
}

function troubleOf(title: string, part: Component): string {
  const summary = part.healthErrors[0]?.summary ?? '';
  return summary === '' ? `${title}: ${part.health}` : `${title}: ${part.health}, ${summary}`;
}
