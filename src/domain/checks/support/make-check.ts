/** What the files of the single checks are made of: a judgement in words, and the frame around it. */
import type { Verdict } from '../../finding.ts';
import type { Check, CheckInput, CheckPhase } from '../types.ts';
import { timeText } from './words.ts';

/** For checks that matter once, before replication begins. */
export const BEFORE_REPLICATION: readonly CheckPhase[] = ['replicate'];
/** For checks whose answer can change while a machine replicates. */
export const ALWAYS: readonly CheckPhase[] = ['replicate', 'failover'];

/** What a check concluded, before its id, title and expectation are put around it. */
export type Judgement = { readonly verdict: Verdict; readonly evidence: string; readonly remedy: string; readonly cause: string | null };

/** Evidence with the one step that cures it; `cause` is shared by machines that the same step cures. */
export type Trouble = { readonly evidence: string; readonly remedy: string; readonly cause?: string };

/** All is well. */
export function pass(evidence: string): Judgement {
  return { verdict: 'pass', evidence, remedy: '', cause: null };
}

/** Worth knowing, nothing to do. */
export function info(evidence: string, remedy = ''): Judgement {
  return { verdict: 'info', evidence, remedy, cause: null };
}

/** Can go on once somebody has read it. */
export function warn(trouble: Trouble): Judgement {
  return { verdict: 'warn', cause: null, ...trouble };
}

/** Must be cured first. */
export function block(trouble: Trouble): Judgement {
  return { verdict: 'block', cause: null, ...trouble };
}

/** Cannot be confirmed with what is known. */
export function unsure(trouble: Trouble): Judgement {
  return { verdict: 'unknown', cause: null, ...trouble };
}

/** A read that failed: never a pass, and the same for every machine that needs it. */
export function unreadable(what: string, why: string): Judgement {
  return unsure({ evidence: `${what} could not be read: ${why}`, remedy: 'Cure what kept Ferry from reading it, then check again.', cause: `unreadable:${what}` });
}

type Definition = {
  readonly id: string;
  /** What is looked at, never the wish: it stands beside BLOCKS as well as beside PASS. */
  readonly title: string;
  readonly phases: readonly CheckPhase[];
  readonly expected: string | ((input: CheckInput) => string);
  readonly judge: (input: CheckInput) => Judgement;
};

/** A whole check from its definition. Evidence says when it was seen, always by Ferry's own clock: two clocks in one report would contradict each other. */
export function makeCheck(d: Definition): Check {
  return {
    id: d.id,
    title: d.title,
    phases: d.phases,
    run: (input) => {
      const { verdict, evidence, remedy, cause } = d.judge(input);
      const expected = typeof d.expected === 'string' ? d.expected : d.expected(input);
      return { check: d.id, title: d.title, verdict, evidence: `${evidence} Seen ${timeText(input.now)}.`, expected, remedy, cause: cause === null ? null : `${d.id}:${cause}` };
    },
  };
}
