import { frozenCard } from '../cards/frozen.ts';
import { planStepCard } from '../cards/plan-step.ts';
import type { WaveId } from '../domain/ids.ts';
import type { PlanStep } from '../domain/wave/types.ts';
import type { Words } from '../text/en.ts';
import { clip } from '../text/neutral.ts';
import type { WaveView } from '../usecases/wave-types.ts';
import type { Wanted } from './story.ts';

/** One card for the whole wave about each step that the job of its recovery plan waits, or waited, for. */
export function planSteps({ wave }: WaveView, words: Words): readonly Wanted[] {
  const run = wave.planRun ?? null;
  const over = (run?.steps ?? []).map((step): Wanted => ({ ...postOf(wave.id, step), content: { card: overCard(wave.name, step, words) }, isOver: true }));
  const step = run?.manual ?? null;
  if (step === null) return over;
  const isOpen = step.answer === null || step.answer.status === 'cannot';
  return [...over, { ...postOf(wave.id, step), content: { card: planStepCard({ wave: wave.name, step }, words) }, ...(isOpen ? { mentions: [wave.owner] } : { isOver: true }) }];
}

function postOf(id: WaveId, step: PlanStep): Omit<Wanted, 'content'> {
  return { key: `${id}:plan-step:${step.since}`, role: 'question', lane: 'N1', kind: 'plan-step', at: step.since, tonight: true };
}

/** Answered here, or resumed in the portal. */
function overCard(wave: string, { step, instructions, answer }: PlanStep, words: Words): ReturnType<typeof frozenCard> {
  const w = words.waves.recoveryPlan.ask;
  const said = answer === null ? [] : [w.answered(clip(answer.by.name, 60), answer.status === 'cannot', clip(answer.note, 300))];
  return frozenCard({ title: w.over(clip(wave, 60)), text: [w.do(clip(step, 120), clip(instructions, 200)), ...said].join('\n') }, words);
}
