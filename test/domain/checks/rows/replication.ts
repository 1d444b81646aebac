import { rplAfter } from '../../../../src/domain/checks/rpl-after.ts';
import { rplAllowed } from '../../../../src/domain/checks/rpl-allowed.ts';
import { rplBacklog } from '../../../../src/domain/checks/rpl-backlog.ts';
import { rplHealth } from '../../../../src/domain/checks/rpl-health.ts';
import { rplIr } from '../../../../src/domain/checks/rpl-ir.ts';
import { rplJobs } from '../../../../src/domain/checks/rpl-jobs.ts';
import { rplMultivm } from '../../../../src/domain/checks/rpl-multivm.ts';
import { rplNoback } from '../../../../src/domain/checks/rpl-noback.ts';
import { rplResync } from '../../../../src/domain/checks/rpl-resync.ts';
import { rplRp } from '../../../../src/domain/checks/rpl-rp.ts';
import { rplRpo } from '../../../../src/domain/checks/rpl-rpo.ts';
import { rplSettings } from '../../../../src/domain/checks/rpl-settings.ts';
import { rplTfo } from '../../../../src/domain/checks/rpl-tfo.ts';
import { rplTfoclean } from '../../../../src/domain/checks/rpl-tfoclean.ts';
import { rplWindow } from '../../../../src/domain/checks/rpl-window.ts';
import type { Check, CheckInput } from '../../../../src/domain/checks/types.ts';
import { jobIdFromCloud } from '../../../../src/domain/ids.ts';
import type { Item, ItemTarget, JobSummary } from '../../../../src/domain/observation.ts';
import { DAY, MINUTE } from '../../../../src/domain/time.ts';
import { input, known, NOW, ownItem, replicated, UNREADABLE } from '../input.ts';
import { questionRows, type Row } from './row.ts';

const withItem = (change: Partial<Item>): CheckInput => replicated({ item: known(ownItem(change)) });
const target = (change: Partial<ItemTarget>): CheckInput => withItem({ target: { ...ownItem().target, ...change } });
const tested = (test: CheckInput['known']['test'], now = NOW): CheckInput => replicated({ now, known: { ...input().known, test } });
const error = { code: '153007', summary: 'The agent is silent', causes: '', advice: 'Restart the agent.', level: 'error' } as const;
const job = (change: Partial<JobSummary>): CheckInput => replicated({ jobs: known([{ id: jobIdFromCloud('j1'), scenario: 'TestFailover', state: 'inProgress', targetObjectName: 'web-01', targetObjectId: 'm-0', startedAt: NOW, endedAt: null, ...change }]) });
const disk = ownItem().disks[0]!;

/** For checks of the item: without one there is nothing to judge, and what could not be read is not known. */
const itemRows = (check: Check): readonly Row[] => [
  { check, verdict: 'pass', given: replicated(), reason: 'in order' },
  { check, verdict: 'info', given: replicated({ item: known(null) }), reason: 'RPL-ALLOWED tells that there is no item' },
  { check, verdict: 'unknown', given: replicated({ item: UNREADABLE }), reason: 'the item is not readable' },
];

