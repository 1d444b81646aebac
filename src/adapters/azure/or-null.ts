// Tells "there is no such thing" from every other kind of "not found".
import type { Seen } from '../../domain/observation.ts';
import { CloudError } from '../../ports/trouble.ts';
import type { Watch } from './watch.ts';

// Only this code says that the item or job is not there; a missing vault or group is a wrong setting and must not look like "gone".
function isGone(error: unknown): boolean {
  return error instanceof CloudError && error.kind === 'notFound' && error.code === 'ArmResourceDoesNotExist';
}

/** What a read gives, or null when Site Recovery says that there is no such thing. */
export async function orNull<T>(watch: Watch, read: () => Promise<T>): Promise<Seen<T | null>> {
  try {
    const value = await read();
    return { asOf: watch.asOf(), value };
  } catch (error) {
    if (isGone(error)) return { asOf: watch.asOf(), value: null };
    throw error;
  }
}
