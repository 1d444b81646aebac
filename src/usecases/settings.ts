import type { OperationPolicy } from '../domain/approval/policy.ts';
import { policyInUse } from '../domain/policies.ts';
import { PROFILES } from '../domain/profiles/index.ts';
import { mostAtOnce } from './bulk-queue.ts';
import type { Deps } from './deps.ts';
import { policyOf } from './electorate.ts';
import { profileOf } from './gather/profile.ts';
import { attempt, mapRead } from './gather/reading.ts';
import type { PlanningUseCases, SettingsView } from './planning-types.ts';
import { scopeInForce } from './policy.ts';

/** The use case behind `settings`. */
export function makeSettings(d: Deps): Pick<PlanningUseCases, 'settings'> {
  async function settings(): Promise<SettingsView> {
    const seen = await attempt(() => d.replication.infrastructure());
    const [profile, scope, access] = await Promise.all([profileOf(d, seen), scopeInForce(d), d.access()]);
    const provider = mapRead(seen, (s) => s.value.provider);
    const policies = seen.known ? seen.value.value.policies : [];
    return {
      ...{ scope: d.scope, at: d.clock.now(), profile, profileFrom: whyProfile(d, profile.id, provider.known) },
      ...{ provider: provider.known ? provider.value : null, whyNoProvider: provider.known ? null : provider.why },
      policyInUse: policyInUse(policies, scope.defaults.policyName)?.name ?? null,
      ...{ limits: d.limits, ...cutoverNeeds(policyOf(d, 'cutover', access)), settleMs: d.policy.settleMs, copiesAtOnce: mostAtOnce(d) },
      people: { viewers: peopleIn(access.viewers), operators: peopleIn(access.operators), approvers: peopleIn(access.approvers) },
      tenants: access.tenants.length,
    };
  }
  return { settings };
}

/** As the governance file says it, where there is one. */
function cutoverNeeds(p: OperationPolicy): Pick<SettingsView, 'quorum' | 'approvalMs' | 'rejections'> {
  return { quorum: Math.max(p.approvals, p.seats.reduce((sum, s) => sum + s.needed, 0)), rejections: p.rejections ?? 1, approvalMs: p.expiresMs };
}

function whyProfile(d: Deps, profile: string, providerKnown: boolean): SettingsView['profileFrom'] {
  if (d.policy.ruleProfile === profile) return PROFILES.some((p) => p.id === profile) ? 'setting' : 'file';
  return providerKnown ? 'provider' : 'guess';
}

function peopleIn(list: readonly string[]): number | 'everyone' {
  return list.includes('*') ? 'everyone' : list.length;
}
