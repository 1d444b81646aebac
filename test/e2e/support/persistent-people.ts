/** People who do what stands in Teams: they press what asks, type what a card tells them to type, and try again when nothing answers. */
import { setTimeout as pause } from 'node:timers/promises';
import type { ApprovalEventType } from '../../../src/domain/approval/types.ts';
import type { MigrationEventType } from '../../../src/domain/migration/types.ts';
import { en } from '../../../src/text/en.ts';
import { ANA, buttonsOf, CHANNEL, OLA, said, type Button, type Chat, type Invoked, type Message, type User } from './chat.ts';
import { allYes } from './world.ts';

/** A decision that Ferry said it has recorded. */
export type Ack = { readonly event: MigrationEventType | ApprovalEventType; readonly who: User };

/** The moments of a migration at which people decide something, in order. */
export const DECISIONS = ['replicate', 'test', 'verdict', 'cutover', 'approve', 'quiesce', 'accept', 'complete'] as const;
export type DecisionName = (typeof DECISIONS)[number];

type Move = { readonly key: string; readonly who: User; readonly decides: DecisionName | null; run(): Promise<Invoked | null> };

/** After an answer people give the card time to change; without one they try again soon. */
const ANSWERED_MS = 2_000;
const UNANSWERED_MS = 250;
const GLANCE_MS = 60;

/** Decides for `machine` until `isOver`; `mayDecide` holds people back at the first time of each decision. */
export function makePersistentPeople(chat: Chat, o: { readonly machine: string; mayDecide(name: DecisionName): boolean }) {
  const acks: Ack[] = [];
  const moves: string[] = [];
  const restUntil = new Map<string, number>();

  async function glance(): Promise<void> {
    const now = Date.now();
    const move = movesFor(chat, o.machine).find((m) => (restUntil.get(m.key) ?? 0) <= now);
    if (move === undefined || (move.decides !== null && !o.mayDecide(move.decides))) return;
    const answer = await move.run().then((a) => a ?? 'heard', () => null);
    restUntil.set(move.key, Date.now() + (answer === null ? UNANSWERED_MS : ANSWERED_MS));
    moves.push(`${move.key}${answer === null ? ' (no answer)' : ''}`);
    if (answer === null || answer === 'heard' || answer.status !== 200) return;
    const event = acknowledged(answer.text, o.machine);
    if (event !== null) acks.push({ event, who: move.who });
  }

  async function decideUntil(isOver: () => boolean, seconds: number): Promise<void> {
    const end = Date.now() + seconds * 1000;
    while (!isOver()) {
      if (Date.now() > end) throw new Error(`the migration did not end within ${seconds} s; the last moves were:\n${moves.slice(-12).join('\n')}\nthe last messages:\n${chat.messages.slice(-4).map((m) => said(m).slice(0, 500)).join('\n---\n')}`);
      await glance();
      await pause(GLANCE_MS);
    }
  }

  return { acks, moves, decideUntil };
}

/** The machine's card; after a crash in the middle of its creation there may be an older copy that nobody edits any more. */
export function newestRoot(chat: Chat, machine: string): Message | undefined {
  return chat.messages.findLast((m) => m.thread === null && m.card !== null && m.conversation === CHANNEL.id && said(m).includes(machine) && buttonsOf(m).some((b) => b.verb === 'history'));
}

/** Buttons that still ask something: an open form, or a question with the version of the state it asked about. */
export function openQuestions(chat: Chat): readonly Button[] {
  return chat.messages.toReversed().flatMap((m) => buttonsOf(m)).filter((b) => (b.verb === 'form' && b.data['step'] !== 'cancel' && b.data['step'] !== 'back') || ASKED[b.verb]?.(b) === true);
}

const hasVersion = (b: Button): boolean => typeof b.data['etag'] === 'number';
const ASKED: { readonly [verb: string]: (b: Button) => boolean } = {
  verdict: (b) => b.data['works'] === true && hasVersion(b),
  approve: hasVersion,
  quiesce: hasVersion,
  accept: hasVersion,
  retry: hasVersion,
};

/** Everything that can be done now, forms first. */
function movesFor(chat: Chat, machine: string): readonly Move[] {
  const open = openQuestions(chat);
  const forms = open.filter((b) => b.verb === 'form').map((b) => pressMove(chat, b, OLA));
  const questions = open.filter((b) => b.verb !== 'form').map((b) => pressMove(chat, b, b.verb === 'approve' ? ANA : OLA));
  return [...forms, ...questions, ...typedMoves(chat, machine)];
}

function pressMove(chat: Chat, button: Button, who: User): Move {
  const step = typeof button.data['step'] === 'string' ? button.data['step'] : '';
  const decides = DECISIONS.find((d) => d === button.verb) ?? null;
  return { key: `press ${button.verb} ${step} on ${button.message.id} v${String(button.data['etag'])}`, who, decides, run: () => chat.press(who, button, step === 'next' ? allYes(button.message) : {}) };
}

function typedMoves(chat: Chat, machine: string): readonly Move[] {
  const root = newestRoot(chat, machine);
  const verb = root === undefined ? 'replicate' : (['test', 'cutover', 'complete'] as const).find((v) => buttonsOf(root).some((b) => b.verb === v));
  if (verb === undefined) return [];
  const ask: Move = { key: `type answer ${machine}`, who: OLA, decides: null, run: () => chat.say(OLA, `answer ${machine}`).then(() => null) };
  const line = verb === 'cutover' ? `cutover ${machine} because the window is open` : `${verb} ${machine}`;
  return [...(verb === 'replicate' || verb === 'cutover' ? [ask] : []), { key: `type ${line}`, who: OLA, decides: verb, run: () => chat.say(OLA, line).then(() => null) }];
}

/** What Ferry's words promise to have been recorded; null for a refusal, a next question or a look. */
function acknowledged(text: string, machine: string): Ack['event'] | null {
  const { outcomes } = en.phrases;
  const promises: readonly (readonly [string, Ack['event']])[] = [
    [en.answers.started(outcomes.replicating(machine)), 'MigrationStarted'],
    [en.answers.started(outcomes.testing(machine)), 'TestRequested'],
    [en.answers.started(outcomes.retrying(machine)), 'RetryAsked'],
    [outcomes.verdict(true, machine), 'VerdictGiven'],
    [outcomes.quiesced(machine, en.stops.afterQuiesce({})), 'QuiesceConfirmed'],
    [outcomes.accepted(machine), 'MachineAccepted'],
    [en.cards.approval.given(ANA.name, '', ''), 'Approved'],
    // The number of the approval is not known beforehand.
    [outcomes.requested('#', machine).split('#')[1] ?? '', 'CutoverRequested'],
    [outcomes.operationAsked('#', 'completion', machine).split('#')[1] ?? '', 'OperationAsked'],
  ];
  const told = lettersOf(text);
  return promises.find(([words]) => told.includes(lettersOf(words)))?.[1] ?? null;
}

/** Cards escape what has a meaning in Markdown, so only letters and digits are compared. */
function lettersOf(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}
