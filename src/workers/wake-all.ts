import { TERMINAL_PHASES } from '../domain/migration/types.ts';
import { DAY, type Instant } from '../domain/time.ts';
import type { JobRequest, Store } from '../ports.ts';
import { expiryTimer } from '../usecases/record.ts';

/** After a start: look at every open machine, make its cards equal to its state, arm the timers of open approvals, begin the rounds. */
export async function wakeAll(store: Store, o: { readonly at: Instant; readonly vault: string }): Promise<void> {
  const open = await store.migrations({ open: true });
  const all = await store.migrations({ open: false });
  const recent = all.filter((m) => o.at - m.state.positionSince < DAY || !TERMINAL_PHASES.has(m.state.position.phase));
  const approvals = await store.openApprovals();
  const jobs: readonly JobRequest[] = [
    { queue: 'tick', key: o.vault },
    ...open.map((m): JobRequest => ({ queue: 'step', key: m.state.id })),
    ...recent.map((m): JobRequest => ({ queue: 'notify', key: m.state.id })),
    ...approvals.map((a) => expiryTimer(a.state.id, a.state.expiresAt - o.at)),
  ];
  await store.commit({ at: o.at, changes: [], jobs });
}
