import type { Actor } from '../person.ts';
import { unreachable } from '../result.ts';
import type { Instant } from '../time.ts';
import { sameRule } from './rules.ts';
import { dossierIdOf, type Dossier, type DossierEvent, type PolicyCreation, type RuleAddition } from './types.ts';

/** One event with when and by whom, as the log keeps it. */
type Happened = { readonly event: DossierEvent; readonly at: Instant; readonly actor: Actor };

/** A dossier in which nothing stands yet. */
export function emptyDossier(subject: string): Dossier {
  return { id: dossierIdOf(subject), subject, answers: {}, overrides: [], rules: [] };
}

/** Applies one event to a dossier; pure, the stored state equals the fold of its log. */
export function evolveDossier(d: Dossier, { event, at }: Happened): Dossier {
  switch (event.type) {
    case 'QuestionAnswered':
      return { ...d, answers: { ...d.answers, [event.check]: event.answer } };
    case 'BlockOverridden':
      return { ...d, overrides: [...d.overrides.filter((o) => o.check !== event.override.check), event.override] };
    case 'OverrideWithdrawn':
      return { ...d, overrides: d.overrides.filter((o) => o.check !== event.check) };
    case 'RuleAdditionAsked':
      return withRule(d, { rule: event.rule, at, outcome: 'asked', why: '', requestId: null, ...(event.check === undefined ? {} : { check: event.check }) });
    case 'RuleAdditionEnded':
      return withRule(d, { ...(additionOf(d, event.rule) ?? { rule: event.rule, at }), outcome: event.outcome, why: event.why, requestId: event.requestId });
    case 'PolicyCreationAsked':
      return withPolicy(d, { policy: event.policy, at, outcome: 'asked', why: '', requestId: null });
    case 'PolicyCreationEnded':
      return withPolicy(d, { ...(creationOf(d, event.policy.name) ?? { at }), policy: event.policy, outcome: event.outcome, why: event.why, requestId: event.requestId });
    case 'PolicyChosen':
      return { ...d, chosenPolicy: event.choice };
    case 'ReplicationQueued':
      return { ...d, queued: event.queued };
    case 'ReplicationUnqueued':
      return { ...d, queued: null, lastQueued: { ...event.end, at } };
    case 'TestKeptLonger':
      return { ...d, testUntil: { until: event.until, reason: event.reason, at } };
    default:
      return unreachable(event);
  }
}

/** What became of the last attempt to add this rule; null when there was none. */
export function additionOf(d: Dossier, rule: RuleAddition['rule']): RuleAddition | null {
  return d.rules.find((r) => sameRule(r.rule, rule)) ?? null;
}

/** One entry for each rule: its last attempt. */
function withRule(d: Dossier, addition: RuleAddition): Dossier {
  return { ...d, rules: [...d.rules.filter((r) => !sameRule(r.rule, addition.rule)), addition] };
}

function creationOf(d: Dossier, name: string): PolicyCreation | null {
  return d.policies?.find((p) => p.policy.name === name) ?? null;
}

/** One entry for each name: its last attempt. */
function withPolicy(d: Dossier, creation: PolicyCreation): Dossier {
  return { ...d, policies: [...(d.policies ?? []).filter((p) => p.policy.name !== creation.policy.name), creation] };
}
