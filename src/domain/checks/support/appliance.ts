/** What several checks ask of the machine that runs the appliance and of the vault's view of it. */
import type { MachineFacts } from '../../machine.ts';
import type { CheckInput, Judgement } from '../types.ts';
import { unreadable, unsure } from './make-check.ts';

/** The instance that runs the appliance, or why nothing can be said about it. */
export function applianceInstance({ appliance }: CheckInput): MachineFacts | Judgement {
  if (!appliance.facts.known) return unreadable("The appliance's instance", appliance.facts.why);
  if (appliance.facts.value !== null) return appliance.facts.value;
  const evidence = 'The scope names no instance that runs the appliance.';
  return unsure({ evidence, remedy: 'Name it in the settings (FERRY_APPLIANCE_INSTANCE_ID).', cause: 'no-appliance-instance', causeText: 'The scope names no instance that runs the appliance' });
}

/** True for a judgement, false for whatever was looked for. */
export function isJudgement(x: object): x is Judgement {
  return 'verdict' in x && 'evidence' in x;
}
