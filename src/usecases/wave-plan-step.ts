/** The answer to a step of a wave's recovery plan that waits for a person. */
import { by } from '../domain/person.ts';
import { no, ok } from '../domain/result.ts';
import type { Wave } from '../domain/wave/types.ts';
import type { Stored } from '../ports/changes.ts';
import type { Deps } from './deps.ts';
import { holdAllOf } from './holds.ts';
import type { Outcome, Rejection } from './outcome.ts';
import { waveChange } from './record.ts';
import { reject } from './rejections.ts';
import type { PlanStepUseCases } from './wave-types.ts';

const RACES = 3;

type StepAnswer = Parameters<PlanStepUseCases['answerPlanStep']>[0];

/** The use case. */
export function makePlanStep(d: Deps): PlanStepUseCases {
  return { answerPlanStep: (o) => answer(d, o) };
}

async function answer(d: Deps, o: StepAnswer): Outcome<Wave> {
  for (let race = 0; race < RACES; race++) {
    const before = await d.store.wave(o.id);
    const open = before === null ? null : openStep(before.state, o.since);
    if (before === null || open === null) return reject('no-manual-action', { machine: before?.state.name ?? '' });
    const refused = await whyNot(d, before.state, o);
    if (refused !== null) return no(refused);
    // Said before, and on its way.
    if (open.isAnswered) return ok(before.state);
    const saved = await save(d, { before, run: open.run, o });
    if (saved !== null) return ok(saved);
  }
  return reject('changed-meanwhile');
}

type Saving = { readonly before: Stored<Wave>; readonly run: string; readonly o: StepAnswer };

async function save(d: Deps, { before, run, o }: Saving): Promise<Wave | null> {
  const at = d.clock.now();
  const change = waveChange(before, [{ type: 'PlanStepAnswered', id: run, done: o.done, note: o.note.trim() }], { at, actor: by(o.who) });
  const saved = await d.store.commit({ at, changes: [change], jobs: [{ queue: 'notify', key: o.id }, { queue: 'timer', key: `plan:${o.id}` }] });
  return saved === 'saved' ? change.state : null;
}

/** The step that waits now; null for none, and for a card about an earlier one. */
function openStep({ planRun: run = null }: Wave, since: number | null): { readonly run: string; readonly isAnswered: boolean } | null {
  const step = run?.status === 'accepted' ? run.manual : null;
  if (run === null || step === null || (since !== null && since !== step.since)) return null;
  return { run: run.id, isAnswered: step.answer !== null && step.answer.status !== 'cannot' };
}

/** What is held does not go on. */
async function whyNot(d: Deps, wave: Wave, o: StepAnswer): Promise<Rejection | null> {
  if (!o.done) return o.note.trim() === '' ? { code: 'reason-needed', detail: {} } : null;
  const hold = await holdAllOf(d);
  return hold === null ? null : { code: 'held', detail: { machine: wave.name, what: 'all', by: hold.by.name, reason: hold.reason } };
}
