/** Follows where Ferry is: added to a conversation, spoken to in one, removed from one. */
import { conversationIdFromActivity, type ConversationId } from '../../domain/ids.ts';
import type { Conversation } from '../../ports/conversations.ts';
import type { Messenger } from '../../ports/teams.ts';
import type { Log } from '../../ports/telemetry.ts';
import type { Rendered } from '../../cards/rendered.ts';
import { conversationIdOf, kindOf, teamOf, tenantOf, type IncomingActivity } from './activity.ts';
import { conversationOf } from './reference.ts';

type Known = Omit<Conversation, 'welcomed'>;
type Deps = {
  readonly isOurTenant: (tenant: string) => boolean;
  /** Left out: everywhere. */
  readonly isOurPlace?: (place: { readonly kind: 'personal' | 'channel' | 'group'; readonly conversation: string; readonly team: string | null }) => boolean;
  readonly onConversation: (conversation: Known) => Promise<void>;
  readonly onRemoved: (id: ConversationId) => Promise<void>;
  readonly onWelcome: (conversation: Known) => Promise<Rendered | null>;
  readonly messenger: Messenger;
  readonly log: Log;
};
export type Lifecycle = { remember(activity: IncomingActivity): Promise<void>; changed(activity: IncomingActivity): Promise<void> };

/** Conversations that this process keeps in mind to spare the store a write for each message. */
const MOST_KNOWN = 5_000;

/** Keeps conversations up to date and welcomes each one once. */
export function makeLifecycle(deps: Deps): Lifecycle {
  const known = new Map<string, Known>();

  const remember = async (activity: IncomingActivity): Promise<void> => {
    if (!isOurs(activity, deps)) return;
    const now = conversationOf(activity);
    const before = known.get(now.id);
    // Few activities carry the name; the one told before stays.
    const conversation = now.name === '' && before !== undefined ? { ...now, name: before.name, ...(before.person === undefined ? {} : { person: before.person }) } : now;
    if (JSON.stringify(before) === JSON.stringify(conversation)) return;
    await deps.onConversation(conversation);
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(conversation.id, conversation);
  };

  const welcome = async (activity: IncomingActivity): Promise<void> => {
    await remember(activity);
    if (!isOurs(activity, deps)) return;
    const conversation = conversationOf(activity);
    const card = await deps.onWelcome(conversation);
    if (card === null) return;
    await deps.messenger.post({ ...conversation, welcomed: true }, card).catch((error: unknown) => {
      deps.log.warn({ conversation: conversation.id, error: String(error) }, 'the welcome was not posted');
    });
  };

  const forget = async (activity: IncomingActivity): Promise<void> => {
    const id = conversationIdFromActivity(conversationIdOf(activity));
    known.delete(id);
    await deps.onRemoved(id);
  };

  return {
    remember,
    async changed(activity) {
      const change = changeOf(activity);
      if (change === 'added') await welcome(activity);
      if (change === 'removed') await forget(activity);
    },
  };
}

/** Elsewhere people are answered, but nothing is kept and nobody is welcomed. */
function isOurs(activity: IncomingActivity, deps: Deps): boolean {
  const tenant = tenantOf(activity);
  if (tenant === null || !deps.isOurTenant(tenant)) return false;
  return deps.isOurPlace?.({ kind: kindOf(activity), conversation: conversationIdOf(activity), team: teamOf(activity) }) ?? true;
}

const INSTALLATION: ReadonlyMap<string, 'added' | 'removed'> = new Map([['add', 'added'], ['add-upgrade', 'added'], ['remove', 'removed'], ['remove-upgrade', 'removed']]);

/** Members come and go; only the bot's own coming and going matters. */
function changeOf(activity: IncomingActivity): 'added' | 'removed' | null {
  if (activity.type === 'installationUpdate') return INSTALLATION.get(activity.action ?? '') ?? null;
  if (isBotIn(activity.membersAdded, activity)) return 'added';
  return isBotIn(activity.membersRemoved, activity) ? 'removed' : null;
}

function isBotIn(members: IncomingActivity['membersAdded'], { recipient }: IncomingActivity): boolean {
  return Boolean(recipient?.id) && members?.some((member) => member.id === recipient?.id) === true;
}
