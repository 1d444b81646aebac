import type { InstanceStatus } from '../domain/machine.ts';
import type { Observation } from '../domain/migration/observation.ts';
import type { Migration } from '../domain/migration/types.ts';
import type { Deps } from './deps.ts';

/** EC2's own status checks of one machine, both of them in one word. Throws {@link CloudError}. */
export async function sourceChecksOf(d: Pick<Deps, 'source'>, m: Migration): Promise<Observation['checks']> {
  const { machines } = await d.source.facts({ ids: [m.instanceId], parts: new Set(['status']) });
  const status = machines[0]?.status;
  return status?.known === true ? inOneWord(status.value) : 'unknown';
}

/** EC2 has no status for a machine that has just been started: it is still being checked. */
export function inOneWord(status: InstanceStatus | null): Observation['checks'] {
  const both = [status?.system ?? null, status?.instance ?? null];
  if (both.includes('impaired')) return 'failed';
  return both.every((word) => word === 'ok') ? 'passed' : 'running';
}
