import type { Policy } from '../infrastructure.ts';
import { BEFORE_REPLICATION, block, makeCheck, pass, unreadable, warn } from './support/make-check.ts';
import { LINK, listText, same, SOURCE } from './support/words.ts';
import type { CheckInput, Judgement } from './types.ts';

const CREATE = 'Type "policy" to create a replication policy (one day of recovery points is usual) or to let the appliance use one that exists.';

function figures(p: Policy): string {
  const kept = p.retentionMinutes === null ? 'for an unknown time' : `${p.retentionMinutes / 60} h`;
  const app = p.appConsistentMinutes === null || p.appConsistentMinutes === 0 ? 'none application-consistent' : `application-consistent every ${p.appConsistentMinutes} min`;
  return `${p.name} (points kept ${kept}, ${app})`;
}

function judge({ infrastructure, scope, profile }: CheckInput): Judgement {
  if (!infrastructure.known) return unreadable('The vault', infrastructure.why);
  const { policies } = infrastructure.value;
  const wanted = scope.defaults.policyName;
  const ready = policies.filter((p) => p.mapped && (wanted === null || same(p.name, wanted)));
  const shared = { remedy: CREATE, cause: 'policy', causeText: 'No replication policy is ready' };
  if (policies.length === 0) return block({ evidence: 'The vault has no replication policy.', ...shared });
  if (ready.length === 0) return block({ evidence: `${wanted === null ? 'No policy is' : `${wanted} is not`} associated with the appliance; the vault has ${listText(policies.map((p) => p.name))}.`, ...shared });
  const most = profile.limits.retentionHours * 60;
  const long = ready.find((p) => p.retentionMinutes !== null && p.retentionMinutes > most);
  if (long !== undefined) return warn({ evidence: `${figures(long)} keeps points longer than the ${profile.limits.retentionHours} h that are supported.`, remedy: CREATE, cause: long.name, causeText: `${long.name} keeps recovery points too long` });
  return pass(`Ready: ${ready.map(figures).join('; ')}.`);
}

/** Replication cannot be enabled without a policy that the container knows. */
export const asrPolicy = makeCheck({
  id: 'ASR-POLICY',
  title: 'Replication policy',
  topic: 'vault',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'ferry',
  needs: ['infrastructure'],
  expected: ({ profile }) => `A replication policy that is associated with the appliance's container and keeps recovery points for at most ${profile.limits.retentionHours} h. ${SOURCE.enable}.`,
  link: LINK.enable,
  judge,
});
