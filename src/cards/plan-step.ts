import template from '../../cards/plan-step.json' with { type: 'json' };
import type { PlanStep } from '../domain/wave/types.ts';
import type { Words } from '../text/en.ts';
import { clip, neutral } from '../text/neutral.ts';
import { buttons, execute } from './button.ts';
import { layout } from './render.ts';
import type { Rendered } from './rendered.ts';

const card = layout(template);

/** Asks for what the job of a wave's recovery plan waits for, once for the whole wave. */
export function planStepCard({ wave, step }: { readonly wave: string; readonly step: PlanStep }, words: Words): Rendered {
  const w = words.waves.recoveryPlan.ask;
  const name = neutral(clip(wave, 60));
  const title = w.title(clip(wave, 60));
  const { answer } = step;
  const isOpen = answer === null || answer.status === 'cannot';
  return card(`${title}. ${clip(step.step, 120)}`, {
    title,
    lines: [w.do(clip(step.step, 120), clip(step.instructions, 600)), ...(answer === null ? [] : [w.answered(clip(answer.by.name, 60), answer.status === 'cannot', clip(answer.note, 300))]), ...(isOpen ? [w.then] : [])],
    machines: [],
    typed: isOpen ? w.typed(clip(wave, 60)) : w.onItsWay,
    actions: buttons(isOpen ? execute({ verb: 'done', id: name, etag: step.since, title: w.button, style: 'positive' }) : null, execute({ verb: 'status', id: name, title: words.cards.machine.status })),
  });
}
