import type { ApprovalEvent } from '../domain/approval/types.ts';
import type { ApprovalId } from '../domain/ids.ts';
import type { Store } from '../ports/store.ts';

/** The card that a decision was taken on: the pressed one; for typed words the one that stood last. Null when none was shown. */
export async function cardBehind(store: Pick<Store, 'shownCards'>, id: ApprovalId, pressed: string | null): Promise<string | null> {
  return pressed ?? (await store.shownCards([id])).at(-1)?.hash ?? null;
}

/** The events of a decision with the hash of its card in them. */
export function withCard(events: readonly ApprovalEvent[], card: string | null): readonly ApprovalEvent[] {
  return card === null ? events : events.map((e) => onCard(e, card));
}

function onCard(e: ApprovalEvent, card: string): ApprovalEvent {
  if (e.type === 'Approved') return { ...e, decision: { ...e.decision, card } };
  return e.type === 'Rejected' ? { ...e, card } : e;
}
