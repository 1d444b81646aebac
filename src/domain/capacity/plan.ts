import { DAY, SECOND } from '../time.ts';
import { DEFAULT_WINDOW_MS, OVERHEAD_PERCENT } from './assumptions.ts';
import { churnShares, diskBytes } from './churn.ts';
import { sizingFor } from './sizing.ts';
import { troublesOf } from './troubles.ts';
import type { CapacityInput, CapacityPlan } from './types.ts';

const BITS = 8;
const MEGA = 1_000_000;

/** What moving the machines takes: the first copy within the window, then the changes of every day, and the appliance for both. Pure. */
export function planCapacity(input: CapacityInput): CapacityPlan {
  const bytes = diskBytes(input.machines);
  const churn = churnShares(input);
  const churnBytesPerDay = churn.reduce((sum, c) => sum + c.bytesPerDay, 0);
  const windowMs = input.wish.windowMs ?? DEFAULT_WINDOW_MS;
  const firstCopyMbit = mbit(bytes + (churnBytesPerDay * windowMs) / DAY, windowMs);
  const steadyMbit = mbit(churnBytesPerDay, DAY);
  const figures = {
    machines: input.machines.length,
    disks: input.machines.reduce((sum, m) => sum + (m.diskGiB ?? []).length, 0),
    ...{ bytes, churnBytesPerDay, churn, windowMs, windowNamed: input.wish.windowMs !== null, firstCopyMbit, steadyMbit },
    link: input.wish.linkMbit === null ? null : { mbit: input.wish.linkMbit, firstCopyMs: firstCopyMs({ bytes, churnBytesPerDay, linkMbit: input.wish.linkMbit }) },
    sizing: sizingFor(input, churnBytesPerDay),
  };
  return { ...figures, troubles: troublesOf(input, figures) };
}

/** The line that carries so many bytes in that time, the overhead included. */
function mbit(bytes: number, ms: number): number {
  return (bytes * BITS * (1 + OVERHEAD_PERCENT / 100)) / MEGA / (ms / SECOND);
}

/** How long the first copy takes on a line that carries the changes as well; null when the line never catches up. */
function firstCopyMs(o: { readonly bytes: number; readonly churnBytesPerDay: number; readonly linkMbit: number }): number | null {
  const left = o.linkMbit - mbit(o.churnBytesPerDay, DAY);
  if (left <= 0) return o.bytes === 0 ? 0 : null;
  return (mbit(o.bytes, SECOND) / left) * SECOND;
}
