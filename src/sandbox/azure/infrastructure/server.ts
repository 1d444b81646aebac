// What is known of the appliance or configuration server of a vault: heartbeat, health and load.
import type { Ailment, ServerFacts, VaultFacts } from '../estate/types.ts';
import { textOfCode } from '../jobs/failures.ts';
import type { State } from '../state.ts';
import { lastFullMinute, minute, stamp } from '../times.ts';
import type { RunAsAccount, Vault } from '../vault-list.ts';

/** The moment that is looked at, and everything there is. */
export type Moment = { readonly state: State; readonly now: number };

type Health = 'None' | 'Normal' | 'Warning' | 'Critical';

const firstReportAfter = 15 * minute;
const silenceAlarms = 15 * minute;
const machine = { memoryGiB: 32, spaceGiB: 620 } as const;
const gib = 2 ** 30;

/** What can change of a vault. */
export function factsOf(state: State, vault: Vault): VaultFacts {
  const facts = state.estate.vaults.get(vault.name);
  if (facts === undefined) throw new Error(`no facts of the vault ${vault.name}`);
  return facts;
}

/** The server of a vault; null when none is registered. */
export function serverOf(state: State, vault: Vault): ServerFacts | null {
  const { server } = factsOf(state, vault);
  return server.present ? server : null;
}

/** The accounts that the server keeps for installing the mobility service. */
export function accountsOf(state: State, vault: Vault): readonly RunAsAccount[] {
  return factsOf(state, vault).accounts;
}

/** False in the first quarter of an hour after registration. */
export function isReporting(server: ServerFacts, now: number): boolean {
  return server.registeredAt === null || now - server.registeredAt >= firstReportAfter;
}

/** The last heartbeat: of the last full minute, of the registration while nothing was reported, or the last one of a server gone silent. */
export function heartbeatOf(server: ServerFacts, now: number): number {
  if (server.silentSince !== null) return server.silentSince;
  return isReporting(server, now) ? lastFullMinute(now) : (server.registeredAt ?? now);
}

/** What ails the server: what it reports itself, or its silence. */
export function ailmentOf(server: ServerFacts, now: number): Ailment | null {
  if (server.silentSince !== null && now - server.silentSince > silenceAlarms) return { code: '806', level: 'Critical' };
  return server.ailment;
}

/** The health word of the server. */
export function serverHealth(server: ServerFacts, now: number): Health {
  const ailment = ailmentOf(server, now);
  if (ailment !== null) return ailment.level;
  return isReporting(server, now) ? 'Normal' : 'None';
}

/** The health errors of the server on the wire. */
export function serverErrors(vault: Vault, server: ServerFacts, now: number): readonly unknown[] {
  const ailment = ailmentOf(server, now);
  if (ailment === null) return [];
  const text = textOfCode(ailment.code);
  return [
    {
      innerHealthErrors: [],
      errorSource: '',
      errorType: '',
      errorLevel: ailment.level === 'Critical' ? 'Error' : 'Warning',
      errorCategory: 'FabricInfrastructure',
      errorCode: ailment.code,
      summaryMessage: text.message,
      errorMessage: text.message,
      possibleCauses: text.possibleCauses,
      recommendedAction: text.recommendedAction,
      creationTimeUtc: stamp(heartbeatOf(server, now)),
      recoveryProviderErrorMessage: null,
      entityId: vault.processServerId,
      errorId: '',
      customerResolvability: 'NotAllowed',
    },
  ];
}

/** The figures of the process server. */
export type LoadFigures = {
  readonly memory: { readonly total: number; readonly available: number; readonly used: number; readonly percent: number };
  readonly space: { readonly total: number; readonly available: number; readonly used: number; readonly freePercent: number };
  readonly processorPercent: number;
  readonly pendingBytes: number;
  readonly throughputBytes: number;
  readonly protectedItems: number;
};

const bytesPerItem = 2 ** 20;

/** How busy the process server is. */
export function loadOf(moment: Moment, vault: Vault): LoadFigures {
  const { load } = factsOf(moment.state, vault).server;
  const items = [...moment.state.items.values()].filter((item) => item.vault === vault.name).length;
  const memory = machine.memoryGiB * gib;
  const space = machine.spaceGiB * gib;
  const usedMemory = Math.round((memory * load.memoryPercent) / 100);
  const freeSpace = Math.round((space * load.freeSpacePercent) / 100);
  return {
    memory: { total: memory, available: memory - usedMemory, used: usedMemory, percent: load.memoryPercent },
    space: { total: space, available: freeSpace, used: space - freeSpace, freePercent: load.freeSpacePercent },
    processorPercent: load.processorPercent,
    pendingBytes: load.pendingBytes,
    throughputBytes: load.throughputBytes ?? items * bytesPerItem,
    protectedItems: load.protectedItems ?? items,
  };
}

type Grade = 'good' | 'warning' | 'critical';

/** The worst of several judgements. */
export function worstGrade(grades: readonly Grade[]): Grade {
  return grades.find((grade) => grade === 'critical') ?? grades.find((grade) => grade === 'warning') ?? 'good';
}

/** How Site Recovery judges a share that is in use. */
export function gradeOfUse(percent: number): Grade {
  if (percent > 95) return 'critical';
  return percent > 80 ? 'warning' : 'good';
}

/** How Site Recovery judges the space that is left. */
export function gradeOfSpace(freePercent: number): Grade {
  if (freePercent < 25) return 'critical';
  return freePercent < 30 ? 'warning' : 'good';
}

/** How Site Recovery judges data that waits for its upload: by the minutes it will take. */
export function gradeOfBacklog(load: LoadFigures): Grade {
  if (load.pendingBytes === 0) return 'good';
  const minutes = load.pendingBytes / Math.max(1, load.throughputBytes) / 60;
  if (minutes > 45) return 'critical';
  return minutes > 30 ? 'warning' : 'good';
}
