import { frozenCard } from '../cards/frozen.ts';
import type { Verb } from '../cards/verbs.ts';
import type { MigrationCommand, Refusal } from '../domain/migration/decide.ts';
import type { Migration } from '../domain/migration/types.ts';
import type { Ctx } from './context.ts';
import type { AnyDialog } from './dialog.ts';
import { startForm } from './forms.ts';
import { withMigration } from './machines.ts';
import type { Question } from '../text/en/phrases.ts';
import { beginQuestion } from './question-dialog.ts';
import { refusalNow } from './refusal-now.ts';
import { rejected, swap } from './replies.ts';
import type { Reply } from './turn.ts';

/** What a write command needs to ask before it acts. */
type Opening = {
  readonly dialog: AnyDialog;
  /** The domain's command: what it would refuse now is refused before anything is asked. */
  readonly command: MigrationCommand;
  readonly question: (m: Migration) => Question;
  /** Given when the dialog asks for words; not empty when they came with the command. */
  readonly text?: string;
  /** Pressed on a card that asks for it: the card is closed when there is nothing left to ask. */
  readonly asked?: boolean;
};

/** Finds the machine, refuses what cannot be done now, and opens the confirmation. */
export async function openQuestion(ctx: Ctx, named: { readonly machine: string; readonly verb: Verb }, opening: Opening): Promise<readonly Reply[]> {
  return withMigration(ctx, named, async (m) => {
    const refusal = refusalNow(ctx, m, opening.command);
    if (refusal !== null) return opening.asked === true && (refusal.code === 'nothing-to-retry' || refusal.code === 'nothing-outside') ? closed(ctx, m, refusal) : rejected(ctx, refusal, m);
    const state = beginQuestion({ id: m.id, machine: m.name, question: opening.question(m), asks: opening.text !== undefined, text: opening.text ?? '' });
    return startForm(ctx, opening.dialog, state);
  });
}

/** A copy of a card whose question was answered elsewhere must not go on asking. */
function closed(ctx: Ctx, m: Migration, refusal: Refusal): readonly Reply[] {
  return swap(frozenCard({ title: ctx.words.answers.answered(m.name), text: ctx.words.rejection(refusal) }, ctx.words));
}
