/** Answers a typed line: an answer to the open form, a command, or neither. */
import { looksSecret } from '../domain/secret.ts';
import { LONGEST_SENTENCE } from './arguments.ts';
import type { AnyCommand } from './command.ts';
import { commands } from './commands/index.ts';
import type { Ctx } from './context.ts';
import { answerForm, cancelForm, formOf, isSameForm, showAgain, type OpenForm } from './forms.ts';
import { helpFor } from './help.ts';
import { tidy, type Line } from './line.ts';
import { formWord, isNo, isYes, parse, type FormWord, type Parsed } from './parse.ts';
import { card } from './replies.ts';
import { secretDropped, whyNot } from './security.ts';
import { lineInThread } from './thread-line.ts';
import type { Reply } from './turn.ts';

/** A hundred machines by name. */
const LONGEST = 4_000;

/** Runs one typed line. */
export async function textTurn(ctx: Ctx, raw: string): Promise<readonly Reply[]> {
  if (looksSecret(raw)) return secret(ctx);
  const block = blockIn(raw);
  if (block !== null) return runCommand(ctx, block);
  if (raw.length > LONGEST) return tooLong(ctx, raw);
  const text = tidy(raw);
  const { form, expired } = await formOf(ctx);
  const word = formWord(text);
  if (form !== null) return inForm(ctx, form, { text, word });
  if (expired && (word !== null || isYes(text) || isNo(text))) return [{ kind: 'text', text: ctx.words.answers.formExpired }];
  const parsed = parse(text, commands);
  return parsed.kind === 'command' ? runCommand(ctx, parsed) : withoutForm(ctx, text, { word, parsed });
}

/** Nothing is done with what is cut off, except that a stop is a stop, whatever was pasted behind it. */
async function tooLong(ctx: Ctx, raw: string): Promise<readonly Reply[]> {
  const parsed = parse(tidy(raw.slice(0, LONGEST)), commands);
  const stops = parsed.kind === 'command' && parsed.command.name === 'hold' && parsed.rest.because !== null;
  return stops ? runCommand(ctx, parsed) : [{ kind: 'text', text: ctx.words.answers.tooLong }];
}

/** A command with lines below it that are not words: a pasted table. Null for everything else. */
function blockIn(raw: string): Found | null {
  const text = raw.trimStart();
  const end = text.indexOf('\n');
  const parsed = end < 0 || end > LONGEST ? null : parse(text.slice(0, end), commands);
  if (parsed?.kind !== 'command' || parsed.command.takesBlock !== true) return null;
  return { ...parsed, rest: { ...parsed.rest, body: text.slice(end + 1) } };
}

async function withoutForm(ctx: Ctx, text: string, seen: { readonly word: FormWord | null; readonly parsed: Exclude<Parsed, { kind: 'command' }> }): Promise<readonly Reply[]> {
  if (seen.parsed.kind === 'empty') return ctx.file === null ? card(helpFor(ctx, null)) : fileAlone(ctx);
  if (seen.word !== null || isYes(text) || isNo(text)) return [{ kind: 'text', text: ctx.words.phrases.noForm }];
  return card(helpFor(ctx, await completed(ctx, seen.parsed.suggestions, text)));
}

/** A file without a word is meant for the one command that takes files. */
function fileAlone(ctx: Ctx): Promise<readonly Reply[]> {
  const command = commands.find((c) => c.takesBlock === true);
  return command === undefined ? Promise.resolve(card(helpFor(ctx, null))) : runCommand(ctx, { command, rest: { words: [], because: null } });
}

async function inForm(ctx: Ctx, form: OpenForm, said: { readonly text: string; readonly word: FormWord | null }): Promise<readonly Reply[]> {
  const { text, word } = said;
  if (word !== null || text === '') return formWordIn(ctx, form, word ?? 'help');
  if (isNo(text) && !form.opened.asksForText) return cancelForm(ctx, form);
  const parsed = await stopInThread(ctx, parse(text, commands));
  if (parsed.kind !== 'command' || (form.opened.mayAnswer(text) && !isMeant(parsed))) return answerForm(ctx, form, { kind: 'text', text });
  const replies = await runCommand(ctx, parsed);
  const now = (await formOf(ctx)).form;
  return isSameForm(form, now) ? [...replies, ...showAgain(ctx, now)] : replies;
}

