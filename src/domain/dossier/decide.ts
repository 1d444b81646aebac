import { isInTheWay, type Attested, type Finding, type MissingRule, type Override, type Question } from '../finding.ts';
import type { Person } from '../person.ts';
import { no, ok, type Result } from '../result.ts';
import { DAY, MINUTE, type Instant } from '../time.ts';
import { additionOf } from './evolve.ts';
import { sameRule } from './rules.ts';
import type { Dossier, DossierEvent, RuleAddition } from './types.ts';

/** A reason has to be one: a word or two explain nothing to the one who reads it at night. */
const SHORTEST_REASON = 10;
/** After that time somebody has to look at the block again. */
const OVERRIDE_DAYS = 30;
/** A call is over by then, whatever became of it. */
const RULE_SETTLE_MS = MINUTE;

/** What a person may ask of a dossier, and what becomes known of a rule. */
export type DossierCommand =
  | { readonly type: 'answer'; readonly check: string; readonly question: Question | null; readonly answer: Attested['answer']; readonly note: string }
  | { readonly type: 'override'; readonly finding: Finding; readonly reason: string }
  | { readonly type: 'withdraw'; readonly check: string; readonly reason: string }
  | { readonly type: 'ask-rule'; readonly check: string; readonly rule: MissingRule; /** What is missing now. */ readonly measured: MissingRule | null };

export type DossierRefusal = { readonly code: 'unknown-choice' | 'reason-needed' | 'not-overridable' | 'nothing-to-override' | 'nothing-missing' | 'changed-meanwhile' | 'busy'; readonly detail: Readonly<Record<string, string>> };

type Asked = { readonly who: Person; readonly now: Instant };
type Answer = Result<readonly DossierEvent[], DossierRefusal>;

/** Decides one request; pure. */
export function decideDossier(d: Dossier, c: DossierCommand, asked: Asked): Answer {
  switch (c.type) {
    case 'answer':
      return answer(c, asked);
    case 'override':
      return override(d, c, asked);
    case 'withdraw':
      return withdraw(d, c, asked);
    case 'ask-rule':
      return askRule(d, c, asked);
  }
}

type Command<T extends DossierCommand['type']> = Extract<DossierCommand, { readonly type: T }>;

function answer(c: Command<'answer'>, { who, now }: Asked): Answer {
  if (c.question === null) return no({ code: 'unknown-choice', detail: { field: 'question', check: c.check } });
  return ok([{ type: 'QuestionAnswered', check: c.check, answer: { answer: c.answer, note: c.note.trim(), by: who, at: now, until: now + c.question.validDays * DAY } }]);
}

function override(d: Dossier, { finding, reason }: Command<'override'>, { who, now }: Asked): Answer {
  const detail = { check: finding.check, machine: d.subject };
  if (!finding.overridable) return no({ code: 'not-overridable', detail });
  if (!isInTheWay(finding)) return no({ code: 'nothing-to-override', detail });
  const words = reason.trim();
  if (words.length < SHORTEST_REASON) return no({ code: 'reason-needed', detail: { ...detail, least: String(SHORTEST_REASON) } });
  const given: Override = { check: finding.check, cause: finding.cause, reason: words, by: who, at: now, until: now + OVERRIDE_DAYS * DAY };
  return ok([{ type: 'BlockOverridden', override: given }]);
}

function withdraw(d: Dossier, { check, reason }: Command<'withdraw'>, { now }: Asked): Answer {
  const detail = { check, machine: d.subject };
  if (!d.overrides.some((o) => o.check === check && o.until > now)) return no({ code: 'nothing-to-override', detail });
  const words = reason.trim();
  if (words.length < SHORTEST_REASON) return no({ code: 'reason-needed', detail: { ...detail, least: String(SHORTEST_REASON) } });
  return ok([{ type: 'OverrideWithdrawn', check, reason: words }]);
}

/** Exactly the rule that a person has seen is added, and only while it is what is missing; two people at once send one call. */
function askRule(d: Dossier, { check, rule, measured }: Command<'ask-rule'>, { now }: Asked): Answer {
  const detail = { check, machine: d.subject };
  if (measured === null) return no({ code: 'nothing-missing', detail });
  if (!sameRule(rule, measured)) return no({ code: 'changed-meanwhile', detail });
  const last = additionOf(d, measured);
  if (last?.outcome === 'asked' && now - last.at < RULE_SETTLE_MS) return no({ code: 'busy', detail });
  return ok([{ type: 'RuleAdditionAsked', rule: measured, check }]);
}

/** What the next look at a finding tells about additions whose outcome is not known; nothing while the finding itself could not be read. */
export function settleRules(d: Dossier, finding: Finding, now: Instant): readonly DossierEvent[] {
  if (finding.verdict === 'unknown') return [];
  return d.rules.filter((r) => r.check === finding.check).flatMap((r) => settled(r, finding, now));
}

/** A rule that is there is there at once; one that is not may still be on its way, and a call that was only asked for may still be running. */
function settled(addition: RuleAddition, finding: Finding, now: Instant): readonly DossierEvent[] {
  const { rule, outcome } = addition;
  const missing = finding.missingRule !== null && sameRule(finding.missingRule, rule);
  const early = now - addition.at < RULE_SETTLE_MS;
  const waits = early && (missing || outcome === 'asked');
  if (waits || (outcome !== 'asked' && outcome !== 'unclear')) return [];
  const seen = missing ? ({ outcome: 'refused', why: 'AWS gave no answer, and the next look found the rule still missing: it was not added.' } as const) : ({ outcome: 'added', why: 'AWS gave no answer, but the next look found the rule in place.' } as const);
  return [{ type: 'RuleAdditionEnded', rule, requestId: addition.requestId, ...seen }];
}
