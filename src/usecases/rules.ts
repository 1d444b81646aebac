import { may } from '../domain/access.ts';
import type { Check } from '../domain/checks/types.ts';
import { decideDossier } from '../domain/dossier/decide.ts';
import { additionOf } from '../domain/dossier/evolve.ts';
import type { DossierEvent, RuleAddition } from '../domain/dossier/types.ts';
import type { MissingRule } from '../domain/finding.ts';
import type { InstanceId, UserId } from '../domain/ids.ts';
import { by, FERRY } from '../domain/person.ts';
import { findingOf } from '../domain/report.ts';
import { ok, type Result } from '../domain/result.ts';
import { CloudError } from '../ports/trouble.ts';
import { lookAt } from './check.ts';
import type { Deps } from './deps.ts';
import { changeDossier, dossierOf } from './dossiers.ts';
import { checkNamed } from './looking.ts';
import { reject, whyWords, withCloud } from './rejections.ts';
import type { Rejection, UseCases } from './types.ts';

/** The use cases in which a person lets Ferry add a security group rule. */
export function makeRules(d: Deps): Pick<UseCases, 'missingRule' | 'addRule'> {
  return {
    missingRule: (o) => withCloud(() => missingRule(d, o)),
    addRule: (o) => withCloud(() => addRule(d, o)),
  };
}

type Where = { readonly machine: InstanceId; readonly check: string };

async function missingRule(d: Deps, o: Where): Promise<Result<MissingRule, Rejection>> {
  const check = checkNamed(o.check);
  if (check === null) return reject('unknown-choice', { field: 'check', check: o.check });
  const rule = await measured(d, o.machine, check);
  if (!rule.ok) return rule;
  if (rule.value === null) return nothingMissing(o);
  return askAws(d, o, rule.value);
}

function nothingMissing(o: Where): Result<never, Rejection> {
  return reject('nothing-missing', { check: o.check, machine: o.machine });
}

/** A rule that AWS has already is not missing; a refusal for any other reason is told as it is. */
async function askAws(d: Deps, o: Where, rule: MissingRule): Promise<Result<MissingRule, Rejection>> {
  try {
    await d.source.mayAddRule(rule);
    return ok(rule);
  } catch (error) {
    if (error instanceof CloudError && error.kind === 'conflict') return nothingMissing(o);
    throw error;
  }
}

/** What the check misses now; only what it needs is read, and the report shows it too. */
async function measured(d: Deps, machine: InstanceId, check: Check): Promise<Result<MissingRule | null, Rejection>> {
  const report = await lookAt(d, machine, check);
  return report.ok ? ok(findingOf(report.value, check.id)?.missingRule ?? null) : report;
}

async function addRule(d: Deps, o: Parameters<UseCases['addRule']>[0]): Promise<Result<RuleAddition, Rejection>> {
  if (!may(await d.access(), o.who, 'operator')) return reject('not-allowed-here', { role: 'operator' });
  const check = checkNamed(o.check);
  if (check === null) return reject('unknown-choice', { field: 'check', check: o.check });
  const now = await measured(d, o.machine, check);
  if (!now.ok) return now;
  const asked = await changeDossier(d, { subject: o.machine, actor: by(o.who), decide: (dossier, at) => decideDossier(dossier, { type: 'ask-rule', check: check.id, rule: o.rule, measured: now.value }, { who: o.who, now: at }) });
  if (!asked.ok) return asked;
  // What is added is what was measured, not what came along with the request.
  const rule = now.value ?? o.rule;
  const ended = await send(d, { rule, machine: o.machine, requester: o.who.id });
  await changeDossier(d, { subject: o.machine, actor: FERRY, decide: () => ok([ended]) });
  // The next look shows the rule, and settles what AWS left unclear.
  await lookAt(d, o.machine, check);
  const addition = additionOf((await dossierOf(d, o.machine)).state, rule);
  return addition === null ? reject('changed-meanwhile') : ok(addition);
}

type Ended = Extract<DossierEvent, { readonly type: 'RuleAdditionEnded' }>;

/** The one call, after AWS was asked without effect; a call whose outcome is not known is not repeated. */
async function send(d: Deps, o: { readonly rule: MissingRule; readonly machine: InstanceId; readonly requester: UserId }): Promise<Ended> {
  const { rule } = o;
  try {
    await d.source.mayAddRule(rule);
    const { outcome, requestId } = await d.source.addRule(rule, { requester: o.requester });
    d.log.info({ machine: o.machine, groupId: rule.groupId, outcome, requestId }, 'security group rule');
    return { type: 'RuleAdditionEnded', rule, outcome, why: '', requestId };
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    d.log.warn({ machine: o.machine, groupId: rule.groupId, operation: error.operation, kind: error.kind, mayHaveHappened: error.mayHaveHappened, requestId: error.requestId }, 'security group rule was not confirmed');
    return { type: 'RuleAdditionEnded', rule, requestId: error.requestId, ...outcomeOf(error) };
  }
}

function outcomeOf(error: CloudError): Pick<Ended, 'outcome' | 'why'> {
  if (error.mayHaveHappened) return { outcome: 'unclear', why: `${error.operation}: AWS gave no clear answer. The next look at the security group tells whether the rule is there.` };
  if (error.kind === 'conflict') return { outcome: 'existed', why: 'AWS says that the rule is there already.' };
  return { outcome: 'refused', why: `${error.operation}: ${whyWords(error)}` };
}
