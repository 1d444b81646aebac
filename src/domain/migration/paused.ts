import type { Drift } from './types.ts';

const IN_AWS: ReadonlySet<Drift['code']> = new Set(['source-changed', 'source-started']);

/** True while it is worth asking Azure's Activity Log who did it; of AWS it knows nothing. */
export function wantsDoer(drift: Drift | null): boolean {
  return drift !== null && drift.by === undefined && !IN_AWS.has(drift.code);
}

/** True when somebody takes as the truth what was done in Azure: then the VM is looked at as well. */
export function adoptsAzure(drift: Drift | null): boolean {
  return drift?.adopting !== undefined && !IN_AWS.has(drift.code);
}
