/** What Ferry reads of an incoming activity: everything else is ignored, nothing is believed before it is parsed. */
import { z } from 'zod';

const Account = z.object({ id: z.string().default(''), name: z.string().nullish(), aadObjectId: z.string().nullish(), tenantId: z.string().nullish(), role: z.string().nullish(), userRole: z.string().nullish(), userPrincipalName: z.string().nullish() });

export const IncomingActivity = z.object({
  type: z.string().min(1),
  id: z.string().nullish(),
  name: z.string().nullish(),
  action: z.string().nullish(),
  channelId: z.string().default('msteams'),
  serviceUrl: z.string(),
  locale: z.string().nullish(),
  text: z.string().nullish(),
  value: z.unknown().optional(),
  replyToId: z.string().nullish(),
  from: Account.nullish(),
  recipient: Account.nullish(),
  conversation: z.object({ id: z.string().min(1), name: z.string().nullish(), conversationType: z.string().nullish(), isGroup: z.boolean().nullish(), tenantId: z.string().nullish() }),
  channelData: z
    .object({
      tenant: z.object({ id: z.string() }).nullish(),
      team: z.object({ id: z.string().nullish() }).nullish(),
      channel: z.object({ id: z.string(), name: z.string().nullish() }).nullish(),
    })
    .nullish()
    .catch(null),
  entities: z.array(z.object({ type: z.string(), text: z.string().nullish(), mentioned: z.object({ id: z.string() }).nullish() })).nullish().catch(null),
  attachments: z.array(z.object({ contentType: z.string().nullish(), contentUrl: z.string().nullish(), name: z.string().nullish(), content: z.object({ downloadUrl: z.string().nullish() }).nullish().catch(null) })).nullish().catch(null),
  membersAdded: z.array(Account).nullish().catch(null),
  membersRemoved: z.array(Account).nullish().catch(null),
});
export type IncomingActivity = z.infer<typeof IncomingActivity>;

/** An invoke of a card button: `Action.Execute` with the inputs merged into its data. */
export const CardAction = z.object({ action: z.object({ verb: z.string().nullish(), data: z.record(z.string(), z.unknown()).nullish() }) });

/** The tenant of the conversation; null when Teams did not say, or said two things. */
export function tenantOf(activity: IncomingActivity): string | null {
  const { tenantId } = activity.conversation;
  // In a shared channel the person may be of another tenant than the channel: then nobody is spoken to.
  const told = [tenantId, activity.channelData?.tenant?.id, activity.from?.tenantId].flatMap((t) => (t ? [t] : []));
  const [first] = told;
  return first === undefined || told.some((t) => t.toLowerCase() !== first.toLowerCase()) ? null : first;
}

/** True when the activity itself says that its sender is a guest of the tenant, or not signed in to it. Most activities do not say. */
export function isGuest({ from }: IncomingActivity): boolean {
  const roles = [from?.role, from?.userRole].map((r) => r?.toLowerCase());
  return roles.some((r) => r === 'guest' || r === 'anonymous') || (from?.userPrincipalName ?? '').includes('#EXT#');
}

/** The team of a channel; null elsewhere. */
export function teamOf(activity: IncomingActivity): string | null {
  return activity.channelData?.team?.id ?? null;
}

/** The conversation without the thread that a channel message hangs in. */
export function conversationIdOf(activity: IncomingActivity): string {
  return activity.conversation.id.split(';messageid=')[0] ?? activity.conversation.id;
}

/** The root activity of the thread; null outside channels. */
export function threadOf(activity: IncomingActivity): string | null {
  return activity.conversation.id.split(';messageid=')[1] ?? null;
}

/** Where Teams says the conversation is; unknown kinds are treated as groups, where nothing private is said. */
export function kindOf(activity: IncomingActivity): 'personal' | 'channel' | 'group' {
  const type = activity.conversation.conversationType;
  if (type === 'personal' || type === 'channel') return type;
  if (activity.channelData?.channel) return 'channel';
  return type === 'groupChat' || activity.conversation.isGroup === true ? 'group' : 'personal';
}

/** A name to show; empty when the activity does not carry one (Teams leaves the name of General out). */
export function conversationNameOf(activity: IncomingActivity): string {
  const kind = kindOf(activity);
  if (kind === 'personal') return activity.from?.name ?? '';
  if (kind === 'group') return activity.conversation.name ?? '';
  return channelNameOf(activity.channelData);
}

function channelNameOf(data: IncomingActivity['channelData']): string {
  const isGeneral = data?.channel?.id !== undefined && data.channel.id === data.team?.id;
  return data?.channel?.name ?? (isGeneral ? 'General' : '');
}
