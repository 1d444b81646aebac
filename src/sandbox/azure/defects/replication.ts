// Defects of a machine that is replicated: its agent, its copy, and what stands in the way of a failover.
import { all, change } from '../../world/plants/change.ts';
import type { Cure } from '../../world/plants/types.ts';
import { linkOf } from '../items/figures.ts';
import { startSimple } from '../items/jobs.ts';
import type { Item } from '../items/model.ts';
import { startReplication } from '../items/replication.ts';
import { latestAgent, type Agent, type Troubles } from '../items/troubles.ts';
import { createVm } from '../items/virtual-machine.ts';
import { hour, minute } from '../times.ts';
import { onItem, type Defect, type Ground } from './defect.ts';

const day = 24 * hour;
const oldAgent = { version: '9.57.6920.1', latestVersion: latestAgent, upgradeable: true, blocked: [] } as const;

function agent(patch: (now: number) => Partial<Agent>): (ground: Ground, item: Item) => Cure {
  return (ground, item) => change(item, { agent: { ...item.agent, ...patch(ground.now) } });
}

function trouble(patch: (now: number) => Partial<Troubles>): (ground: Ground, item: Item) => Cure {
  return (ground, item) => change(item.troubles, patch(ground.now));
}

function target(patch: (item: Item) => Partial<Item['target']>): (ground: Ground, item: Item) => Cure {
  return (_ground, item) => change(item, { target: { ...item.target, ...patch(item) } });
}

// Replication is carried on all the time, so the cure touches the one fact only.
function needResync(_ground: Ground, item: Item): Cure {
  item.replication = { ...item.replication, resyncRequired: true };
  return () => void (item.replication = { ...item.replication, resyncRequired: false, resyncStartedAt: null, resyncFlowed: 0 });
}

function copyAnew(ground: Ground, item: Item): Cure {
  const before = item.replication;
  const bytes = item.disks.reduce((sum, disk) => sum + disk.sizeBytes, 0);
  const source = ground.world.sources.byInstanceId(item.facts.instanceId ?? '');
  item.replication = startReplication(ground.now, bytes, linkOf(item, source));
  return () => void (item.replication = before);
}

function leaveTest(ground: Ground, item: Item): Cure {
  const before = change(item, { test: 'waiting', lastTestAt: ground.now });
  const vm = createVm(ground.state, { item, createdBy: 'test', networkId: item.target.testNetworkId }, ground.now);
  item.testVm = vm;
  return all(before, () => {
    ground.state.vms.delete(vm);
    if (item.testVm === vm) item.testVm = null;
  });
}

// A job that works for a day; nothing is left of it when it is cured.
function keepBusy(ground: Ground, item: Item): Cure {
  if (item.jobId !== null) throw new RangeError(`A job runs on ${item.facts.name} already.`);
  const job = startSimple(ground, item, { scenario: 'UpdateMobilityService', at: ground.now, change: () => undefined });
  job.tasks = job.tasks.map((task) => ({ ...task, endsAt: ground.now + day }));
  job.endsAt = ground.now + day;
  return () => {
    ground.state.jobs.delete(job.id);
    ground.state.running.delete(job.id);
    if (item.jobId === job.id) item.jobId = null;
  };
}

function unconnect(_ground: Ground, item: Item): Cure {
  const nics = item.nics.map((nic) => ({ ...nic, targetSubnet: '', testSubnet: '' }));
  return change(item, { target: { ...item.target, networkId: '' }, nics });
}

function unselect(_ground: Ground, item: Item): Cure {
  return change(item, { nics: item.nics.map((nic) => ({ ...nic, selected: false })) });
}

/** Sections 1F and 1H, once a machine is replicated. */
export const replicationDefects: readonly Defect[] = [
  onItem('AGENT_EXPIRED', 'ASR-AGENT', agent((now) => ({ ...oldAgent, expiresAt: now - 3 * day }))),
  onItem('AGENT_OLD', 'ASR-AGENT', agent(() => oldAgent)),
  onItem('AGENT_UPGRADE_BLOCKED', 'ASR-AGENT', agent(() => ({ ...oldAgent, upgradeable: false, blocked: ['RebootRequired'] }))),
  onItem('AGENT_REBOOT_PENDING', 'ASR-AGENT', agent(() => ({ rebootPending: true }))),
  onItem('AGENT_SILENT', 'ASR-AGENT', agent((now) => ({ silentSince: now - 40 * minute }))),
  onItem('TEST_NETWORK_IS_PRODUCTION', 'ASR-NETMAP', target((item) => ({ testNetworkId: item.target.networkId }))),
  onItem('ZONE_CHOSEN', 'AZ-ZONE', target(() => ({ zone: '1' }))),
  onItem('OFFERED_SIZE_ERROR', 'AZ-SIZE', trouble(() => ({ sizeError: 'The size is not supported for the machine in the target region.' }))),
  onItem('INITIAL_COPY_RUNNING', 'RPL-IR', copyAnew),
  onItem('HEALTH_WARNING', 'RPL-HEALTH', trouble(() => ({ reported: { code: '78188', level: 'Warning' } }))),
  onItem('HEALTH_CRITICAL', 'RPL-HEALTH', trouble(() => ({ reported: { code: '78193', level: 'Error' } }))),
  onItem('RESYNC_REQUIRED', 'RPL-RESYNC', needResync),
  onItem('RPO_71_MIN', 'RPL-RPO', trouble((now) => ({ rpo: { pointAt: now - 71 * minute, calculatedAt: null } }))),
  onItem('RPO_STALE', 'RPL-RPO', trouble((now) => ({ rpo: { pointAt: now - 41 * minute, calculatedAt: now - 40 * minute } }))),
  onItem('NO_RECOVERY_POINT', 'RPL-RP', trouble(() => ({ noPoints: true }))),
  onItem('BACKLOG_512_MB', 'RPL-BACKLOG', trouble(() => ({ backlogMb: 512 }))),
  onItem('TEST_FAILOVER_TOO_OLD', 'RPL-TFO', (ground, item) => change(item, { lastTestAt: ground.now - 45 * day })),
  onItem('TEST_FAILOVER_NOT_CLEANED', 'RPL-TFOCLEAN', leaveTest),
  onItem('JOB_RUNNING', 'RPL-JOBS', keepBusy),
  onItem('FAILOVER_NOT_ALLOWED', 'RPL-ALLOWED', trouble(() => ({ forbidden: ['UnplannedFailover', 'TestFailover'] }))),
  onItem('SETTINGS_WITHOUT_NETWORK', 'RPL-SETTINGS', unconnect),
  onItem('SETTINGS_WITHOUT_CARD', 'RPL-SETTINGS', unselect),
  onItem('SETTINGS_WITHOUT_SIZE', 'RPL-SETTINGS', target(() => ({ vmSize: '' }))),
  onItem('MULTI_VM_GROUP', 'RPL-MULTIVM', (_ground, item) => change(item, { multiVmGroup: 'tier-group' })),
];
