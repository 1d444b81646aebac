/** What Ferry keeps of a conversation so that it can speak there later without being spoken to. */
import { z } from 'zod';
import { conversationIdFromActivity } from '../../domain/ids.ts';
import type { Conversation } from '../../ports/conversations.ts';
import { CloudError } from '../../ports/trouble.ts';
import { conversationIdOf, conversationNameOf, kindOf, tenantOf, type IncomingActivity } from './activity.ts';
import { personOf } from './person.ts';
import { isTrustedServiceUrl } from './service-url.ts';

const Reference = z.object({ serviceUrl: z.string(), channelId: z.string(), tenantId: z.string().nullable(), bot: z.object({ id: z.string(), name: z.string() }) });
export type Reference = z.infer<typeof Reference>;

/** The conversation of an activity, with the address to speak to it. */
export function conversationOf(activity: IncomingActivity): Omit<Conversation, 'welcomed'> {
  const reference: Reference = {
    serviceUrl: activity.serviceUrl,
    channelId: activity.channelId,
    tenantId: tenantOf(activity),
    bot: { id: activity.recipient?.id ?? '', name: activity.recipient?.name ?? '' },
  };
  const kind = kindOf(activity);
  const person = kind === 'personal' ? personOf(activity) : null;
  return { id: conversationIdFromActivity(conversationIdOf(activity)), kind, name: conversationNameOf(activity), reference, ...(person === null || person.name === '' ? {} : { person }) };
}

/** Reads a kept reference; what came back from the store is checked like anything from outside. */
export function referenceOf(conversation: Pick<Conversation, 'reference'>, anonymous: boolean): Reference {
  const parsed = Reference.safeParse(conversation.reference);
  if (parsed.success && isTrustedServiceUrl(parsed.data.serviceUrl, anonymous)) return parsed.data;
  throw new CloudError({ kind: 'invalid', operation: 'teams:reference', message: 'the kept address of the conversation cannot be used' });
}
