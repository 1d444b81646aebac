/** People around one wave in one channel, in a time that runs faster than life. */
import { setTimeout as pause } from 'node:timers/promises';
import { makeClock } from '../../../src/adapters/clock.ts';
import type { Config } from '../../../src/config.ts';
import { userIdFromActivity } from '../../../src/domain/ids.ts';
import type { JournalEntry } from '../../../src/sandbox/world/journal.ts';
import { stateAt } from '../../../src/sandbox/world/lifecycle.ts';
import { ANA, buttonsOf, CHANNEL, OLA, said, type Button, type ConnectorCall, type Message, type User } from './chat.ts';
import { startWorld, step, until } from './world.ts';

export { ANA };
export const BEN: User = { id: '29:ben', name: 'Ben Backup', oid: '00000000-0000-4000-8000-000000000a03' };

/** A minute of Ferry's is so many seconds less in truth. */
const TIMES = 20;
/** The window lies this far ahead; people have plenty of time before. */
const AHEAD_MS = 3 * 86_400_000;
const WINDOW_MS = 4 * 3_600_000;

/** Twenty-five machines keep a small computer busy. */
const BUSY_S = 120;

export type WaveCrew = Awaited<ReturnType<typeof makeWaveCrew>>;
type Vm = { readonly instanceId: string | null; readonly createdBy: string };
type Edit = { readonly at: number; /** It changed nothing that people see. */ readonly same: boolean };
type Posted = { readonly thread: string; readonly content: string };

/** Both approvers count, and so does whoever asks: nobody approves what they asked for. */
const withApprovers = (c: Config): Config => ({
  ...c,
  timing: { ...c.timing, observeMs: 1_000, cardEditMs: 60_000 },
  governance: { ...c.governance, roles: { ...c.governance.roles, approver: { people: [OLA, ANA, BEN].map((u) => userIdFromActivity(u.oid)), groups: [] } } },
});

/** Ferry's clock runs faster than that of the machine, and can be moved on. */
function makeFastClock() {
  const real = makeClock();
  const base = real.now();
  let moved = 0;
  return { now: () => base + (real.now() - base) * TIMES + moved, nonce: real.nonce, move: (ms: number): void => { moved += ms; } };
}

