import { z } from 'zod';
import { command } from '../command.ts';
import { helpFor } from '../help.ts';
import { card, say } from '../replies.ts';

/** Shows what can be done here by this person, or how one command is typed. */
export const help = command({
  name: 'help',
  aliases: ['hilfe', 'commands', 'menu', '?'],
  role: 'viewer',
  help: 'help',
  group: 'look',
  kind: 'look',
  schema: z.object({ verb: z.string().optional() }),
  fromText: ({ words }) => ({ verb: words[0]?.toLowerCase() }),
  fromButton: () => ({}),
  run({ verb }, ctx) {
    const about = ctx.commands.find((c) => c.name === verb);
    if (about === undefined) return Promise.resolve(card(helpFor(ctx, null)));
    const words = ctx.words.help[about.help];
    return Promise.resolve([say(ctx, ctx.words.phrases.gate.usage(words.usage, words.about))]);
  },
});
