// Health of an item: the errors a reader sees and the words derived from them.
import type { SourceMachine } from '../../world/sources.ts';
import { textOfCode } from '../jobs/failures.ts';
import { minute, stamp } from '../times.ts';
import { agentHeartbeatOf, linkOf, rpoOf } from './figures.ts';
import type { Item } from './model.ts';
import { highChurn, stageOf } from './replication.ts';

type Level = 'Warning' | 'Error';

/** A health error before it is written down. */
export type HealthIssue = { readonly code: string; readonly level: Level; readonly category: string; readonly since: number; readonly message: string | null };

const silenceWarns = 10 * minute;
const silenceAlarms = 30 * minute;
const rpoWarns = 30 * 60;
const rpoAlarms = 45 * 60;

function issue(code: string, level: Level, since: number): HealthIssue {
  return { code, level, category: 'Replication', since, message: null };
}

function silenceIssue(item: Item, now: number): HealthIssue | null {
  const lastHeartbeat = agentHeartbeatOf(item);
  const silence = now - lastHeartbeat;
  if (silence < silenceWarns) return null;
  return issue('78174', silence < silenceAlarms ? 'Warning' : 'Error', lastHeartbeat + silenceWarns);
}

function rpoIssue(item: Item, now: number): HealthIssue | null {
  const seconds = rpoOf(item, now)?.seconds ?? 0;
  return seconds < rpoWarns ? null : issue('78026', seconds < rpoAlarms ? 'Warning' : 'Error', now - (seconds - rpoWarns) * 1000);
}

function flowIssue(item: Item, source: SourceMachine | null): HealthIssue | null {
  const link = linkOf(item, source);
  if (stageOf(item.replication) === 'protected' || !link.alive || link.flowing) return null;
  return issue('78169', 'Error', item.replication.startedAt);
}

function reportedIssues(item: Item, source: SourceMachine | null): readonly HealthIssue[] {
  const found: HealthIssue[] = [];
  const planted = source?.healthError ?? '';
  if (planted !== '') found.push(issue(planted, 'Error', item.replication.startedAt));
  const { reported } = item.troubles;
  if (reported !== null) found.push(issue(reported.code, reported.level, item.replication.startedAt));
  if (item.agent.rebootPending) found.push(issue('95265', 'Warning', item.replication.startedAt));
  if ((source?.churnMbPerMinute ?? 0) > highChurn) found.push(issue('78188', 'Warning', item.replication.startedAt));
  return found;
}

function failureIssue(item: Item): readonly HealthIssue[] {
  return item.failureCode === null ? [] : [issue(item.failureCode, 'Error', item.jobStartedAt)];
}

function untested(item: Item): readonly HealthIssue[] {
  if (item.lastTestAt !== null || stageOf(item.replication) !== 'protected') return [];
  const message = `No successful test failover has been done on the virtual machine '${item.facts.name}'.`;
  return [{ code: '161011', level: 'Warning', category: 'TestFailover', since: item.replication.firstPointAt ?? item.createdAt, message }];
}

/** Everything that is wrong with an item. Once it runs in Azure, its source is nobody's concern any more. */
export function issuesOf(item: Item, source: SourceMachine | null, now: number): readonly HealthIssue[] {
  if (item.phase === 'failedOver' || item.phase === 'committed' || item.phase === 'enabling') return [];
  if (item.phase === 'enableFailed') return failureIssue(item);
  const found = [silenceIssue(item, now), rpoIssue(item, now), flowIssue(item, source)].filter((entry) => entry !== null);
  return [...failureIssue(item), ...found, ...reportedIssues(item, source), ...untested(item)];
}

/** The word for replication health. */
export function replicationHealth(issues: readonly HealthIssue[]): 'Normal' | 'Warning' | 'Critical' {
  const own = issues.filter((entry) => entry.category === 'Replication');
  if (own.some((entry) => entry.level === 'Error')) return 'Critical';
  return own.length > 0 ? 'Warning' : 'Normal';
}

/** The word for failover health. */
export function failoverHealth(issues: readonly HealthIssue[]): 'Normal' | 'Warning' {
  return issues.some((entry) => entry.category === 'TestFailover') ? 'Warning' : 'Normal';
}

const untestedText = {
  message: '',
  possibleCauses: 'No successful test failover has been done on the virtual machine after it was replicated.',
  recommendedAction: 'Do a test failover on the virtual machine.',
};

/** A health error on the wire. */
export function healthErrorView(item: Item, entry: HealthIssue): unknown {
  const text = entry.code === '161011' ? untestedText : textOfCode(entry.code);
  return {
    innerHealthErrors: [],
    errorSource: '',
    errorType: '',
    errorLevel: entry.level,
    errorCategory: entry.category,
    errorCode: entry.code,
    summaryMessage: '',
    errorMessage: entry.message ?? text.message,
    possibleCauses: text.possibleCauses,
    recommendedAction: text.recommendedAction,
    creationTimeUtc: stamp(entry.since),
    recoveryProviderErrorMessage: null,
    entityId: item.id,
    errorId: '',
    customerResolvability: 'NotAllowed',
  };
}