/** A stop that leaves its wave to the thread is complete, and gets through whatever is asked for. */
async function stopInThread(ctx: Ctx, parsed: Parsed): Promise<Parsed> {
  if (parsed.kind !== 'command' || parsed.command.name !== 'hold' || parsed.rest.because === null) return parsed;
  return { ...parsed, rest: await lineInThread(ctx, parsed.command.inThread, parsed.rest) };
}

async function formWordIn(ctx: Ctx, form: OpenForm, word: FormWord): Promise<readonly Reply[]> {
  if (word === 'cancel') return cancelForm(ctx, form);
  if (word !== 'help') return answerForm(ctx, form, { kind: word });
  return [{ kind: 'text', text: ctx.words.phrases.inForm }, ...card(helpFor(ctx, null)), ...showAgain(ctx, form)];
}

// "test failed because of DNS" is a reason, not a command: while a sentence is asked for, only a short and complete command counts, and what must get through whatever is asked for.
function isMeant({ command, rest }: Found): boolean {
  const isShort = rest.words.length <= 1 && rest.because === null;
  return (isShort || isUrgent(command, rest)) && command.read(command.fromText(rest)) !== null;
}

/** The stop of things, and the answer to a request by its number. */
function isUrgent(command: AnyCommand, rest: Line): boolean {
  const decides = command.kind === 'decision' && /^a-\d{1,9}[.,:!]?$/i.test(rest.words[0] ?? '');
  return decides || (command.name === 'hold' && rest.because !== null);
}

type Found = Extract<Parsed, { kind: 'command' }>;

/** Runs a command that was understood, or only looks ahead for it. */
export async function runCommand(ctx: Ctx, { command, rest }: { readonly command: AnyCommand; readonly rest: Line }): Promise<readonly Reply[]> {
  const barred = await whyNot(ctx, command);
  if (barred !== null) return barred;
  const line = await lineInThread(ctx, command.inThread, rest);
  const isDry = line.dryRun === true && command.kind !== 'look';
  const go = isDry ? command.lookAhead(command.fromText(line)) : command.read(command.fromText(line));
  if (go !== null) return go({ ...ctx, command, fromThread: line !== rest });
  // A pasted log is no reason: that it is too long must not look like a mistake in the command.
  return (rest.because?.length ?? 0) > LONGEST_SENTENCE ? [{ kind: 'text', text: ctx.words.answers.tooLong }] : usage(ctx, command);
}

function usage(ctx: Ctx, command: AnyCommand): readonly Reply[] {
  const { usage: how, about } = ctx.words.help[command.help];
  return [{ kind: 'text', text: ctx.words.phrases.gate.usage(how, about) }];
}

async function secret(ctx: Ctx): Promise<readonly Reply[]> {
  await secretDropped(ctx);
  return [{ kind: 'text', text: ctx.words.answers.secret }];
}

/** Suggestions with the machine added when what followed the typo names one of ours: the name is taken from the inventory, never from the text. */
async function completed(ctx: Ctx, suggestions: readonly string[], text: string): Promise<readonly string[]> {
  const rest = text.split(' ').slice(1).join(' ');
  const names = commands.filter((c) => suggestions.includes(c.name) && TAKES_MACHINE.has(c.name)).map((c) => c.name);
  if (rest === '' || rest.length > 80 || names.length === 0) return suggestions;
  const found = await ctx.usecases.find(rest);
  if (found.kind !== 'one') return suggestions;
  const { name } = found.row.machine;
  const quoted = name.includes(' ') ? `"${name}"` : name;
  return suggestions.map((s) => (names.some((n) => n === s) ? `${s} ${quoted}` : s));
}

const TAKES_MACHINE: ReadonlySet<string> = new Set(['check', 'replicate', 'status', 'history', 'test', 'verdict', 'window', 'cutover', 'quiesce', 'accept', 'complete', 'rollback', 'retry', 'adopt', 'hold', 'resume']);
