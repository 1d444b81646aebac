// The sizes of the region: the live list is large and changes rarely, so it is kept; a dated table stands in when it cannot be read.
import type { SizeList, VmSize } from '../../domain/infrastructure.ts';
import { HOUR, MINUTE, type Instant } from '../../domain/time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { TargetCloud } from '../../ports/target.ts';
import { CloudError } from '../../ports/trouble.ts';
import { TABLE_DATE, TABLE_SIZES } from './sizes-table.ts';

const FRESH_MS = 6 * HOUR;
// A list of this morning knows more of the subscription than any table, so it outlives a passing trouble.
const USABLE_MS = 24 * HOUR;
const AGAIN_AFTER_MS = 5 * MINUTE;

/** What {@link makeSizes} needs. */
type SizesOptions = { readonly location: string; readonly clock: Clock; readonly read: () => Promise<readonly VmSize[]> };

/** The port's `sizes`: shared by callers at the same time, and never an error of the cloud. */
export function makeSizes(o: SizesOptions): TargetCloud['sizes'] {
  let live: SizeList | null = null;
  let trouble: { readonly why: string; readonly until: Instant } | null = null;
  let reading: Promise<SizeList> | null = null;

  const standIn = (why: string): SizeList => {
    if (live !== null && o.clock.now() - live.asOf < USABLE_MS) return live;
    return { from: 'table', asOf: TABLE_DATE, whyTable: why, sizes: TABLE_SIZES };
  };
  const refresh = async (): Promise<SizeList> => {
    try {
      live = await readLive(o);
      trouble = null;
      return live;
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
      trouble = { why: wordsFor(error), until: o.clock.now() + AGAIN_AFTER_MS };
      return standIn(trouble.why);
    }
  };
  return () => {
    const now = o.clock.now();
    if (live !== null && now - live.asOf < FRESH_MS) return Promise.resolve(live);
    if (trouble !== null && now < trouble.until) return Promise.resolve(standIn(trouble.why));
    reading ??= refresh().finally(() => (reading = null));
    return reading;
  };
}

async function readLive(o: SizesOptions): Promise<SizeList> {
  const sizes = await o.read();
  // Azure answers a region that it does not know with an empty list.
  if (sizes.length === 0) throw new CloudError({ kind: 'notFound', operation: 'skus.list', message: `it lists no size for the region "${o.location}"` });
  return { from: 'live', asOf: o.clock.now(), whyTable: null, sizes };
}

const REASONS: { readonly [K in CloudError['kind']]: string } = {
  throttled: 'Azure asked for fewer requests',
  unavailable: 'Azure could not be read',
  conflict: 'Azure refused',
  notFound: 'Azure does not know what was asked for',
  forbidden: 'Azure does not let Ferry read its sizes',
  invalid: 'Azure refused',
};

function wordsFor(error: CloudError): string {
  return `${REASONS[error.kind]}: ${error.message}`;
}
