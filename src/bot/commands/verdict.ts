import { z } from 'zod';
import { testVerdictCard } from '../../cards/test-verdict.ts';
import { inputText, SelectionText, selectorText, Sentence } from '../arguments.ts';
import { askBulk } from '../bulk-ask.ts';
import { withSelected } from '../bulk-target.ts';
import { command } from '../command.ts';
import { dryRunOn } from '../dry-run.ts';
import type { Ctx } from '../context.ts';
import type { Line } from '../line.ts';
import { decideOnMachine } from '../machine-decision.ts';
import { refuse } from '../replies.ts';
import type { Reply } from '../turn.ts';

/** Says whether the test machine works; without an answer it shows the question. */
export const verdict = command({
  name: 'verdict',
  aliases: ['verdicts', 'result'],
  role: 'operator',
  help: 'verdict',
  group: 'decide',
  kind: 'decision',
  schema: z.strictObject({ target: SelectionText, works: z.boolean().optional(), reason: Sentence, etag: z.number().nullable() }),
  fromText: (line) => ({ ...wordsOf(line), reason: line.because ?? '', etag: null }),
  inThread: { of: 'both', picks: true, about: (words) => takenApart(['-', ...words]).names.slice(1) },
  fromButton: (press) => ({ target: press.id, works: press.data['works'], reason: inputText(press, 'reason'), etag: press.etag }),
  dryRun: async ({ target, works, reason }, ctx) =>
    works === undefined ? [refuse(ctx, ctx.words.dryRun.verdictMissing)] : dryRunOn(ctx, target, { verb: 'verdict', command: { type: 'give-verdict', works, reason }, rest: works ? 'works' : `fails because ${reason}` }),
  run: (args, ctx) =>
    withSelected(ctx, args.target, {
      actsAtOnce: args.works !== undefined,
      one: (machine) => one(ctx, machine, args),
      many: async (selected) => (args.works === undefined ? [refuse(ctx, ctx.words.bulk.sayWhich)] : askBulk(ctx, selected, { verb: 'verdict', works: args.works, reason: args.reason })),
    }),
});

type Answer = { readonly works?: boolean | undefined; readonly reason: string; readonly etag: number | null };

function one(ctx: Ctx, machine: string, { works, reason, etag }: Answer): Promise<readonly Reply[]> {
  return decideOnMachine(ctx, { machine, verb: 'verdict' }, {
    waits: 'test-review',
    etag,
    ask: (status, now) => testVerdictCard({ status, etag: now }, ctx.words),
    act: works === undefined ? null : (m) => ctx.usecases.giveVerdict({ id: m.id, works, reason, who: ctx.who }),
    said: ({ name }) => ctx.words.phrases.outcomes.verdict(works === true, name),
  });
}

const FAILS = /\s+(?:it )?(?:fails?|failed|bad|broken|(?:does not|doesn't|not) (?:work|works|ok))[.!]?$/i;
const WORKS = /\s+(?:it )?(?:is )?(?:works?|worked|ok|okay|good|fine|pass|passes|passed)[.!]?$/i;

function wordsOf({ words }: Line): { readonly target: string | undefined; readonly works?: boolean } {
  const { names, ending } = takenApart(words);
  return { target: selectorText(names), ...(ending === null ? {} : { works: ending === WORKS }) };
}

// "does not work" ends in "work", so the bad ending is looked for first.
function takenApart(words: readonly string[]): { readonly names: readonly string[]; readonly ending: RegExp | null } {
  const text = words.map((word) => (word.includes(' ') ? word.replaceAll(' ', '\u00a0') : word)).join(' ');
  const ending = [FAILS, WORKS].find((e) => e.test(text)) ?? null;
  const names = (ending === null ? text : text.replace(ending, '')).split(' ').map((word) => word.replaceAll('\u00a0', ' '));
  return { names: names.filter((word) => word !== ''), ending };
}
