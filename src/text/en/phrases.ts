/** English sentences that only the conversation itself says: forms, refusals before a command is known, and what a confirmation means. */
import type { Evidence } from '../../domain/evidence.ts';
import type { Migration } from '../../domain/migration/types.ts';
import { stopOf } from '../../domain/source-stop.ts';
import { duration, lastPart, utc } from '../format.ts';
import { named, quoted } from '../neutral.ts';
import { outsideWords } from './outside.ts';
import type { ReplicateChoices } from '../../usecases/types.ts';

/** What a form asks before something happens. */
export type Question = { readonly title: string; readonly lines: readonly string[]; readonly warnings: readonly string[] };

const forms = {
  stepOf: (step: number, last: number, title: string): string => `${title} (step ${step} of ${last})`,
  endedTitle: 'This form has ended',
  formerEnded: 'Your earlier form here has ended without any effect; its buttons do nothing any more.',
  inForm: "A form of yours is open here. Answer with its buttons or type the answer; 'back', 'start over' and 'cancel' work too. Commands that only look are answered in between.",
  noForm: "No form of yours is open here. Start with a command; 'help' lists them.",
  notAnAnswer: "I did not understand that as an answer. Type 'yes' to confirm, 'back' or 'cancel'.",
  notAField: "I did not understand that. Type a field and its value, for example 'size Standard_D4s_v5', or 'ok' to continue.",
  noSuchChoice: 'This is not among the choices.',
  vmName: 'A name has letters, digits and hyphens, at most 64 of them (15 for Windows), and neither begins nor ends with a hyphen.',
  longAnswer: 'That is too long. Please use at most 500 characters.',
};

const gate = {
  button: "This button does not fit what I know: the card was changed, forwarded or is very old. Nothing was done. Please type the command instead, for example 'status', or for an approval 'approve' or 'reject' with its number; 'help' lists all commands.",
  received: "This press was received before, so nothing was done twice. 'status' shows where it stands.",
  usage: (usage: string, about: string): string => `Please type it like this: '${usage}'. ${about}`,
  typeIt: (usage: string): string => `This one must be typed in full: '${usage}'. Nothing was changed.`,
  cloud: { throttled: 'it asks us to slow down', unavailable: 'it does not answer', conflict: 'it is busy with something else', notFound: 'it says that this does not exist', forbidden: 'it refuses our identity; the permissions are to be checked', invalid: 'it did not understand the question' },
  asOf: (text: string, now: number): string => `${text} (as of ${utc(now)})`,
  alone: (text: string): string => `${text} Nothing was changed by this message unless a card says so.`,
};

const outcomes = {
  replicating: (name: string): string => `Replication of ${named(name)}`,
  testing: (name: string): string => `Test failover of ${named(name)}`,
  operationAsked: (id: string, what: string, name: string): string => `Approval ${id} for the ${what} of ${named(name)} was posted to the machine's channel. Nothing runs before somebody else approves it there.`,
  nothingUndone: (name: string): string => `The cutover of ${named(name)} is ended. Nothing had been stopped or failed over, so there was nothing to undo. If the application was stopped for it, start it again.`,
  retrying: (name: string): string => `Next try for ${named(name)}`,
  adopted: (name: string): string => `Recorded: what was done outside is taken as the truth for ${named(name)}, as soon as the clouds have come to rest.`,
  kept: (name: string): string => `Recorded: ${named(name)} stays paused. 'adopt ${named(name)}' takes what was done outside as the truth.`,
  requested: (id: string, name: string): string => `Approval ${id} for the cutover of ${named(name)} was posted to the machine's channel. Nothing runs before somebody else approves it there.`,
  verdict: (works: boolean, name: string): string => `Recorded: the test machine of ${named(name)} ${works ? 'works' : 'does not work'}. It is being removed now.`,
  quiesced: (name: string, then: string): string => `Recorded: the application on ${named(name)} is stopped. Ferry copies the last changes, ${then}.`,
  accepted: (name: string): string => `Recorded: ${named(name)} is accepted in Azure. Next: 'complete ${named(name)}'.`,
  manual: (done: boolean, name: string): string => (done ? `Recorded: it is done. Ferry has the Azure job of ${named(name)} go on; nothing is started a second time.` : `Recorded: it cannot be done. The Azure job of ${named(name)} stays as it is and is not cancelled. Its card shows what can be done.`),
  refused: (name: string): string => `Recorded: ${named(name)} is not accepted. Cure it in Azure, or go back with 'rollback ${named(name)}'.`,
  blocked: (name: string, blocks: readonly string[]): string => [`${named(name)} cannot be cut over now. Nothing was requested. What blocks:`, ...blocks.map((b) => `✖ ${quoted(b)}`), "Cure it, then type the command again."].join('\n\n'),
};

function test(m: Migration): Question {
  return {
    title: `Start a test failover of ${named(m.name)}?`,
    lines: [`A copy is started in the isolated test network ${named(lastPart(m.target.testNetworkId))}. The EC2 machine and its replication go on unchanged.`, 'A card asks for your verdict when the copy is up; the copy is removed after that.', 'The copy costs money in Azure while it runs.'],
    warnings: [],
  };
}

