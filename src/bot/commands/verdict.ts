import { z } from 'zod';
import { testVerdictCard } from '../../cards/test-verdict.ts';
import { inputText, machineIn, MachineText, Sentence } from '../arguments.ts';
import { command } from '../command.ts';
import type { Line } from '../line.ts';
import { decideOnMachine } from '../machine-decision.ts';

/** Says whether the test machine works; without an answer it shows the question. */
export const verdict = command({
  name: 'verdict',
  aliases: ['verdicts', 'result'],
  role: 'operator',
  help: 'verdict',
  group: 'decide',
  kind: 'decision',
  schema: z.strictObject({ machine: MachineText, works: z.boolean().optional(), reason: Sentence, etag: z.number().nullable() }),
  fromText: (line) => ({ ...wordsOf(line), reason: line.because ?? '', etag: null }),
  fromButton: (press) => ({ machine: press.id, works: press.data['works'], reason: inputText(press, 'reason'), etag: press.etag }),
  run: ({ machine, works, reason, etag }, ctx) =>
    decideOnMachine(ctx, { machine, verb: 'verdict' }, {
      waits: 'test-review',
      etag,
      ask: (status, now) => testVerdictCard({ status, etag: now }, ctx.words),
      act: works === undefined ? null : (m) => ctx.usecases.giveVerdict({ id: m.id, works, reason, who: ctx.who }),
      said: (name) => ctx.words.phrases.outcomes.verdict(works === true, name),
    }),
});

const FAILS = /\s+(?:it )?(?:fails?|failed|bad|broken|(?:does not|doesn't|not) (?:work|works|ok))[.!]?$/i;
const WORKS = /\s+(?:it )?(?:is )?(?:works?|worked|ok|okay|good|fine|pass|passes|passed)[.!]?$/i;

// "does not work" ends in "work", so the bad ending is looked for first.
function wordsOf({ words }: Line): { readonly machine: string | undefined; readonly works?: boolean } {
  const text = words.map((word) => (word.includes(' ') ? word.replaceAll(' ', '\u00a0') : word)).join(' ');
  const ending = [FAILS, WORKS].find((e) => e.test(text));
  const name = (ending === undefined ? text : text.replace(ending, '')).split(' ').map((word) => word.replaceAll('\u00a0', ' '));
  return ending === undefined ? { machine: machineIn(words) } : { machine: machineIn(name), works: ending === WORKS };
}
