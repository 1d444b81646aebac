import type { CheckRun, Selection } from '../domain/check-run.ts';
import type { Topic } from '../domain/checks/types.ts';
import type { RuleAddition } from '../domain/dossier/types.ts';
import type { Attested, CheckReport, MissingRule, Override, Question } from '../domain/finding.ts';
import type { ConversationId, InstanceId } from '../domain/ids.ts';
import type { Person } from '../domain/person.ts';
import type { MachineRow, Outcome } from './outcome.ts';

/** A wave as the tags of the machines name it. */
export type WaveLine = { readonly wave: string; readonly machines: number };

/** A question that nobody has answered, or whose answer has run out, and the machines it is about. */
export type OpenQuestion = { readonly check: string; readonly title: string; readonly question: Question; /** True when it keeps its machines from going on. */ readonly inTheWay: boolean; readonly machines: readonly { readonly instanceId: InstanceId; readonly name: string }[] };

/** One answer; `check` names the question. */
export type Answered = { readonly check: string; readonly answer: Attested['answer']; readonly note: string };

/** Everything around prerequisites that the conversation can ask for. */
export type PrerequisiteUseCases = {
  /** Runs the checks on one machine and keeps the report. With `only`, that one check is looked at again with what it needs, the rest of the report stays. */
  check(id: InstanceId, only?: string): Outcome<CheckReport>;
  /** The waves there are, as of the last inventory. */
  waves(): Promise<readonly WaveLine[]>;
  /** The machines of a selection as of the last inventory, by name; Ferry's own appliance and configuration server are never among them. */
  selected(selection: Selection): Promise<readonly MachineRow[]>;
  /** The wave that is meant: `w7`, `7`, `W07` and `wave-7` are the same; null when no machine has such a tag. */
  waveNamed(text: string): Promise<string | null>;
  /** Begins to check many machines; a worker goes on and keeps the run up to date. */
  startCheck(o: { readonly selection: Selection; readonly who: Person; readonly here: ConversationId; readonly thread: string | null; /** The card is posted anew where people are talking now; left out, it is brought up to date where it stands. */ readonly fresh?: boolean }): Outcome<CheckRun>;
  /** Looks at one finding of a run again: `key` names the cause group. Only what the check needs is read. */
  recheck(o: { readonly run: string; readonly key: string; readonly who: Person }): Outcome<CheckRun>;
  checkRun(id: string): Promise<CheckRun | null>;
  /** Questions that are open for these machines, from their last reports; those in the way first. `topic` narrows. */
  openQuestions(machines: readonly InstanceId[], topic?: Topic): Promise<readonly OpenQuestion[]>;
  /** Keeps answers with name, object id, date and validity; returns how many were kept. Refuses `unknown-choice` for a check that asks nothing. */
  answerQuestions(o: { readonly machines: readonly InstanceId[]; readonly answers: readonly Answered[]; readonly who: Person }): Outcome<number>;
  /** Lets a block pass. Refuses `reason-needed` below ten characters, `not-overridable`, `nothing-to-override`. */
  override(o: { readonly machine: InstanceId; readonly check: string; readonly reason: string; readonly who: Person }): Outcome<Override>;
  withdrawOverride(o: { readonly machine: InstanceId; readonly check: string; readonly reason: string; readonly who: Person }): Outcome<CheckReport>;
  /** The rule that is missing now, measured anew, and whether AWS would take it (DryRun). Refuses `nothing-missing`. */
  missingRule(o: { readonly machine: InstanceId; readonly check: string }): Outcome<MissingRule>;
  /** Adds exactly that rule: the intent is stored, AWS is asked without effect, then the call is sent once, then the outcome is stored. Refuses `changed-meanwhile` when another rule is missing by now. */
  addRule(o: { readonly machine: InstanceId; readonly check: string; readonly rule: MissingRule; readonly who: Person }): Outcome<RuleAddition>;
};