function cutover(m: Migration, e: Evidence): Question {
  const tested = e.test === null ? 'not tested' : `tested ${utc(e.test.at)} by ${named(e.test.by)}: ${e.test.works ? 'works' : 'does not work'}`;
  return {
    title: `Ask for the cutover of ${named(m.name)}?`,
    lines: [
      `Measured ${utc(e.at)}: RPO ${e.rpoSeconds === null ? 'unknown' : duration(e.rpoSeconds * 1000)}, replication health ${e.replicationHealth}, not copied yet ${e.backlogMb === null ? 'unknown' : `${Math.round(e.backlogMb)} MB`}.`,
      `Test: ${tested}.`,
      `Target: ${named(m.target.vmName)}, ${named(m.target.size)}, ${named(lastPart(m.target.networkId))}/${named(m.target.subnet)}.`,
      'This only asks: an approval card goes to the channel, and somebody else must approve it.',
    ],
    warnings: e.warnings,
  };
}

function complete(m: Migration): Question {
  return {
    title: `Ask to complete the migration of ${named(m.name)}?`,
    lines: ['This only asks: an approval card goes to the channel, and somebody else must approve it.', 'Replication is removed in Azure and its cost ends. The machine in Azure runs on unchanged.', m.sourceStoppedAt === null ? 'Ferry has not stopped the EC2 machine and leaves it as it is; it never terminates it.' : 'The EC2 machine stays stopped; Ferry never terminates it.'],
    warnings: ['This cannot be undone: afterwards there is no rollback through Ferry.', ...(m.sourceLost === undefined ? [] : [`${outsideWords.loss(m)} The Azure VM is the only copy that is left.`])],
  };
}

function rollback(m: Migration, lost: string): Question {
  if ('approvalId' in m.position && m.sourceStoppedAt === null && m.position.phase !== 'stopping-source') return ending(m);
  return {
    title: `Ask to roll ${named(m.name)} back to EC2?`,
    lines: ['This only asks: an approval card goes to the channel, and somebody else must approve it.', stopOf(m) === 'none' ? 'The Azure VM, if there is one, is powered off. The EC2 machine was not stopped; it is only started should it be off.' : 'The Azure VM, if there is one, is powered off first; then the EC2 machine is started. Never both at once.', 'Replication has to be turned on anew for another try. Check names and load balancers afterwards.'],
    warnings: [lost],
  };
}

/** Nothing has been stopped yet. */
function ending(m: Migration): Question {
  return { title: `End the cutover of ${named(m.name)}?`, lines: ['Nothing was stopped or failed over, so there is nothing to undo and nobody has to approve it.', 'If the application was stopped for it, start it again.'], warnings: [] };
}

function retry(m: Migration, trouble: string): Question {
  return { title: `Try the stuck step of ${named(m.name)} again?`, lines: [`Now: ${trouble}.`, 'Ferry reads both clouds first. A job that runs already is adopted; nothing is sent twice.'], warnings: [] };
}

function adopt(m: Migration, trouble: string): Question {
  const drift = m.drift === null ? [] : [...outsideWords.details(m.drift.detail), `After that: ${outsideWords.adopting[m.drift.code]}`];
  return { title: `Take what was done outside Ferry as the truth for ${named(m.name)}?`, lines: [`Now: ${trouble}.`, ...drift, 'Nothing is undone.'], warnings: ['Look at the machine in the Azure portal before you confirm.'] };
}

function replicate(name: string, c: ReplicateChoices, words: { readonly size: string; readonly account: string; readonly disk: string; readonly licence: string }): Question {
  return {
    title: `Turn replication of ${named(name)} on?`,
    lines: [
      `Azure VM ${named(c.vmName)} in resource group ${named(lastPart(c.resourceGroupId))}, network ${named(lastPart(c.networkId))}, subnet ${named(c.subnet)}.`,
      `Size: ${quoted(words.size)}`,
      `Disks: ${quoted(words.disk)}. Licence: ${quoted(words.licence)}. Agent installed with: ${quoted(words.account)}.`,
      'The EC2 machine runs on while it is copied. Nothing is cut over.',
      'Site Recovery is free for the first 31 days of a machine, then billed; the copied disks cost money from the start.',
    ],
    warnings: [],
  };
}

const ask = {
  note: { question: 'A note for the approvers? It stands on the approval card.', label: "Note (type 'skip' for none)" },
  rollback: { question: 'Why roll back? The reason is kept for the audit.', label: 'Reason' },
  noteLine: (text: string): string => `Note for the approvers: ${quoted(text)}`,
  reasonLine: (text: string): string => `Reason: ${quoted(text)}`,
};

const buttons = { replicate: 'Turn replication on', test: 'Start the test failover', cutover: 'Ask for approval', complete: 'Ask for approval', rollback: 'Ask to roll back', retry: 'Try again', adopt: 'Take it as the truth' };

export const phrases = { ...forms, gate, outcomes, ask, buttons, questions: { replicate, test, cutover, complete, rollback, retry, adopt } };
