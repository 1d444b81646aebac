/** Answers a pressed button: trusts nothing that the seal does not cover, and reads every other field as an input. */
import { z } from 'zod';
import { looksSecret } from '../domain/secret.ts';
import type { AnyCommand, Press } from './command.ts';
import { commands } from './commands/index.ts';
import type { Ctx } from './context.ts';
import { pressForm } from './forms.ts';
import { tidy } from './line.ts';
import { parse } from './parse.ts';
import { refuse } from './replies.ts';
import { inputsOf, isSealed } from './seal-card.ts';
import { onRecord, secretDropped, whyNot } from './security.ts';
import { runCommand, textTurn } from './text-turn.ts';
import type { Reply } from './turn.ts';

const LONGEST_INPUT = 4_000;

const Payload = z.looseObject({ ferry: z.literal(1), verb: z.string().min(1).max(40), id: z.string().max(300), etag: z.union([z.number(), z.literal('')]) });

/** Runs one press. */
export async function buttonTurn(ctx: Ctx, data: unknown): Promise<readonly Reply[]> {
  const payload = Payload.safeParse(data);
  if (!payload.success || !isSealed(ctx.seal, payload.data, ctx.where.conversation)) return notOurs(ctx, data);
  const { verb, id, etag } = payload.data;
  const inputs = inputsOf(payload.data);
  const typed = Object.values(inputs).filter((value) => typeof value === 'string');
  if (typed.some(looksSecret)) return secret(ctx);
  if (typed.some((value) => value.length > LONGEST_INPUT)) return [refuse(ctx, ctx.words.answers.tooLong)];
  const press: Press = { id, etag: etag === '' ? null : etag, data: payload.data, shown: shownIn(payload.data, inputs) };
  return pressed(ctx, verb, press) ?? notOurs(ctx, data);
}

/** Null for a verb that no command has. */
function pressed(ctx: Ctx, verb: string, press: Press): Promise<readonly Reply[]> | null {
  if (verb === 'form') return pressForm(ctx, press);
  if (verb === 'say') return sayIt(ctx, press);
  if (verb === 'dryrun' && typeof press.data['what'] === 'string') return lookAhead(ctx, press);
  const command = commands.find((c) => c.name === verb);
  return command === undefined ? null : runPress(ctx, command, press);
}

/** The hash of the pressed card: only what the seal covers, an input of that name does not count. */
function shownIn(data: Press['data'], inputs: Press['data']): string | null {
  return typeof data['shown'] === 'string' && !('shown' in inputs) ? data['shown'] : null;
}

async function runPress(ctx: Ctx, command: AnyCommand, press: Press): Promise<readonly Reply[]> {
  const barred = await whyNot(ctx, command);
  if (barred !== null) return barred;
  const go = command.read(command.fromButton(press));
  return go === null ? [refuse(ctx, ctx.words.answers.badButton)] : go({ ...ctx, command });
}

/** Which of several machines was meant by a dry run: still one, whatever else is on the button. */
async function lookAhead(ctx: Ctx, { id, data }: Press): Promise<readonly Reply[]> {
  const parsed = parse(`dryrun ${[data['what'], id, data['rest']].filter((part) => typeof part === 'string').join(' ')}`, commands);
  return parsed.kind === 'command' && parsed.rest.dryRun === true ? runCommand({ ...ctx, typed: true }, parsed) : [refuse(ctx, ctx.words.answers.badButton)];
}

/** A suggestion that was pressed counts as typed, except that a decision is never taken from a guess. */
async function sayIt(ctx: Ctx, press: Press): Promise<readonly Reply[]> {
  const text = typeof press.data['text'] === 'string' ? tidy(press.data['text']) : '';
  const parsed = parse(text, commands);
  if (parsed.kind === 'command' && parsed.command.kind === 'decision') return [refuse(ctx, ctx.words.phrases.gate.typeIt(ctx.words.help[parsed.command.help].usage))];
  return textTurn({ ...ctx, typed: true }, text);
}

async function secret(ctx: Ctx): Promise<readonly Reply[]> {
  await secretDropped(ctx);
  return [refuse(ctx, ctx.words.answers.secret)];
}

/** Edited by hand, forwarded from elsewhere, or never ours: nothing happens, and the auditor can see who tried. */
async function notOurs(ctx: Ctx, data: unknown): Promise<readonly Reply[]> {
  const claimed = z.object({ verb: z.string() }).safeParse(data);
  const known = claimed.success && (commands.some((c) => c.name === claimed.data.verb) || claimed.data.verb === 'form' || claimed.data.verb === 'say');
  await onRecord(ctx, { type: 'ButtonRefused', conversation: ctx.where.conversation, verb: known ? claimed.data.verb : null }, 'a button was refused: its seal does not fit');
  return [refuse(ctx, ctx.words.phrases.gate.button)];
}
