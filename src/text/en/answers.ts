/** English answers that belong to no single card. All are safe to post as they are. */
import { duration } from '../format.ts';
import { named, quoted } from '../neutral.ts';

export const answers = {
  // What was typed is never repeated: it may hold a secret.
  unknown: "I did not understand that. 'help' shows what can be done here.",
  didYouMean: 'I did not understand that. Did you mean one of these?',
  formEnded: 'This form has ended, so its buttons do nothing any more. Nothing was changed. Please start again with the command.',
  formCancelled: 'Cancelled. Nothing was changed.',
  formExpired: 'This form waited too long for an answer and has ended. Nothing was changed. Please start again.',
  nothingToCancel: 'No form is open here, so there is nothing to cancel. Nothing was changed.',
  nothingToGoBack: 'This is the first step; there is nothing before it.',
  notYours: (owner: string): string => `This form belongs to ${named(owner)}. Please start your own with the same command.`,
  secret: 'Your message looked like a password or key. It was not stored, and only the fact that you sent one was noted. Please revoke that secret now and delete the message: others may have seen it.',
  internalError: (reference: string): string => `Something went wrong inside Ferry. It is not known to have changed anything; please check with 'status'. If it happens again, tell the people who run Ferry this reference: ${named(reference)}`,
  notRecorded: "I could not write this down: my store does not take it just now (its disk may be full, or it cannot be reached). What is not recorded is not done, so nothing was started. Tell the people who run Ferry, then look at 'status' before you try again.",
  throttled: (cloud: string, retryAfterMs: number | null): string => `${named(cloud)} is slowing us down${retryAfterMs === null ? '' : `; the next look is in ${duration(retryAfterMs)}`}. What is shown may be older. Nothing was lost.`,
  unavailable: (cloud: string, why: string): string => `${named(cloud)} could not be read: ${quoted(why)}. What is shown may be older. Ferry tries again by itself.`,
  stranger: 'I may not work for you here. Ask the people who run Ferry for access.',
  accessUnread: 'I cannot tell just now who may speak to me: the directory could not be read. Nothing was done. Try again in a minute.',
  unplaced: 'I cannot tell just now whether you are a guest here: Teams did not say. Nothing was done. Try again in a minute; if it stays so, ask the people who run Ferry to name you.',
  tooMany: 'That is more than I take from one person in a minute, so I did nothing with it. Answers to approvals and holds still reach me. Please try again in a minute.',
  tooLong: 'That is too long for me. Please send a shorter text.',
  badButton: 'That button does not fit what I know, so nothing was done. Please use the newest card or type the command.',
  forwarded: 'This card was not posted here, so its buttons do nothing. Please type the command instead.',
  oldCard: 'This card is older than the state of the machine. Nothing was changed; here is what is true now.',
  alreadyRecorded: 'This was recorded already. Nothing was done twice.',
  recorded: 'Recorded.',
  recordedAnswer: (id: string, standing: string): string => `Recorded. ${named(id)}: ${standing}. Its card in the channel shows it.`,
  questionPosted: (id: string): string => `Your question about ${named(id)} is posted to its channel. The clock goes on.`,
  answered: (machine: string): string => `This question about ${named(machine)} is closed`,
  started: (what: string): string => `${quoted(what)}: recorded, Ferry starts it now. The machine's card shows how it goes.`,
  whichMachine: "Which machine? Give its Name tag, its instance id or its private IP, for example 'check web-01'.",
  whichApproval: "Which approval? Give its number, for example 'approve A-1042'.",
  noMigrations: "No machine is being migrated yet. Start with 'discover', then 'check' a machine.",
  nothingFound: (similar: readonly string[]): string => `I know no such machine.${similar.length === 0 ? '' : ` Similar: ${similar.map(named).join(', ')}.`} 'discover' lists what I can see.`,
  backAgain: 'I was restarted. Nothing that was recorded is lost; I go on where I was.',
};
