import { runChecks } from '../domain/checks/index.ts';
import type { CheckInput } from '../domain/checks/types.ts';
import { dossierIdOf, type Dossier } from '../domain/dossier/types.ts';
import type { Evidence } from '../domain/evidence.ts';
import { isInTheWay, type CheckReport, type Finding } from '../domain/finding.ts';
import { cutoverEvidence } from '../domain/gate.ts';
import type { Migration } from '../domain/migration/types.ts';
import { mayRenew } from '../domain/migration/decide.ts';
import { stoppedEvidence } from '../domain/migration/stopped-evidence.ts';
import { lastCopyEvidence } from '../domain/source-guard/evidence.ts';
import { CloudError } from '../ports/trouble.ts';
import type { MigrationId } from '../domain/ids.ts';
import type { Item } from '../domain/observation.ts';
import type { Deps } from './deps.ts';
import { gatherMany } from './gather.ts';
import { checksFor, gatherOne, needsOf } from './looking.ts';

/** What was measured; `unread` are the blocks that only say that something could not be read just now. `report` is what all checks say, where they were run. */
export type Measured = { readonly evidence: Evidence; readonly unread: readonly Finding[]; readonly report?: CheckReport };

/** Measures a machine for its cutover: every check that matters before a failover, its protected item among them. Throws {@link CloudError}. */
export async function measure(d: Deps, m: Migration): Promise<Measured> {
  // Read first and by itself: without the item there is nothing to measure, and the refusal says why.
  const item = await d.replication.item(m.itemName);
  if (m.sourceLost !== undefined) return { evidence: lastCopyEvidence(m, item.value, d.clock.now()), unread: [] };
  if (mayRenew(m)) return { evidence: stoppedEvidence(m, item.value, d.clock.now()), unread: [] };
  const input = await gatherOne(d, m.instanceId, { migration: m, item, phase: 'failover', needs: needsOf(checksFor('failover')) });
  if (input === null) throw new CloudError({ kind: 'notFound', operation: 'ec2:DescribeInstances', message: `AWS does not know ${m.instanceId}` });
  const dossier = await d.store.dossier(dossierIdOf(m.instanceId));
  return judged(d, { m, input, item: item.value, dossier: dossier?.state ?? null });
}

type Judged = { readonly m: Migration; readonly input: CheckInput; readonly item: Item | null; readonly dossier: Dossier | null };

function judged(d: Deps, { m, input, item, dossier }: Judged): Measured {
  const report = runChecks(input);
  const { findings } = report;
  const evidence = cutoverEvidence({ migration: m, item, now: d.clock.now(), findings, overrides: dossier?.overrides ?? [] });
  return { evidence, unread: findings.filter((f) => isInTheWay(f) && f.verdict === 'unknown'), report };
}

/** Measures many machines; what they share is read once. Null for one that AWS does not know. Throws {@link CloudError} when the machines themselves cannot be read. */
export async function measureMany(d: Deps, all: readonly Migration[]): Promise<ReadonlyMap<MigrationId, Measured | null>> {
  const alone = all.filter((m) => m.sourceLost !== undefined || mayRenew(m));
  const measured = new Map<MigrationId, Measured | null>();
  for (const m of alone) measured.set(m.id, await measure(d, m));
  const together = all.filter((m) => !alone.includes(m));
  if (together.length === 0) return measured;
  const { inputs } = await gatherMany(d, { ids: together.map((m) => m.instanceId), needs: needsOf(checksFor('failover')), phase: 'failover', migrations: new Map(together.map((m) => [m.instanceId, m])) });
  const byId = new Map(inputs.map((input) => [input.facts.instanceId, input]));
  const dossiers = await d.store.dossiers();
  for (const m of together) {
    const input = byId.get(m.instanceId);
    const dossier = dossiers.get(dossierIdOf(m.instanceId))?.state ?? null;
    measured.set(m.id, input === undefined ? null : judged(d, { m, input, item: input.item.known ? input.item.value : null, dossier }));
  }
  return measured;
}
