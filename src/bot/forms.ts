/** Runs dialogs: keeps their place in the store, tells old cards from the present one, and keeps them to their owner. */
import { z } from 'zod';
import { frozenCard } from '../cards/frozen.ts';
import { ROLES } from '../domain/access.ts';
import { userIdFromActivity } from '../domain/ids.ts';
import { MINUTE } from '../domain/time.ts';
import type { DialogRow } from '../ports/conversations.ts';
import type { Press } from './command.ts';
import type { Ctx } from './context.ts';
import type { Answer, AnyDialog, Opened } from './dialog.ts';
import { dialogs } from './dialogs/index.ts';
import { refuse, say, swap } from './replies.ts';
import { whyNot } from './security.ts';
import type { Reply } from './turn.ts';

const Used = z.object({ name: z.string(), role: z.enum(ROLES), kind: z.enum(['look', 'form', 'decision', 'habit']) });
/** What a dialog row holds; the nonce tells two forms of one kind apart, the owner's name is for others who press, the command says who may answer. */
const Envelope = z.object({ nonce: z.string(), owner: z.string(), /** Left out by an older Ferry. */ command: Used.default({ name: '', role: 'viewer', kind: 'look' }), data: z.unknown() });
type Envelope = z.infer<typeof Envelope>;

/** A form that waits for an answer. */
export type OpenForm = { readonly row: DialogRow; readonly envelope: Envelope; readonly dialog: AnyDialog; readonly opened: Opened };

/** The form that this person has open here; `expired` when one was found whose time is over (it is gone now). */
export async function formOf(ctx: Ctx): Promise<{ readonly form: OpenForm | null; readonly expired: boolean }> {
  const row = await ctx.store.dialog(ctx.where.conversation, ctx.who.id);
  if (row === null) return { form: null, expired: false };
  if (row.expiresAt > ctx.clock.now()) return { form: read(row), expired: false };
  await ctx.store.dropDialog(row.conversation, row.user);
  return { form: null, expired: true };
}

/** Begins a dialog; a form that was open here ends, and its card says so when pressed. */
export async function startForm(ctx: Ctx, dialog: AnyDialog, data: unknown): Promise<readonly Reply[]> {
  const former = await ctx.store.dialog(ctx.where.conversation, ctx.who.id);
  const envelope: Envelope = { nonce: ctx.clock.nonce(), owner: ctx.who.name, command: { name: ctx.command.name, role: ctx.command.role, kind: ctx.command.kind }, data };
  const saved = await put(ctx, { name: dialog.name, version: former?.version ?? 0, envelope });
  if (saved === null) return [refuse(ctx, ctx.words.rejection({ code: 'changed-meanwhile', detail: {} }))];
  const replaced = former !== null && former.expiresAt > ctx.clock.now();
  const note: readonly Reply[] = replaced ? [{ kind: 'text', text: ctx.words.phrases.formerEnded }] : [];
  return [...note, { kind: 'card', card: saved.opened.view(formIdOf(saved), ctx) }];
}

/** The form's present question once more. */
export function showAgain(ctx: Ctx, form: OpenForm): readonly Reply[] {
  return [{ kind: 'card', card: form.opened.view(formIdOf(form), ctx) }];
}

/** True when the same form is still waiting, for example after a command that only looked. */
export function isSameForm(a: OpenForm, b: OpenForm | null): b is OpenForm {
  return b !== null && a.envelope.nonce === b.envelope.nonce;
}

/** Takes an answer to the open form; who may not use its command any more has no form either. */
export async function answerForm(before: Ctx, form: OpenForm, answer: Answer): Promise<readonly Reply[]> {
  const ctx: Ctx = { ...before, command: form.envelope.command };
  const barred = await whyNot(ctx, ctx.command);
  if (barred !== null) return barred;
  const step = form.opened.step(answer);
  const moved = await move(ctx, form, step.state);
  // The other turn was faster: it has answered this question, so this answer must not count for the next one.
  if (moved === null) return [say(ctx, ctx.words.answers.alreadyRecorded)];
  if (step.kind === 'ask') return swap(moved.opened.view(formIdOf(moved), ctx));
  const finish = await moved.opened.finish(ctx);
  if (finish.kind === 'again') return again(ctx, moved, finish.state);
  await close(ctx, moved);
  return finish.replies;
}

