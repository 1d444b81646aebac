import type { CheckInput, Need } from '../checks/types.ts';
import type { Finding } from '../finding.ts';
import type { Instant } from '../time.ts';

/** One machine of the selection, with the size it would get. */
export type Member = { readonly input: CheckInput; /** The size's name; null when none fits or nothing could be read. */ readonly size: string | null };

/** A machine of another wave that is still on its way: it needs room as well. */
export type Rival = { readonly name: string; readonly wave: string | null; readonly size: string | null; readonly resourceGroupId: string | null; readonly networkId: string | null; readonly subnet: string | null; readonly nics: number; readonly disks: number; /** True when its Azure machine counts against the quota already. */ readonly inAzure: boolean; readonly churnBytesPerDay: number | null };

/** What the sums over a selection look at: its machines, the other waves still running, and what the scope offers. */
export type ScopeInput = { readonly now: Instant; readonly wave: string | null; readonly members: readonly Member[]; readonly rivals: readonly Rival[]; /** What was read for the scope: taken from here, never from a member. */ readonly common: Omit<CheckInput, 'facts' | 'item' | 'itemAsOf' | 'offeredSizes' | 'plan' | 'sameIp' | 'otherNames' | 'known'>; /** Bytes a day of one machine, attested or measured; null when nobody knows. */ readonly churn: ReadonlyMap<string, number> };

/** A sum over all machines of a selection; pure, and always with an answer. */
export type ScopeCheck = { readonly id: string; readonly title: string; readonly needs: readonly Need[]; run(input: ScopeInput): Finding };
