/** Use cases on the real store and the real adapters, before the sandbox clouds: what is read, judged and stored can be looked at. */
import { createHash, randomBytes } from 'node:crypto';
import { makeSourceCloud } from '../../../src/adapters/aws/source-cloud.ts';
import { makeActivityLog } from '../../../src/adapters/azure/activity-log.ts';
import { makeReplication } from '../../../src/adapters/azure/replication.ts';
import { makeTargetCloud } from '../../../src/adapters/azure/target.ts';
import { instanceIdFromCloud, conversationIdFromActivity, userIdFromActivity, type InstanceId } from '../../../src/domain/ids.ts';
import type { Person } from '../../../src/domain/person.ts';
import { PROFILES } from '../../../src/domain/profiles/index.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Store } from '../../../src/ports/store.ts';
import { startSandbox, type Sandbox } from '../../../src/sandbox/start.ts';
import { makeAccess } from '../../../src/usecases/access.ts';
import type { Deps } from '../../../src/usecases/deps.ts';
import { makeUseCases } from '../../../src/usecases/use-cases.ts';
import type { UseCases } from '../../../src/usecases/types.ts';
import { makeChecker } from '../../../src/workers/checker.ts';
import { freshStore } from '../../bot/support.ts';
import { DEMO_PORTS, DEMO_TENANT, demoSettings } from '../../../scripts/demo-settings.ts';
import { makeTables, PLAN_LIMITS } from '../../../src/adapters/csv.ts';
import { makeZones } from '../../../src/adapters/zones.ts';
import { readConfig } from '../../../src/read-config.ts';
import { quiet } from '../../contracts/azure-support.ts';

const person = (n: string, name: string): Person => ({ id: userIdFromActivity(`00000000-0000-4000-8000-0000000000${n}`), tenant: DEMO_TENANT, name });
export const OLA = person('01', 'Ola Operator');
export const ANA = person('02', 'Ana Approver');
export const VERA = person('03', 'Vera Viewer');
export const HERE = conversationIdFromActivity('19:ops@thread.tacv2');
const KEYS = { accessKeyId: 'AKIASANDBOXSANDBOX00', secretAccessKey: 'sandbox' };

export type Estate = {
  readonly sandbox: Sandbox;
  readonly store: Store;
  readonly deps: Deps;
  readonly usecases: UseCases;
  /** Carries out a run as the worker does. */
  check(id: string): Promise<void>;
  /** How long reads have waited for a cloud that asked for it; nobody waits in truth. */
  readonly waits: number[];
  /** What happens during each wait. */
  onWait: () => void;
  /** Moves Ferry's own clock. */
  pass(ms: number): void;
  /** Plants a defect, by the control surface of the sandbox. */
  plant(defect: string, machine?: string): Promise<void>;
  cure(): Promise<void>;
  idOf(name: string): InstanceId;
  /** Requests since the journal was cleared, by action or path, with how often. */
  asked(server: 'ec2' | 'azure'): ReadonlyMap<string, number>;
  close(): Promise<void>;
};

/** Starts everything; `over` replaces what a test cares about. */
export async function startEstate(o: { readonly extraMachines?: number; readonly pageSize?: number; readonly speed?: number; readonly over?: (d: Deps) => Partial<Deps> } = {}): Promise<Estate> {
  const sandbox = await startSandbox({ speed: o.speed ?? 1, pageSize: o.pageSize ?? 100, ...(o.extraMachines === undefined ? {} : { extraMachines: o.extraMachines }) });
  const opened = await freshStore();
  let passed = 0;
  const estate: { waits: number[]; onWait: () => void } = { waits: [], onWait: () => undefined };
  const pause = (ms: number): Promise<void> => {
    estate.waits.push(ms);
    passed += ms;
    estate.onWait();
    return Promise.resolve();
  };
  const clock: Clock = { now: () => Date.now() + passed, nonce: () => randomBytes(16).toString('base64url') };
  const base = depsOver({ sandbox, store: opened.store, clock, pause });
  const deps: Deps = { ...base, ...o.over?.(base) };
  const checker = makeChecker(deps, { pause });
  return Object.assign(estate, {
    sandbox, deps, store: opened.store, usecases: makeUseCases(deps),
    check: (id: string) => checker.check(id, new AbortController().signal),
    pass: (ms: number) => { passed += ms; },
    plant: (defect: string, machine?: string) => control(sandbox, 'POST', { defect, ...(machine === undefined ? {} : { machine }) }),
    cure: () => control(sandbox, 'DELETE', null),
    idOf: (name: string) => idOf(sandbox, name),
    asked: (server: 'ec2' | 'azure') => asked(sandbox, server),
    close: async () => {
      await opened.close();
      await sandbox.close();
    },
  });
}

