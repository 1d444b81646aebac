import type { CheckReport } from '../domain/finding.ts';
import type { Instant } from '../domain/time.ts';

/** What is told of a machine that the inventory had and that AWS does not know any more: it must not simply be left out. */
export function missingReport(o: { readonly instanceId: string; readonly name: string; readonly at: Instant; readonly profile: string }): CheckReport {
  const finding: CheckReport['findings'][number] = {
    ...{ check: 'SRC-EXISTS', title: 'EC2 instance', verdict: 'block', severity: 'block', curer: 'aws', overridable: false },
    evidence: `AWS does not know ${o.instanceId} any more: it was terminated, or it is in another account or region than Ferry looks at.`,
    expected: 'One EC2 instance that is not terminated.',
    remedy: 'Take the machine out of the wave, or choose the instance that took its place.',
    ...{ link: null, cause: null, causeText: null, question: null, attested: null, override: null, missingRule: null },
  };
  return { instanceId: o.instanceId, name: o.name, at: o.at, profile: o.profile, findings: [finding] };
}
