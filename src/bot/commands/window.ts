import { z } from 'zod';
import type { Migration } from '../../domain/migration/types.ts';
import { ok } from '../../domain/result.ts';
import type { Window } from '../../domain/window/types.ts';
import { windowText, windowTextOf } from '../../text/window.ts';
import { machineIn, MachineText, inputText } from '../arguments.ts';
import { command } from '../command.ts';
import { beginConfirm } from '../confirm-dialog.ts';
import type { Ctx } from '../context.ts';
import { windowDialog, type WindowData } from '../dialogs/window.ts';
import { startForm } from '../forms.ts';
import { withMigration } from '../machines.ts';
import { refusalNow } from '../refusal-now.ts';
import { rejected } from '../replies.ts';
import type { Reply } from '../turn.ts';
import { isNoWindow, splitWhen } from '../when-words.ts';

const Args = z.strictObject({ machine: MachineText.nullable(), when: z.string().trim().max(200) });
type Args = z.infer<typeof Args>;

/** Says when a machine is to be cut over, shows it, or tells how a time is understood. */
export const window = command<Args>({
  name: 'window',
  aliases: ['schedule'],
  role: 'operator',
  help: 'window',
  group: 'move',
  kind: 'form',
  schema: Args,
  fromText: (line) => {
    const { machine, when } = splitWhen(line.words);
    return { machine: machineIn(machine) ?? (when === '' ? undefined : null), when };
  },
  inThread: { of: 'machine', about: (words) => splitWhen(words).machine },
  fromButton: (press) => ({ machine: press.id, when: inputText(press, 'when') ?? '' }),
  run: ({ machine, when }, ctx) => (machine === null ? echoed(ctx, when) : withMigration(ctx, { machine, verb: 'window', data: { when } }, (m) => open(ctx, m, when))),
});

function echoed(ctx: Ctx, when: string): Promise<readonly Reply[]> {
  const read = ctx.usecases.readWindow(when);
  if (!read.ok) return Promise.resolve(rejected(ctx, read.error));
  const w = ctx.words.windows;
  return Promise.resolve([{ kind: 'text', text: w.understood(read.value === null ? w.now : windowText(read.value.window)) }]);
}

async function open(ctx: Ctx, m: Migration, when: string): Promise<readonly Reply[]> {
  if (when === '') return [{ kind: 'text', text: ctx.words.windows.shown(m.name, windowTextOf(m.window)) }];
  const read = isNoWindow(when) ? ok(null) : ctx.usecases.readWindow(when);
  return read.ok ? keep(ctx, m, read.value?.window ?? null) : rejected(ctx, read.error);
}

async function keep(ctx: Ctx, m: Migration, wanted: Window | null): Promise<readonly Reply[]> {
  const w = ctx.words.windows;
  const refusal = refusalNow(ctx, m, { type: 'set-window', window: wanted });
  if (refusal !== null) return rejected(ctx, refusal, m);
  const freezes = (await ctx.usecases.freezes()).filter((f) => wanted !== null && f.from < wanted.to && wanted.from < f.to);
  const data: WindowData = { id: m.id, machine: m.name, window: wanted };
  return startForm(ctx, windowDialog, beginConfirm(data, w.question(m.name, windowTextOf(wanted), freezes.map(w.freezeLine))));
}
