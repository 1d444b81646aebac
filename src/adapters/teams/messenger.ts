/** Speaks in conversations outside a turn. */
import type { Conversation } from '../../ports/conversations.ts';
import type { Messenger, Outgoing } from '../../ports/teams.ts';
import { CloudError } from '../../ports/trouble.ts';
import type { Connector } from './connectors.ts';
import { teamsTrouble } from './errors.ts';
import { messageActivity, type SealCard } from './outgoing.ts';
import { referenceOf, type Reference } from './reference.ts';

type Deps = { readonly connectorFor: (serviceUrl: string) => Promise<Connector>; readonly anonymous: boolean; readonly sealCard: SealCard };
type Conversations = Connector['conversations'];
type Activity = Parameters<Conversations['sendToConversation']>[1];
type NewConversation = Parameters<Conversations['createConversation']>[0];
type Address = { readonly reference: Reference; readonly conversations: Conversations; readonly activity: Activity };

/** Teams' messenger: one HTTP call per message, never repeated here. */
export function makeMessenger(deps: Deps): Messenger {
  const address = async (to: Conversation, message: Outgoing): Promise<Address> => {
    const reference = referenceOf(to, deps.anonymous);
    const { conversations } = await deps.connectorFor(reference.serviceUrl);
    return { reference, conversations, activity: activityFor(messageActivity(message, (card) => deps.sealCard(card, to.id)), reference) };
  };
  const send = async (to: Conversation, conversationId: string, message: Outgoing) => {
    const { conversations, activity } = await address(to, message);
    const sent = await conversations.sendToConversation(conversationId, activity);
    return { activityId: known(sent.id) };
  };
  return {
    post(to, message) {
      return told('teams:post', async () => {
        if (to.kind !== 'channel') return send(to, to.id, message);
        const { reference, conversations, activity } = await address(to, message);
        const created = await conversations.createConversation(thread(to, reference, activity));
        return { activityId: known(rootOf(created)) };
      });
    },
    reply(to, rootActivityId, message) {
      return told('teams:reply', () => send(to, threadId(to, rootActivityId), message));
    },
    // eslint-disable-next-line max-params -- the port has four
    edit(to, activityId, message, rootActivityId) {
      return told('teams:edit', async () => {
        const { conversations, activity } = await address(to, message);
        await conversations.updateActivity(threadId(to, rootActivityId ?? activityId), activityId, { ...activity, id: activityId });
      });
    },
  };
}

async function told<T>(operation: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw teamsTrouble(operation, error);
  }
}

function threadId(to: Conversation, rootActivityId: string): string {
  return to.kind === 'channel' ? `${to.id};messageid=${rootActivityId}` : to.id;
}

function thread(to: Conversation, reference: Reference, activity: Activity): NewConversation {
  const tenant = reference.tenantId === null ? {} : { tenantId: reference.tenantId };
  const parameters = { isGroup: true, bot: reference.bot, channelData: { channel: { id: to.id } }, activity, ...tenant };
  return parameters as unknown as NewConversation;
}

/** The answer's `activityId` may be the conversation id; what edits and replies need is the part after `messageid=`. */
function rootOf(created: { readonly id?: string; readonly activityId?: string }): string | undefined {
  return created.id?.split(';messageid=')[1] ?? created.activityId?.split(';messageid=').at(-1);
}

/** Without an id the message can never be edited, and whether it arrived is not known. */
function known(id: string | undefined): string {
  if (id !== undefined && id !== '') return id;
  throw new CloudError({ kind: 'unavailable', operation: 'teams:post', message: 'Teams took the message without giving its id', mayHaveHappened: true });
}

function activityFor(message: object, reference: Reference): Activity {
  return { ...message, channelId: reference.channelId, serviceUrl: reference.serviceUrl, from: reference.bot };
}
