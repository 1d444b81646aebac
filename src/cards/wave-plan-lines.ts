/** What the card of a wave says of its recovery plan while that matters. */
import { isDriven, runOn } from '../domain/wave/plan-run.ts';
import type { Words } from '../text/en.ts';
import { clip } from '../text/neutral.ts';
import type { WaveView } from '../usecases/wave-types.ts';
import type { Cell } from './render.ts';

/** A run of the plan, a step of it that waits for a person, a plan that Ferry does not run, and how many sources are down for it. */
export function planLines({ wave, approval, rows, ...view }: WaveView, words: Words): readonly Cell[] {
  const w = words.waves.recoveryPlan;
  const isDrifted = wave.policy.drive === 'plan' && approval !== null && (wave.plan?.trouble ?? null) !== null;
  return [...runLines(wave, view.planProgress ?? null, words), ...(isDrifted ? [w.blocked(clip(wave.name, 60))] : []), ...stoppedLines({ wave, approval, rows, ...view }, words)];
}

function runLines({ planRun: run = null }: WaveView['wave'], progress: WaveView['planProgress'], words: Words): readonly Cell[] {
  const w = words.waves.recoveryPlan;
  if (run?.status === 'uncertain') return [w.unknown(run)];
  if (run?.status !== 'accepted') return [];
  return [...(run.manual === null ? [] : [w.waits(clip(run.manual.step, 120))]), w.runs(run, progress ?? null)];
}

/** Sources that are down and wait for the others. */
function stoppedLines({ wave, approval, rows }: WaveView, words: Words): readonly Cell[] {
  if (approval === null || !isDriven(approval, wave) || runOn(approval, wave) !== null) return [];
  const named = new Set((approval.wave?.machines ?? []).filter((line) => line.state === 'in').map((line) => line.migrationId));
  const phases = rows.flatMap((r) => (r.status !== null && named.has(r.status.migration.id) ? [r.status.migration.position.phase] : []));
  const stopped = phases.filter((p) => p === 'source-stopped').length;
  return stopped === 0 ? [] : [words.waves.recoveryPlan.stopped(stopped, phases.length)];
}