export const REPLICATION_ROWS: readonly Row[] = [
  { check: rplAllowed, verdict: 'pass', given: replicated(), reason: 'a failover is allowed' },
  { check: rplAllowed, verdict: 'block', given: withItem({ allowedOperations: ['TestFailover'] }), reason: 'it is not', says: /does not allow a failover now; it allows TestFailover/ },
  { check: rplAllowed, verdict: 'block', given: replicated({ item: known(null) }), reason: 'no item', says: /no such protected item/ },
  { check: rplAllowed, verdict: 'unknown', given: replicated({ item: UNREADABLE }), reason: 'not readable' },
  ...itemRows(rplJobs),
  { check: rplJobs, verdict: 'block', given: withItem({ running: { scenario: 'TestFailover', jobId: null } }), reason: 'the item says so', says: /another job on it: TestFailover/ },
  { check: rplJobs, verdict: 'block', given: job({}), reason: 'the list of jobs says so' },
  { check: rplJobs, verdict: 'block', given: job({ state: 'suspended' }), reason: 'one that waits counts' },
  { check: rplJobs, verdict: 'pass', given: job({ state: 'succeeded' }), reason: 'one that has ended does not' },
  { check: rplJobs, verdict: 'pass', given: job({ targetObjectId: 'm-9' }), reason: 'one on another machine does not', says: /1 job on others/ },
  { check: rplJobs, verdict: 'unknown', given: replicated({ jobs: UNREADABLE }), reason: 'the jobs are not readable' },
  ...itemRows(rplIr),
  { check: rplIr, verdict: 'block', given: withItem({ protectionState: 'InitialReplicationInProgress', protectionText: 'First copy', percent: 100 }), reason: 'the state decides, never a percentage', says: /not show the machine as protected, but as: First copy/ },
  { check: rplIr, verdict: 'block', given: withItem({ disks: [disk, { ...disk, name: 'disk1', initialReplicationDone: false, percent: 64 }] }), reason: 'one disk is open', says: /disk1 \(64 %\)/ },
  ...itemRows(rplHealth),
  { check: rplHealth, verdict: 'block', given: withItem({ replicationHealth: 'critical', healthErrors: [error] }), reason: 'critical', says: /critical: The agent is silent \(153007\)/, remedy: /^Restart the agent\.$/ },
  { check: rplHealth, verdict: 'block', given: withItem({ replicationHealth: 'critical' }), reason: 'critical without a reason', says: /critical: no reason given/ },
  { check: rplHealth, verdict: 'block', given: withItem({ failoverHealth: 'critical' }), reason: 'a failover would fail', says: /Failover health is critical/ },
  { check: rplHealth, verdict: 'warn', given: withItem({ replicationHealth: 'warning', healthErrors: [error] }), reason: 'a warning' },
  { check: rplHealth, verdict: 'unknown', given: withItem({ replicationHealth: 'none' }), reason: 'no health is not good health' },
  ...itemRows(rplResync),
  { check: rplResync, verdict: 'block', given: withItem({ resyncRequired: true }), reason: 'needed' },
  ...itemRows(rplRpo),
  { check: rplRpo, verdict: 'unknown', given: withItem({ rpoSeconds: null }), reason: 'not known', says: /RPO is not known/ },
  { check: rplRpo, verdict: 'pass', given: withItem({ rpoSeconds: 900, rpoAt: NOW - 15 * MINUTE }), reason: 'the limits themselves are allowed' },
  { check: rplRpo, verdict: 'block', given: withItem({ rpoSeconds: 901 }), reason: 'too much', says: /RPO is 16 min.*the limit is 15 min/ },
  { check: rplRpo, verdict: 'block', given: withItem({ rpoAt: NOW - 15 * MINUTE - 1 }), reason: 'an old figure says nothing', says: /more than 15 minutes ago/ },
  { check: rplRpo, verdict: 'pass', given: withItem({ rpoAt: null }), reason: 'one whose moment is not told counts by its value' },
  { check: rplRpo, verdict: 'pass', given: { ...withItem({ rpoAt: NOW }), now: NOW + 20 * MINUTE }, reason: 'ages are taken on the clock of the cloud, not ours' },
  ...itemRows(rplRp),
  { check: rplRp, verdict: 'block', given: withItem({ lastRecoveryPointAt: null }), reason: 'none yet' },
  { check: rplRp, verdict: 'warn', given: withItem({ lastRecoveryPointAt: NOW - 16 * MINUTE }), reason: 'older than the RPO limit' },
  ...itemRows(rplBacklog),
  { check: rplBacklog, verdict: 'warn', given: withItem({ backlogMb: 11.4 }), reason: 'a running machine always has some', says: /^12 MB still wait to be sent; the cutover waits until nothing does\./ },
  { check: rplBacklog, verdict: 'unknown', given: withItem({ backlogMb: null }), reason: 'not told' },
  { check: rplTfo, verdict: 'pass', given: replicated(), reason: 'worked yesterday' },
  { check: rplTfo, verdict: 'block', given: tested(null), reason: 'never', says: /No test failover was judged yet/ },
  { check: rplTfo, verdict: 'block', given: tested({ works: false, at: NOW - DAY, reason: 'no login' }), reason: 'in vain', says: /did not work: no login/ },
  { check: rplTfo, verdict: 'pass', given: tested({ works: true, at: NOW }, NOW + 30 * DAY), reason: 'exactly thirty days' },
  { check: rplTfo, verdict: 'block', given: tested({ works: true, at: NOW }, NOW + 30 * DAY + 1), reason: 'long ago', says: /more than 30 days old/ },
  ...itemRows(rplTfoclean),
  { check: rplTfoclean, verdict: 'block', given: withItem({ testFailoverState: 'WaitingForCompletion' }), reason: 'a test machine stands', says: /not cleaned up/ },
  ...itemRows(rplSettings),
  { check: rplSettings, verdict: 'block', given: target({ size: null, networkId: null }), reason: 'not complete', says: /the size and the network/ },
  { check: rplSettings, verdict: 'block', given: target({ nics: [] }), reason: 'no card is selected' },
  { check: rplSettings, verdict: 'block', given: target({ nics: [{ mac: '0a', primary: true, sourceIp: null, targetIp: null, subnet: null }] }), reason: 'a card without a subnet', says: /the subnet of the network card 0a/ },
  { check: rplSettings, verdict: 'warn', given: target({ size: 'Standard_D2s_v5' }), reason: 'changed in the vault', says: /the size is Standard_D2s_v5, chosen was Standard_D4s_v5/ },
  ...itemRows(rplMultivm),
  { check: rplMultivm, verdict: 'warn', given: withItem({ multiVmGroup: 'shop' }), reason: 'belongs to others', cause: /shop$/ },
  { check: rplWindow, verdict: 'info', given: replicated(), reason: 'windows are agreed among people' },
  ...questionRows(rplNoback, 'block', replicated()),
  { check: rplAfter, verdict: 'info', given: replicated(), reason: 'what is left to do' },
];
