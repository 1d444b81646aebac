/** Turns a message or a pressed button into a {@link Turn}, or says why it cannot be one. */
import { randomUUID } from 'node:crypto';
import type { Input, Place, Standing, Turn } from '../../bot/turn.ts';
import { conversationIdFromActivity } from '../../domain/ids.ts';
import { CardAction, conversationIdOf, conversationNameOf, isGuest, kindOf, teamOf, threadOf, type IncomingActivity } from './activity.ts';
import { fileIn, type FileSettings } from './files.ts';
import { personOf } from './person.ts';
import { typedText } from './plain-text.ts';

export type Understood = { readonly kind: 'turn'; readonly turn: Turn } | { readonly kind: 'nobody' } | { readonly kind: 'unreadable' };

/** What a turn needs beside its activity. */
export type TurnSettings = { readonly files: FileSettings; readonly standing: (activity: IncomingActivity) => Promise<Standing> };

/** Reads who did what where; without an object id and a tenant the person is nobody. */
export function understand(activity: IncomingActivity, { files, standing }: TurnSettings): Understood {
  const who = personOf(activity);
  if (who === null) return { kind: 'nobody' };
  const input = inputOf(activity, files);
  if (input === null) return { kind: 'unreadable' };
  return { kind: 'turn', turn: { activityId: activityIdOf(activity), who, guest: isGuest(activity), standing: () => standing(activity), where: placeOf(activity), input, locale: activity.locale ?? 'en' } };
}

/** Teams numbers messages by the millisecond in each conversation: of two people in two places, only the place tells them apart. */
function activityIdOf(activity: IncomingActivity): string {
  return `${conversationIdOf(activity)} ${activity.id ? activity.id : randomUUID()}`;
}

function placeOf(activity: IncomingActivity): Place {
  return { conversation: conversationIdFromActivity(conversationIdOf(activity)), kind: kindOf(activity), name: conversationNameOf(activity), thread: threadOf(activity), team: teamOf(activity) };
}

function inputOf(activity: IncomingActivity, files: FileSettings): Input | null {
  const cardActivityId = activity.replyToId ?? null;
  if (activity.type === 'invoke') {
    const pressed = CardAction.safeParse(activity.value);
    if (!pressed.success) return null;
    const { verb, data } = pressed.data.action;
    return { kind: 'button', data: { ...data, ...(verb ? { verb } : {}) }, cardActivityId };
  }
  // `Action.Submit` comes as a message that has a value instead of words.
  if (typeof activity.value === 'object' && activity.value !== null) return { kind: 'button', data: activity.value, cardActivityId };
  const file = fileIn(activity, files);
  return { kind: 'text', text: typedText(activity), ...(file === null ? {} : { file }) };
}
