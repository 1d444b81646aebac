/** What the files of the single checks are made of: a judgement in words, and the frame around it. */
import type { Attested, Curer, Finding, MissingRule, Override, Question, Severity } from '../../finding.ts';
import type { RuleProfile } from '../../profiles/types.ts';
import type { Check, CheckInput, CheckPhase, Judgement, Need, Topic } from '../types.ts';
import { timeText } from './words.ts';

/** For checks that matter once, before replication begins. */
export const BEFORE_REPLICATION: readonly CheckPhase[] = ['replicate'];
/** For checks that matter once a machine is replicated. */
export const BEFORE_FAILOVER: readonly CheckPhase[] = ['failover'];
/** For checks whose answer can change while a machine replicates. */
export const ALWAYS: readonly CheckPhase[] = ['replicate', 'failover'];

/**
 * Evidence with the one step that cures it; `cause` is shared by machines that the same step cures, and `causeText` says it in
 * words that hold for all of them (the title when left out).
 */
export type Trouble = { readonly evidence: string; readonly remedy: string; readonly cause?: string; readonly causeText?: string; readonly missingRule?: MissingRule };

function judgement(verdict: Finding['verdict'], t: Trouble): Judgement {
  return { verdict, evidence: t.evidence, remedy: t.remedy, cause: t.cause ?? null, causeText: t.causeText ?? null, missingRule: t.missingRule ?? null };
}

/** All is well. */
export function pass(evidence: string): Judgement {
  return judgement('pass', { evidence, remedy: '' });
}

/** The question does not arise for this machine. */
export function doesNotApply(why: string): Judgement {
  return pass(`Does not apply: ${why}`);
}

/** Worth knowing, nothing to do. */
export function info(evidence: string, remedy = ''): Judgement {
  return judgement('info', { evidence, remedy });
}

/** Can go on once somebody has read it. */
export function warn(trouble: Trouble): Judgement {
  return judgement('warn', trouble);
}

/** Must be cured first. */
export function block(trouble: Trouble): Judgement {
  return judgement('block', trouble);
}

/** Cannot be confirmed with what is known. */
export function unsure(trouble: Trouble): Judgement {
  return judgement('unknown', trouble);
}

/** A read that failed: never a pass, and the same for every machine that needs it. */
export function unreadable(what: string, why: string): Judgement {
  const plain = why.replace(/\.$/, '');
  return unsure({ evidence: `${what} could not be read: ${plain}.`, remedy: 'Cure what kept Ferry from reading it, then check again.', cause: `unreadable:${what}`, causeText: `${what} could not be read: ${plain}` });
}

type Frame = {
  readonly id: string;
  /** What is looked at, never the wish: it stands beside BLOCKS as well as beside PASS. */
  readonly title: string;
  readonly topic: Topic;
  readonly phases: readonly CheckPhase[];
  /** The worst it can say. */
  readonly severity: Severity;
  readonly curer: Curer;
  readonly needs: readonly Need[];
  readonly expected: string | ((input: CheckInput) => string);
  /** Where the expectation can be read. */
  readonly link?: string | ((input: CheckInput) => string);
  /** Left out: a block of it may be let pass by an allowed person. */
  readonly overridable?: false;
};

type Definition = Frame & { readonly judge: (input: CheckInput) => Judgement };

type Asked = Frame & {
  /** "Yes" means that the prerequisite is met. */
  readonly question: Question;
  /** The question with the figures of the list in force; it must be the same for every machine, because people answer for many at once. */
  readonly exactly?: (profile: RuleProfile) => string;
  /** What an answer says beyond yes and no, for example in its note; null when yes is yes and no is no. */
  readonly weigh?: (input: CheckInput, answer: Attested) => Judgement | null;
  /** A judgement where the clouds tell it after all, or where the question does not arise; null to ask. */
  readonly judge: (input: CheckInput) => Judgement | null;
  /** What to do when the answer is no. */
  readonly remedy: string;
};

