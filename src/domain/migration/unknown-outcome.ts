import { stuck } from './decision.ts';
import type { MigrationEvent, PendingAct } from './types.ts';

/** Whether it was done the clouds do not tell: it is never sent again without a person. */
export function unknownOutcome(act: PendingAct): MigrationEvent {
  return stuck('outcome-unknown', act.kind, {
    code: 'OutcomeUnknown',
    message: 'Ferry sent this request, or was about to, when the answer was lost. Azure shows no job for it.',
    causes: 'The connection broke or Ferry was stopped at that moment.',
    advice: 'Look at the machine in the portal. Retry only when no such job has run: Ferry reads the state again before it sends anything.',
  });
}
