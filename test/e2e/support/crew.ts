/** The people around one machine, in a channel of its own: several machines can be moved at once without their cards being mixed up. */
import type { JournalEntry } from '../../../src/sandbox/world/journal.ts';
import { ANA, buttonsOf, OLA, said, type Button, type Invoked, type Message, type User, type Where } from './chat.ts';
import { answerQuestions, answers, defaultsOf, step, until, type World } from './world.ts';

export type Crew = ReturnType<typeof makeCrew>;

/** Ola operates, Ana approves; every step is one that a card asks for. */
export function makeCrew(w: World, machine: string) {
  const channel: Where = { kind: 'channel', id: `19:${machine}@thread.tacv2` };
  const { chat, sandbox } = w;
  const own = (): readonly Message[] => chat.messages.filter((m) => m.conversation === channel.id);
  const find = (verb: string, where: (b: Button) => boolean = () => true): Button | undefined => own().toReversed().flatMap(buttonsOf).find((b) => b.verb === verb && answers(b) && where(b));
  const wait = <T>(what: string, look: () => T | null | undefined | false): Promise<T> => until(`${machine}: ${what}`, { ...chat, messages: [...own()] }, look);
  const root = (): Message | undefined => own().find((m) => m.thread === null && buttonsOf(m).some((b) => b.verb === 'history'));
  const state = (): string => said(root() ?? { id: '', conversation: '', thread: null, text: '', card: null, edits: 0, order: 0, at: 0 });

  async function say(line: string, who: User = OLA): Promise<string> {
    return (await chat.say(who, line, channel)).filter((m) => m.conversation === channel.id).map(said).join('\n');
  }

  async function press(who: User, verb: string, where: (b: Button) => boolean = () => true, inputs: Record<string, unknown> = {}): Promise<Invoked> {
    return chat.press(who, await wait(`a button '${verb}'`, () => find(verb, where)), inputs, channel);
  }

  async function confirm(): Promise<Invoked> {
    return press(OLA, 'form', step('confirm'));
  }

  async function replicate(): Promise<void> {
    await chat.addBot(channel);
    // What is chosen on the form may bring up one more question.
    for (let round = 0; round < 2; round++) {
      await answerQuestions(chat, machine, OLA, channel);
      await say(`replicate ${machine}`);
      const form = await wait('the form', () => find('form', step('next')));
      await chat.press(OLA, form, defaultsOf(form.message), channel);
      if (!/not ready/i.test((await confirm()).text)) break;
    }
    await wait('protected', () => root() !== undefined && buttonsOf(root() as Message).some((b) => b.verb === 'test'));
  }

  async function test(): Promise<void> {
    await say(`test ${machine}`);
    await confirm();
    await press(OLA, 'verdict', (b) => b.data['works'] === true);
    await wait('tested', () => buttonsOf(root() as Message).some((b) => b.verb === 'cutover'));
  }

  async function askForCutover(): Promise<void> {
    await answerQuestions(chat, machine, OLA, channel);
    await say(`cutover ${machine} because the window is open`);
    await confirm();
    await wait('the approval card', () => find('approve'));
  }

  /** From `tested` to the moment at which the source is stopped and the failover is due. */
  async function cutOver(): Promise<void> {
    await askForCutover();
    await press(ANA, 'approve');
    await press(OLA, 'quiesce');
  }

  const instanceId = (): string => sandbox.world.sources.list().find((m) => m.name === machine)?.instanceId ?? '';
  const item = (): string => `ferry-m-${instanceId().slice(2)}-1`;

  /** Requests to the clouds about this machine that match: those of Azure by path, those of AWS by action. */
  function journal(pattern: RegExp): readonly JournalEntry[] {
    return sandbox.world.journal.list().filter((e) => pattern.test(e.action ?? `${e.method} ${e.path}`) && (e.path.toLowerCase().includes(item()) || e.path.toLowerCase().includes(`/${machine}/`) || e.body.includes(instanceId())));
  }

  /** The path of one of the item's operations, as the source of a pattern. */
  const pathOf = (operation: string): string => `/${item()}/${operation}$`;

  return { machine, channel, own, find, wait, root, state, say, press, confirm, replicate, test, askForCutover, cutOver, instanceId, item, journal, pathOf };
}

/** How often something was asked of a cloud, and how often the cloud did it. */
export function counts(entries: readonly JournalEntry[]): { readonly sent: number; readonly accepted: number } {
  return { sent: entries.length, accepted: entries.filter((e) => e.accepted).length };
}