/** A whole check from its definition. Evidence says when it was seen, always by Ferry's own clock: two clocks in one report would contradict each other. */
export function makeCheck(d: Definition): Check {
  return assemble(d, null, (input) => ({ judgement: d.judge(input), asks: false }));
}

/** A check that only a person can answer, unless the clouds tell it after all. */
export function askPerson(d: Asked): Check {
  return assemble(d, d.question, (input) => {
    const told = d.judge(input);
    if (told !== null) return { judgement: told, asks: false };
    const question = { ...d.question, text: d.exactly?.(input.profile) ?? d.question.text };
    const answer = input.known.attested.get(d.id) ?? null;
    const weighed = answer === null ? null : (d.weigh?.(input, answer) ?? null);
    return { judgement: weighed ?? fromAnswer({ ...d, question }, answer), asks: true, question };
  });
}

/** Who said something, when, and until when it counts. */
export function saidBy(a: Attested): string {
  return `${a.by.name} said so on ${timeText(a.at)}${a.note === '' ? '' : ` ("${a.note}")`}, valid until ${timeText(a.until)}.`;
}

function fromAnswer(d: Asked, a: Attested | null): Judgement {
  const ask = { remedy: `Let somebody who knows the machine answer: ${d.question.text}`, cause: 'asked', causeText: d.question.text };
  if (a === null) return unsure({ evidence: 'Neither EC2 nor Site Recovery can see this, and nobody has answered yet.', ...ask });
  if (a.answer === 'yes') return pass(`Attested, not seen: yes. ${saidBy(a)}`);
  if (a.answer === 'skip') return unsure({ evidence: `The question was skipped. ${saidBy(a)}`, ...ask });
  const trouble: Trouble = { evidence: `Attested, not seen: no. ${saidBy(a)}`, remedy: d.remedy, cause: 'answered-no', causeText: `${d.title}: answered no` };
  return d.severity === 'block' ? block(trouble) : warn(trouble);
}

type Concluded = { readonly judgement: Judgement; /** True when the verdict rests on a person's answer or on its absence. */ readonly asks: boolean; readonly question?: Question | null };

function assemble(d: Frame, question: Question | null, judge: (input: CheckInput) => Concluded): Check {
  const { id, title, topic, phases, severity, curer, needs } = d;
  return { id, title, topic, phases, severity, curer, needs, question, run: (input) => finding(d, input, { question, ...judge(input) }) };
}

function finding(d: Frame, input: CheckInput, c: Concluded): Finding {
  const { verdict, evidence, remedy, cause, causeText, missingRule } = c.judgement;
  const key = cause === null ? null : `${d.id}:${cause}`;
  const overridable = d.overridable ?? true;
  return {
    ...{ check: d.id, title: d.title, verdict, severity: d.severity, evidence: `${evidence} Seen ${timeText(input.now)}.` },
    ...{ expected: of(d.expected, input), link: d.link === undefined ? null : of(d.link, input), remedy, curer: d.curer },
    ...{ cause: key, causeText: key === null ? null : (causeText ?? d.title) },
    ...asked(d, input, c),
    override: overridable ? overrideOf(input, { check: d.id, cause: key, verdict }) : null,
    overridable,
    missingRule,
  };
}

function asked(d: Frame, input: CheckInput, c: Concluded): Pick<Finding, 'question' | 'attested'> {
  return c.asks ? { question: c.question ?? null, attested: input.known.attested.get(d.id) ?? null } : { question: null, attested: null };
}

/** An override holds for the cause it was given for: another trouble of the same check is judged anew. */
function overrideOf(input: CheckInput, f: Pick<Finding, 'check' | 'cause' | 'verdict'>): Override | null {
  if (f.verdict !== 'block' && f.verdict !== 'unknown') return null;
  return input.known.overrides.find((o) => o.check === f.check && o.cause === f.cause && o.until > input.now) ?? null;
}

function of(text: string | ((input: CheckInput) => string), input: CheckInput): string {
  return typeof text === 'string' ? text : text(input);
}
