import { decideApproval, type ApprovalCommand } from '../../../src/domain/approval/decide.ts';
import type { Electorate } from '../../../src/domain/approval/electorate.ts';
import { evolveApproval } from '../../../src/domain/approval/evolve.ts';
import type { Approval, ApprovalEvent } from '../../../src/domain/approval/types.ts';
import { userIdFromActivity } from '../../../src/domain/ids.ts';
import { by, FERRY, type Person } from '../../../src/domain/person.ts';
import { T0, TENANT } from '../migration/fixtures.ts';

export const idOf = (name: string) => userIdFromActivity(`oid-${name}`);

/** Who may answer now; `*` is everybody. */
export function electorate(names: readonly string[], more: Partial<Electorate> = {}): Electorate {
  return { policy: { tenants: [TENANT], viewers: [], operators: [], approvers: names.map((n) => (n === '*' ? '*' : idOf(n))) }, ...more };
}

/** The state after Ferry noted events. */
export function after(a: Approval, events: readonly ApprovalEvent[], at = T0): Approval {
  return events.reduce((state, event) => evolveApproval(state, { event, at, actor: FERRY }), a);
}

/** What an answer leads to: the state, or the code of the refusal. */
export function said(a: Approval, command: ApprovalCommand, o: { readonly who: Person; readonly now?: number; readonly electorate?: Electorate }): { readonly state: Approval; readonly refused: string | null; readonly events: readonly ApprovalEvent[] } {
  const at = o.now ?? T0;
  const answer = decideApproval(a, command, { ...(o.electorate ?? electorate(['*'])), who: o.who, now: at });
  if (!answer.ok) return { state: a, refused: answer.error.code, events: [] };
  return { state: answer.value.reduce((state, event) => evolveApproval(state, { event, at, actor: by(o.who) }), a), refused: null, events: answer.value };
}
