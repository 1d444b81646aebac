/** One English sentence or two for every refusal: what happened, what it means, what to do. */
import type { Phase } from '../../domain/migration/types.ts';
import type { Rejection } from '../../usecases/types.ts';
import { clip, neutral, quoted } from '../neutral.ts';
import { stateWords } from './state.ts';

type Detail = Rejection['detail'];

/** A detail in harmless form, or what stands in for it when it was not given. */
function part(d: Detail, key: string, otherwise: string): string {
  const value = d[key];
  return value === undefined || value === '' ? otherwise : quoted(value);
}

/** A detail with the words around it, or nothing. */
function also(d: Detail, key: string, say: (text: string) => string): string {
  const value = d[key];
  return value === undefined || value === '' ? '' : ` ${say(quoted(value))}`;
}

const machine = (d: Detail): string => part(d, 'machine', part(d, 'name', 'This machine'));
const approval = (d: Detail): string => part(d, 'approval', part(d, 'id', 'This approval'));

function isPhase(text: string): text is Phase {
  return Object.hasOwn(stateWords.phases, text);
}

function at(d: Detail): string {
  const phase = d['phase'] ?? '';
  return isPhase(phase) ? `: it is at "${stateWords.phases[phase]}"` : '';
}

const sentences: { readonly [C in Rejection['code']]: (d: Detail) => string } = {
  'not-allowed-here': (d) => `You may not do that here${also(d, 'role', (r) => `(it needs the role ${r})`)}. Nothing was changed. Ask the people who run Ferry for access.`,
  'no-such-machine': (d) => `I know no such machine. Nothing was changed. 'discover' lists what I can see.${also(d, 'similar', (s) => `Similar: ${s}.`)}`,
  'no-migration': (d) => `${machine(d)} is not being migrated, so there is nothing to act on. Start with 'check', then 'replicate'.`,
  'already-migrating': (d) => `${machine(d)} is being migrated already. Nothing was started a second time. 'status' shows where it stands.`,
  'already-migrated': (d) => `${machine(d)} was migrated already. Nothing was changed. 'history' tells when and by whom.`,
  'not-ready': (d) => `${machine(d)} is not ready: at least one check blocks or could not be read.${also(d, 'blocks', (b) => `It is: ${b}.`)} Nothing was changed. Cure it and run 'check' again.`,
  'wrong-phase': (d) => `That is not possible now${at(d)}. Nothing was changed.${also(d, 'next', (n) => `Next step: ${n}`)}`,
  busy: (d) => `Something is still under way for this machine${also(d, 'act', (a) => `(${a})`)}. Nothing was started beside it. Wait for its end; 'status' shows it.`,
  stuck: (d) => `${machine(d)} is stuck and waits for a person. Nothing was changed. 'status' shows why; then 'retry' or 'rollback'.`,
  drifted: (d) => `Something was done to this machine outside Ferry${also(d, 'code', (c) => `(${c})`)}. It is paused until somebody looks at it and presses Adopt.`,
  held: (d) => `${machine(d)} is held: no new step starts.${also(d, 'reason', (r) => `Reason: ${r}`)} Nothing was changed.`,
  'verdict-needed': () => 'There is no good test verdict for this machine, so a cutover is refused. Run a test failover and give the verdict first.',
  'reason-needed': () => 'A reason is needed; it is kept for the audit. Nothing was changed. Please write one and send it again.',
  'unknown-choice': (d) => `One answer is not among what Azure offers now${also(d, 'field', (f) => `(${f})`)}. Nothing was started. Please choose again.`,
  'no-approvers': () => 'Nobody may approve this: the list of approvers is empty (or holds only you). Nothing was requested. The people who run Ferry must name approvers.',
  'requester-cannot-approve': () => 'You asked for this, so somebody else must approve it. Your answer does not count and was noted for the audit.',
  'not-an-approver': () => 'You are not among the approvers of this request. Your answer does not count and was noted for the audit.',
  'already-decided': (d) => `${approval(d)} is decided already${also(d, 'status', (s) => `(${s})`)}${also(d, 'by', (b) => `by ${b}`)}. Your answer changed nothing.`,
  expired: (d) => `${approval(d)} has expired. Nothing ran and nothing will. Ask for the cutover again if it is still wanted.`,
  'no-such-approval': () => "I know no such approval. Nothing was changed. 'status' of the machine shows the open one.",
  'not-the-requester': () => 'Only the person who asked can withdraw the request. Nothing was changed; an approver can reject it.',
  'not-the-owner': (d) => `Only the owner${also(d, 'owner', (o) => `(${o})`)} can answer that. Nothing was changed.`,
  'point-of-no-return': () => 'There is no way back through Ferry any more: replication is removed or being removed. The EC2 machine stays stopped and is not terminated; starting it is a manual step in AWS.',
  'no-cancel': () => 'A failover cannot be cancelled: replication has stopped for it and would not resume. Wait for its result; a rollback is possible afterwards.',
  'evidence-worse': (d) => `What was measured now does not allow the cutover.${also(d, 'why', (w) => `It is: ${w}.`)}${also(d, 'blocks', (b) => `It is: ${b}.`)} Nothing was changed. Cure it and ask again.`,
  'nothing-to-retry': () => "Nothing is stuck here, so there is nothing to retry. 'status' shows where the machine stands.",
  'ip-not-unique': (d) => `Another machine has the same private IP${also(d, 'ip', (i) => `(${i})`)}. Site Recovery finds machines by private IP, so Ferry does not guess. Nothing was started.`,
  'cloud-unreadable': (d) => `A cloud could not be read just now${also(d, 'operation', (o) => `(${o})`)}${also(d, 'why', (w) => `: ${w}`)}. What cannot be read cannot be confirmed, so nothing was started. Try again in a minute.`,
  'changed-meanwhile': () => "Somebody or something changed this in the meantime. Nothing was overwritten. Look at 'status' and try again.",
};

/** The words for a refusal, safe to post as they are. */
export function rejection(r: Rejection): string {
  return tidy(sentences[r.code](r.detail));
}

function tidy(text: string): string {
  return neutral(clip(text, 900)).replace(/ :/g, ':');
}
