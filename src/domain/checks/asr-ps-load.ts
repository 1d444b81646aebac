import type { ProcessServer } from '../infrastructure.ts';
import { ALWAYS, block, info, makeCheck, pass, unreadable, unsure, warn } from './support/make-check.ts';
import { LINK, SOURCE } from './support/words.ts';
import type { CheckInput, Judgement } from './types.ts';

type Limits = CheckInput['profile']['limits']['processServer'];
type Level = 'critical' | 'warn';
/** One figure that is out of bounds. */
type Excess = { readonly level: Level; readonly text: string };

function above(value: number | null, limit: Limits['busyPercent'], text: (value: number) => string): readonly Excess[] {
  if (value === null || value <= limit.warn) return [];
  return [{ level: value > limit.critical ? 'critical' : 'warn', text: text(value) }];
}

function below(value: number | null, limit: Limits['freeSpacePercent'], text: (value: number) => string): readonly Excess[] {
  if (value === null || value >= limit.warn) return [];
  return [{ level: value < limit.critical ? 'critical' : 'warn', text: text(value) }];
}

/** How long the data that waits will take at the present speed; null when either is not told. */
function backlogMinutes(ps: ProcessServer): number | null {
  if (ps.pendingUploadBytes === null) return null;
  if (ps.pendingUploadBytes === 0) return 0;
  if (ps.throughputBytesPerSecond === null || ps.throughputBytesPerSecond === 0) return null;
  return Math.round(ps.pendingUploadBytes / ps.throughputBytesPerSecond / 60);
}

function excesses(ps: ProcessServer, limits: Limits): readonly Excess[] {
  return [
    ...below(ps.freeSpacePercent, limits.freeSpacePercent, (v) => `${v} % of the cache is free`),
    ...above(ps.processorPercent, limits.busyPercent, (v) => `its processors are ${v} % busy`),
    ...above(ps.memoryPercent, limits.busyPercent, (v) => `${v} % of its memory is in use`),
    ...above(backlogMinutes(ps), limits.backlogMinutes, (v) => `what waits for its upload takes ${v} minutes`),
  ];
}

function tellsNothing(ps: ProcessServer): boolean {
  return ps.freeSpacePercent === null && ps.processorPercent === null && ps.memoryPercent === null && ps.pendingUploadBytes === null;
}

function blind(ps: ProcessServer): Judgement {
  const evidence = `The vault gives no figures of ${ps.name}`;
  if (ps.health === 'normal') return info(`${evidence}; Site Recovery calls it healthy.`);
  return unsure({ evidence: `${evidence} and shows its health as "${ps.health}".`, remedy: "Look at its load in the appliance's own configuration manager.", cause: `blind:${ps.name}`, causeText: evidence });
}

function judgeOne(ps: ProcessServer, limits: Limits): Judgement {
  if (tellsNothing(ps)) return blind(ps);
  const found = excesses(ps, limits);
  if (found.length === 0) return pass(`${ps.name} has ${ps.freeSpacePercent ?? '?'} % of its cache free; processors ${ps.processorPercent ?? '?'} %, memory ${ps.memoryPercent ?? '?'} % in use.`);
  const seen = `${ps.name} is overloaded: ${found.map((e) => e.text).join('; ')}`;
  const trouble = { evidence: `${seen}.`, remedy: 'Enlarge its cache disk or its instance type, or add another process server before more machines are replicated.', cause: `load:${ps.name}`, causeText: `${ps.name} is overloaded` };
  return found.some((e) => e.level === 'critical') ? block(trouble) : warn(trouble);
}

const ORDER = ['block', 'unknown', 'warn', 'info', 'pass'] as const;

function judge({ infrastructure, profile }: CheckInput): Judgement {
  if (!infrastructure.known) return unreadable('The vault', infrastructure.why);
  const judged = infrastructure.value.processServers.map((ps) => judgeOne(ps, profile.limits.processServer));
  const worst = ORDER.flatMap((v) => judged.filter((j) => j.verdict === v))[0];
  return worst ?? info('The vault shows no process server yet.', 'Deploy the appliance and register it with the vault.');
}

/** A process server without room or time delays every machine behind it. */
export const asrPsLoad = makeCheck({
  id: 'ASR-PS-LOAD',
  title: 'Load of the process servers',
  topic: 'vault',
  phases: ALWAYS,
  severity: 'block',
  curer: 'aws',
  needs: ['infrastructure'],
  expected: ({ profile, profile: { limits: { processServer: p } } }) => `Cache at least ${p.freeSpacePercent.warn} % free, processors and memory at most ${p.busyPercent.warn} % in use, at most ${p.backlogMinutes.warn} minutes of data waiting; critical beyond ${p.freeSpacePercent.critical} %, ${p.busyPercent.critical} % and ${p.backlogMinutes.critical} minutes. ${SOURCE.health}; figures of ${profile.id}, ${profile.dated}.`,
  link: LINK.health,
  judge,
});
