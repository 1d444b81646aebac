/** A Teams adapter between a fake connector and a scripted bot. */
import { makeClock } from '../../../src/adapters/clock.ts';
import type { Reply, Turn } from '../../../src/bot/turn.ts';
import type { Conversation } from '../../../src/ports/conversations.ts';
import type { CardJson } from '../../../src/ports/teams.ts';
import type { Log } from '../../../src/ports/telemetry.ts';
import { conversationIdFromActivity } from '../../../src/domain/ids.ts';
import { makeTeams, type Teams, type TeamsDeps } from '../../../src/adapters/teams/teams.ts';
import { startFakeConnector, type FakeConnector } from './fake-connector.ts';

export const TENANT = '00000000-0000-4000-8000-0000000000aa';
export const ANN = '00000000-0000-4000-8000-000000000a11';
export const CHANNEL = '19:channel@thread.tacv2';
const BOT = { id: '28:ferry', name: 'Ferry' };

export const card = (title: string): CardJson => ({ type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: title }] });

export type Harness = {
  readonly teams: Teams;
  readonly fake: FakeConnector;
  readonly turns: Turn[];
  readonly lines: { readonly level: string; readonly fields: object; readonly message: string }[];
  readonly conversations: Omit<Conversation, 'welcomed'>[];
  readonly removed: string[];
  replies: readonly Reply[];
  /** Delivers an activity as the channel service would. */
  deliver(activity: object): ReturnType<Teams['process']>;
};

export async function startHarness(change: Partial<TeamsDeps> = {}): Promise<Harness> {
  const fake = await startFakeConnector();
  const turns: Turn[] = [];
  const lines: Harness['lines'] = [];
  const conversations: Harness['conversations'] = [];
  const removed: string[] = [];
  const welcomed = new Set<string>();
  const note = (level: string) => (fields: object, message: string) => { lines.push({ level, fields, message }); };
  const log: Log = { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') };
  const teams = makeTeams({
    settings: { appId: null, appType: 'SingleTenant', tenantId: null, password: null, anonymous: true },
    handle: (turn) => { turns.push(turn); return Promise.resolve(harness.replies); },
    isOurTenant: (tenant) => tenant === TENANT,
    onConversation: (c) => { conversations.push(c); return Promise.resolve(); },
    onRemoved: (id) => { removed.push(id); return Promise.resolve(); },
    onWelcome: (c) => {
      const first = !welcomed.has(c.id);
      welcomed.add(c.id);
      return Promise.resolve(first ? { card: card('Welcome'), summary: 'Welcome' } : null);
    },
    sealCard: (c, conversation) => ({ ...c, sealedFor: conversation }),
    clock: makeClock(),
    words: { nobody: 'Who are you?', unreadable: 'I cannot read this.', notRecorded: 'Nothing was recorded.', diskFull: () => '', failed: (reference) => `It failed: ${reference}` },
    log,
    ...change,
  });
  const harness: Harness = { teams, fake, turns, lines, conversations, removed, replies: [], deliver: (activity) => teams.process({ authorization: '', body: { serviceUrl: fake.url, channelId: 'msteams', ...activity } }) };
  return harness;
}

/** A message from Ann in the channel, as Teams sends it. */
export function channelMessage(text: string, change: object = {}): object {
  return {
    type: 'message',
    id: '1700000000009',
    text,
    from: { id: '29:ann', name: 'Ann', aadObjectId: ANN },
    recipient: BOT,
    conversation: { id: `${CHANNEL};messageid=1700000000009`, conversationType: 'channel', tenantId: TENANT, isGroup: true },
    channelData: { tenant: { id: TENANT }, team: { id: '19:team@thread.tacv2' }, channel: { id: CHANNEL, name: 'migration' } },
    entities: [{ type: 'mention', text: '<at>Ferry</at>', mentioned: { id: BOT.id, name: 'Ferry' } }],
    ...change,
  };
}

/** A press of an `Action.Execute` on a card of the channel. */
export function press(data: object, change: object = {}): object {
  return { ...channelMessage('', { type: 'invoke', name: 'adaptiveCard/action', replyToId: '1700000000005', value: { action: { type: 'Action.Execute', verb: 'approve', data }, trigger: 'manual' } }), ...change };
}

/** The channel as the store would give it back. */
export function channel(fake: FakeConnector, kind: Conversation['kind'] = 'channel'): Conversation {
  return { id: conversationIdFromActivity(CHANNEL), kind, name: 'migration', welcomed: true, reference: { serviceUrl: fake.url, channelId: 'msteams', tenantId: TENANT, bot: BOT } };
}