type Base = { readonly sandbox: Sandbox; readonly store: Store; readonly clock: Clock; readonly pause: (ms: number) => Promise<void> };

/** The demo's own settings, so that a test sees the scope that people see. */
export function depsOver({ sandbox, store, clock, pause }: Base): Deps {
  const read = readConfig({ ...demoSettings(DEMO_PORTS, '/unused'), FERRY_VIEWERS: VERA.id, FERRY_OPERATORS: OLA.id, FERRY_APPROVERS: ANA.id });
  if (!read.ok) throw new Error(read.problems.join('\n'));
  const { scope, governance } = read.config;
  const access = makeAccess({ settings: governance, directory: { members: () => Promise.resolve([]) }, log: quiet });
  const arm = { subscriptionId: scope.subscriptionId, endpoint: sandbox.azureUrl, credential: null, deadlineMs: 5_000, clock };
  return {
    store, clock, zones: makeZones(), scope, access, log: quiet,
    source: makeSourceCloud({ region: scope.awsRegion, endpoints: { ec2: sandbox.ec2Url, ssm: sandbox.ec2Url, sts: sandbox.ec2Url, cloudwatch: sandbox.ec2Url }, credentials: KEYS, roleArn: null, webIdentity: null, deadlineMs: 5_000, clock, log: quiet, sleep: pause }),
    replication: makeReplication({ ...arm, vaultResourceGroup: scope.vaultResourceGroup, vaultName: scope.vaultName, log: quiet }),
    activity: makeActivityLog({ ...arm, vaultResourceGroup: scope.vaultResourceGroup, vaultName: scope.vaultName }),
    target: makeTargetCloud({ ...arm, location: scope.location }),
    limits: { rpoSeconds: 900, testMaxAgeDays: 30 },
    policy: { approvalMs: 86_400_000, quorum: 1, zone: 'UTC', ruleProfile: null, profiles: PROFILES, settleMs: 600_000 },
    tables: makeTables(PLAN_LIMITS),
    digest: (text) => createHash('sha256').update(text).digest('hex'),
  };
}

async function control(sandbox: Sandbox, method: 'POST' | 'DELETE', body: object | null): Promise<void> {
  const answer = await fetch(`${sandbox.azureUrl}/_sandbox/plants`, { method, ...(body === null ? {} : { body: JSON.stringify(body) }) });
  if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
}

function idOf(sandbox: Sandbox, name: string): InstanceId {
  const found = [...sandbox.world.aws.instances.entries()].filter(([, i]) => i.tags['Name'] === name);
  const [only] = found;
  if (only === undefined || found.length > 1) throw new Error(`${found.length} machines are called ${name}`);
  return instanceIdFromCloud(only[0]);
}

/** Azure's paths without what names a resource, so that one kind of read is one line. */
function asked(sandbox: Sandbox, server: 'ec2' | 'azure'): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const entry of sandbox.world.journal.list()) {
    if (entry.server !== server || entry.path.startsWith('/_sandbox')) continue;
    const kind = entry.action ?? `${entry.method} ${entry.path}`;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return counts;
}
