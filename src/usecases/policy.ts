import { may } from '../domain/access.ts';
import type { DossierRefusal } from '../domain/dossier/decide.ts';
import type { Dossier, DossierEvent, PolicyCreation, PolicyWish } from '../domain/dossier/types.ts';
import type { Infrastructure, Policy } from '../domain/infrastructure.ts';
import { by, FERRY, type Person } from '../domain/person.ts';
import { policyInUse, wishProblem } from '../domain/policies.ts';
import { no, ok, type Result } from '../domain/result.ts';
import type { Scope } from '../domain/scope.ts';
import { MINUTE, type Instant } from '../domain/time.ts';
import { CloudError } from '../ports/trouble.ts';
import type { Deps } from './deps.ts';
import { changeDossier, dossierOf } from './dossiers.ts';
import { profileOf } from './gather/profile.ts';
import type { PlanningUseCases, PolicyBoard, PolicyChosen } from './planning-types.ts';
import { reject, whyWords, withCloud } from './rejections.ts';
import type { Outcome } from './types.ts';

const SCOPE = 'scope';
/** A creation is over by then, whatever became of it. */
const SETTLE_MS = MINUTE;

/** The scope as replication has to follow it: a policy that somebody chose holds where no setting names one. */
export async function scopeInForce(d: Pick<Deps, 'store' | 'scope'>): Promise<Scope> {
  const { scope } = d;
  if (scope.defaults.policyName !== null) return scope;
  const chosen = (await dossierOf(d, SCOPE)).state.chosenPolicy?.name ?? null;
  return { ...scope, defaults: { ...scope.defaults, policyName: chosen } };
}

/** The use cases behind `policy`. */
export function makePolicy(d: Deps): Pick<PlanningUseCases, 'policies' | 'createPolicy' | 'choosePolicy'> {
  async function policies(): Outcome<PolicyBoard> {
    return withCloud(async () => ok(await boardOf(d)));
  }

  async function createPolicy({ policy, who }: { readonly policy: PolicyWish; readonly who: Person }): Outcome<PolicyCreation> {
    if (!may(await d.access(), who, 'operator')) return reject('not-allowed-here', { role: 'operator' });
    return withCloud(async () => {
      const board = await boardOf(d);
      const problem = wishProblem(policy, board.longestRetentionHours);
      if (problem !== null) return reject('figure-out-of-range', problem);
      if (named(board.policies, policy.name) !== null) return reject('policy-exists', { name: policy.name });
      const asked = await changeDossier(d, { subject: SCOPE, actor: by(who), decide: (dossier, now) => askPolicy(dossier, policy, now) });
      return asked.ok ? ok(await create(d, policy)) : asked;
    });
  }

  async function choosePolicy({ name, who }: { readonly name: string; readonly who: Person }): Outcome<PolicyChosen> {
    if (!may(await d.access(), who, 'operator')) return reject('not-allowed-here', { role: 'operator' });
    return withCloud(async () => {
      const { value: infra } = await d.replication.infrastructure();
      const policy = named(infra.policies, name);
      if (policy === null) return reject('no-such-policy', { name, known: infra.policies.map((p) => p.name).join(', ') });
      const choice = { name: policy.name, by: who, at: d.clock.now() };
      const kept = await changeDossier(d, { subject: SCOPE, actor: by(who), decide: () => ok([{ type: 'PolicyChosen', choice }]) });
      if (!kept.ok) return kept;
      return ok({ name: policy.name, overruledBy: d.scope.defaults.policyName, ...(await mapped(d, policy)) });
    });
  }

  return { policies, createPolicy, choosePolicy };
}

async function boardOf(d: Deps): Promise<PolicyBoard> {
  const seen = await d.replication.infrastructure();
  const [profile, { state }, scope] = await Promise.all([profileOf(d, { known: true, value: seen }), dossierOf(d, SCOPE), scopeInForce(d)]);
  const infra: Infrastructure = seen.value;
  return {
    ...{ vault: d.scope.vaultName, provider: infra.provider, policies: infra.policies, setting: d.scope.defaults.policyName, choice: state.chosenPolicy ?? null },
    inUse: policyInUse(infra.policies, scope.defaults.policyName)?.name ?? null,
    creations: (state.policies ?? []).filter((c) => named(infra.policies, c.policy.name) === null),
    longestRetentionHours: profile.limits.retentionHours,
  };
}

function named(policies: readonly Policy[], name: string): Policy | null {
  return policies.find((p) => p.name.toLowerCase() === name.trim().toLowerCase()) ?? null;
}

/** Two people who ask for one policy at once send one call. */
function askPolicy(d: Dossier, policy: PolicyWish, now: Instant): Result<readonly DossierEvent[], DossierRefusal> {
  const last = d.policies?.find((p) => p.policy.name.toLowerCase() === policy.name.toLowerCase());
  if (last?.outcome === 'asked' && now - last.at < SETTLE_MS) return no({ code: 'busy', detail: { act: `creating ${policy.name}` } });
  return ok([{ type: 'PolicyCreationAsked', policy }]);
}

/** Sends the creation once; what became of it is stored whatever it was. */
async function create(d: Deps, policy: PolicyWish): Promise<PolicyCreation> {
  const ended = { policy, ...(await outcomeOf(async () => (await d.replication.createPolicy(policy)).requestId)) };
  const creation = { ...ended, outcome: ended.outcome === 'accepted' ? 'created' : ended.outcome } as const;
  const kept = await changeDossier(d, { subject: SCOPE, actor: FERRY, decide: () => ok([{ type: 'PolicyCreationEnded', ...creation }]) });
  if (!kept.ok) d.log.error({ policy: policy.name, outcome: creation.outcome }, 'what became of a policy could not be stored');
  return { ...creation, at: d.clock.now() };
}

/** Only a policy that the container knows can be used; the request is a PUT of a name, sent once. */
async function mapped(d: Deps, policy: Policy): Promise<Pick<PolicyChosen, 'mapping' | 'why'>> {
  if (policy.mapped) return { mapping: 'there', why: '' };
  const { outcome, why } = await outcomeOf(async () => (await d.replication.usePolicy(policy.id)).requestId);
  return { mapping: outcome === 'accepted' ? 'asked' : outcome, why };
}

type WriteOutcome = { readonly outcome: 'accepted' | 'refused' | 'unclear'; readonly why: string; readonly requestId: string | null };

async function outcomeOf(write: () => Promise<string | null>): Promise<WriteOutcome> {
  try {
    return { outcome: 'accepted', why: '', requestId: await write() };
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    return { outcome: error.mayHaveHappened ? 'unclear' : 'refused', why: whyWords(error), requestId: error.requestId };
  }
}