/** Ends the open form without any effect. */
export async function cancelForm(ctx: Ctx, form: OpenForm): Promise<readonly Reply[]> {
  await close(ctx, form);
  const text = ctx.words.answers.formCancelled;
  if (ctx.typed) return [say(ctx, text)];
  return swap(frozenCard({ title: form.opened.view(formIdOf(form), ctx).summary, text }, ctx.words));
}

/** A pressed form button: only the owner of the form may answer, and only its present question. */
export async function pressForm(ctx: Ctx, press: Press): Promise<readonly Reply[]> {
  const [, nonce = '', ...user] = press.id.split('.');
  const owner = user.join('.');
  if (owner !== ctx.who.id) return pressedByOther(ctx, owner, nonce);
  const { form, expired } = await formOf(ctx);
  if (form === null || form.envelope.nonce !== nonce) return frozen(ctx, expired ? ctx.words.answers.formExpired : ctx.words.answers.formEnded);
  // A double tap presses the card of the step before: it must show where the form stands, and answer nothing.
  if (press.etag !== form.row.version) return swap(form.opened.view(formIdOf(form), ctx));
  if (press.data['step'] === 'cancel') return cancelForm(ctx, form);
  return answerForm(ctx, form, answerOf(press));
}

function answerOf(press: Press): Answer {
  const step = press.data['step'];
  if (step === 'back') return { kind: 'back' };
  return step === 'confirm' ? { kind: 'confirm' } : { kind: 'next', inputs: press.data };
}

async function pressedByOther(ctx: Ctx, owner: string, nonce: string): Promise<readonly Reply[]> {
  const row = await ctx.store.dialog(ctx.where.conversation, userIdFromActivity(owner));
  const form = row !== null && row.expiresAt > ctx.clock.now() ? read(row) : null;
  if (form === null || form.envelope.nonce !== nonce) return frozen(ctx, ctx.words.answers.formEnded);
  return [refuse(ctx, ctx.words.answers.notYours(form.envelope.owner))];
}

function frozen(ctx: Ctx, text: string): readonly Reply[] {
  return swap(frozenCard({ title: ctx.words.phrases.endedTitle, text }, ctx.words));
}

async function again(ctx: Ctx, form: OpenForm, state: unknown): Promise<readonly Reply[]> {
  const moved = await move(ctx, form, state);
  return moved === null ? [say(ctx, ctx.words.answers.formEnded)] : swap(moved.opened.view(formIdOf(moved), ctx));
}

async function close(ctx: Ctx, form: OpenForm): Promise<void> {
  const row = await ctx.store.dialog(form.row.conversation, form.row.user);
  // While a use case worked, its owner may have begun another form: that one stays.
  if (row !== null && isSameForm(form, read(row))) await ctx.store.dropDialog(row.conversation, row.user);
}

function move(ctx: Ctx, form: OpenForm, data: unknown): Promise<OpenForm | null> {
  return put(ctx, { name: form.dialog.name, version: form.row.version, envelope: { ...form.envelope, data } });
}

async function put(ctx: Ctx, o: { readonly name: string; readonly version: number; readonly envelope: Envelope }): Promise<OpenForm | null> {
  const row: DialogRow = {
    conversation: ctx.where.conversation,
    user: ctx.who.id,
    version: o.version,
    name: o.name,
    state: o.envelope,
    expiresAt: ctx.clock.now() + ctx.dialogMinutes * MINUTE,
  };
  return (await ctx.store.putDialog(row)) === 'saved' ? read({ ...row, version: row.version + 1 }) : null;
}

function read(row: DialogRow): OpenForm | null {
  const envelope = Envelope.safeParse(row.state);
  const dialog = dialogs.find((d) => d.name === row.name);
  const opened = envelope.success ? (dialog?.open(envelope.data.data) ?? null) : null;
  return envelope.success && dialog !== undefined && opened !== null ? { row, envelope: envelope.data, dialog, opened } : null;
}

function formIdOf(form: OpenForm): { readonly name: string; readonly version: number } {
  return { name: `${form.dialog.name}.${form.envelope.nonce}.${form.row.user}`, version: form.row.version };
}
