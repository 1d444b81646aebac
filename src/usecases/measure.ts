import { runChecks } from '../domain/checks/index.ts';
import { dossierIdOf } from '../domain/dossier/types.ts';
import type { Evidence } from '../domain/evidence.ts';
import { isInTheWay, type Finding } from '../domain/finding.ts';
import { cutoverEvidence } from '../domain/gate.ts';
import type { Migration } from '../domain/migration/types.ts';
import { lastCopyEvidence } from '../domain/source-guard/evidence.ts';
import { CloudError } from '../ports.ts';
import type { Deps } from './deps.ts';
import { checksFor, gatherOne, needsOf } from './looking.ts';

/** What was measured; `unread` are the blocks that only say that something could not be read just now. */
export type Measured = { readonly evidence: Evidence; readonly unread: readonly Finding[] };

/** Measures a machine for its cutover: every check that matters before a failover, its protected item among them. Throws {@link CloudError}. */
export async function measure(d: Deps, m: Migration): Promise<Measured> {
  // Read first and by itself: without the item there is nothing to measure, and the refusal says why.
  const item = await d.replication.item(m.itemName);
  if (m.sourceLost !== undefined) return { evidence: lastCopyEvidence(m, item.value, d.clock.now()), unread: [] };
  const input = await gatherOne(d, m.instanceId, { migration: m, item, phase: 'failover', needs: needsOf(checksFor('failover')) });
  if (input === null) throw new CloudError({ kind: 'notFound', operation: 'ec2:DescribeInstances', message: `AWS does not know ${m.instanceId}` });
  const dossier = await d.store.dossier(dossierIdOf(m.instanceId));
  const { findings } = runChecks(input);
  const evidence = cutoverEvidence({ migration: m, item: item.value, now: d.clock.now(), findings, overrides: dossier?.state.overrides ?? [] });
  return { evidence, unread: findings.filter((f) => isInTheWay(f) && f.verdict === 'unknown') };
}