export async function makeWaveCrew(o: { readonly machines: readonly string[]; readonly wave: string }) {
  const clock = makeFastClock();
  const from = Math.ceil((clock.now() + AHEAD_MS) / 3_600_000) * 3_600_000;
  const iso = (at: number): string => `${new Date(at).toISOString().slice(0, 16)}Z`;
  const settings = { FERRY_APPROVAL_QUORUM: '2', FERRY_SETTLE_SECONDS: '6000', FERRY_DIALOG_MINUTES: '600' };
  const world = await startWorld({ speed: 3_000, extraMachines: o.machines.length, clock, settings, adjust: withApprovers });
  const { chat, sandbox } = world;
  // As the check of the wave's capacity asks the administrators for.
  sandbox.azure.ground().state.estate.limits.families['standardDSv5Family'] = 300;
  const posted: Posted[] = [];
  const edits: (Edit & { readonly id: string })[] = [];
  // Sees every call before it is done; nothing goes wrong.
  chat.faults.of = (call) => {
    if (call.kind === 'create') posted.push({ thread: threadOf(call), content: contentOf(call) });
    if (call.kind === 'edit') edits.push({ id: call.path.split('/').at(-1) ?? '', at: clock.now(), same: isSame(chat.messages, call) });
    return null;
  };
  await chat.addBot();

  const here = (): readonly Message[] => chat.messages.filter((m) => m.conversation === CHANNEL.id);
  const roots = (): readonly Message[] => here().filter((m) => m.thread === null && new RegExp(`\\b${o.wave}: `).test(said(m)));
  const root = (): Message | undefined => roots()[0];
  const stands = (m: Message): Message => chat.messages.find((one) => one.id === m.id) ?? m;
  const replies = (): readonly Message[] => here().filter((m) => m.thread !== null && m.thread === root()?.id);

  async function wait<T>(what: string, look: () => T | Promise<T>, seconds = BUSY_S): Promise<NonNullable<T>> {
    for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
      const found = await look();
      if (found !== null && found !== undefined && found !== false) return found;
      await pause(200);
    }
    return until<NonNullable<T>>(what, chat, (): NonNullable<T> | null => null, 0);
  }

  async function answer(text: string, of: RegExp, thread?: string): Promise<Message> {
    const before = chat.messages.length;
    await (thread === undefined ? chat.say(OLA, text) : chat.deliver({ type: 'message', ...chat.frame(OLA, CHANNEL, thread), text: `<at>Ferry</at> ${text}`, entities: [{ type: 'mention', text: '<at>Ferry</at>', mentioned: { id: '28:ferry', name: 'Ferry' } }] }));
    return until(`the answer to '${text}'`, chat, () => chat.messages.slice(before).toReversed().find((m) => m.conversation === CHANNEL.id && of.test(said(m))), BUSY_S);
  }

  const button = (m: Message, is: (b: Button) => boolean): Button => {
    const found = buttonsOf(m).find(is);
    if (found === undefined) throw new Error(`no such button on ${said(m)}`);
    return found;
  };
  const confirm = async (m: Message, who = OLA): Promise<string> => (await chat.press(who, button(stands(m), (b) => b.verb === 'form' && step('confirm')(b)))).text;

  /** The card in the thread that asks all machines of a group. */
  function open(verb: string, machines?: number, group?: number): Message | undefined {
    const asksFor = (m: Message): boolean => (machines === undefined || new RegExp(`\\b${machines} machines? wait`).test(said(m))) && (group === undefined || said(m).includes(`${o.wave}, group ${group}:`));
    return replies().find((m) => asksFor(m) && buttonsOf(m).some((b) => b.verb === verb));
  }

  /** The button for all of them, and its confirmation. */
  async function pressAll(card: Message, verb: string): Promise<string> {
    const before = chat.messages.length;
    const asked = await chat.press(OLA, button(stands(card), (b) => b.verb === verb));
    if (asked.card !== null && buttonsOf({ ...card, card: asked.card }).some(step('confirm'))) return confirm({ ...card, id: '', card: asked.card });
    return confirm(await until('the question', chat, () => chat.messages.slice(before).find((m) => buttonsOf(m).some(step('confirm')))));
  }

  const idOf = (machine: string): string => sandbox.world.sources.list().find((m) => m.name === machine)?.instanceId ?? '';
  const journal = (is: (e: JournalEntry) => boolean): readonly JournalEntry[] => sandbox.world.journal.list().filter(is);

  return {
    ...{ world, root, roots, replies, stands, answer, confirm, open, pressAll, idOf, journal, until: wait },
    /** As people write it. */
    window: `${iso(from)}..${iso(from + WINDOW_MS)}`,
    status: () => answer(`status ${o.wave}`, /^\d+ machines: /m),
    inThread: (text: string, of: RegExp) => answer(text, of, root()?.id),
    asked: (verb: string, machines: number, group?: number) => wait(`the card '${verb}'${group === undefined ? '' : ` of group ${group}`}`, () => open(verb, machines, group), 2 * BUSY_S),
    request: (title: string) => wait('the request', () => replies().find((m) => said(m).includes(title) && buttonsOf(m).some((b) => b.verb === 'approve'))),
    approve: async (who: User, card: Message): Promise<string> => (await chat.press(who, button(stands(card), (b) => b.verb === 'approve'), { typed: o.wave, removals: 'true' })).text,
    /** Ferry is down while the time passes, and finds its window open when it comes back. */
    async openWindow(): Promise<void> {
      const ms = from + 60_000 - clock.now();
      clock.move(ms);
      sandbox.world.clock.advance(ms / 1_000);
      await world.restart();
    },
    itemOf: (machine: string): string => `ferry-m-${idOf(machine).slice(2)}-1`,
    posts: (path: RegExp) => journal((e) => e.method === 'POST' && e.server === 'azure' && path.test(e.path)),
    stops: () => journal((e) => e.action === 'StopInstances' && e.accepted),
    stateOf(machine: string): string {
      const instance = sandbox.world.aws.instances.get(idOf(machine));
      return instance === undefined ? 'gone' : stateAt(instance, sandbox.world.clock.now());
    },
    vms: (createdBy: 'test' | 'failover') => (sandbox.azure.snapshot() as { virtualMachines: readonly Vm[] }).virtualMachines.filter((v) => v.createdBy === createdBy && o.machines.some((m) => idOf(m) === v.instanceId)),
    /** Everything that was posted in the wave's thread. */
    posted: (): readonly Posted[] => posted.filter((p) => p.thread !== '' && p.thread === root()?.id),
    rootEdits: (): readonly Edit[] => edits.filter((e) => e.id === root()?.id),
    /** Streams of the store whose chain does not hold. */
    brokenStreams: () => world.look(async (store) => {
      const streams = [...(await store.migrations({ open: false })).map((s) => s.state.id), ...(await store.approvals()).map((a) => a.state.id), ...[...(await store.waves()).values()].map((s) => s.state.id)];
      const broken: string[] = [];
      for (const stream of streams) if ((await store.verify(stream)) !== null) broken.push(stream);
      return broken;
    }),
  };
}

/** The thread that a creation goes to; empty for one that begins a thread. */
function threadOf({ path }: ConnectorCall): string {
  return /;messageid=([^/]+)/.exec(path)?.[1] ?? '';
}

function contentOf({ body }: ConnectorCall): string {
  return JSON.stringify([body['text'] ?? '', body['attachments'] ?? []]);
}

function isSame(messages: readonly Message[], call: ConnectorCall): boolean {
  const before = messages.find((m) => call.path.endsWith(`/${m.id}`));
  const content = ((call.body['attachments'] ?? []) as readonly { content?: unknown }[])[0]?.content ?? null;
  return before !== undefined && JSON.stringify(before.card) === JSON.stringify(content) && before.text === (call.body['text'] ?? '');
}
