import { may } from '../domain/access.ts';
import { isInForce } from '../domain/approval/electorate.ts';
import { decideGovernance, type GovernanceCommand } from '../domain/governance/decide.ts';
import type { Delegation, Governance } from '../domain/governance/types.ts';
import { by, samePerson, type Person } from '../domain/person.ts';
import { userIdFromActivity } from '../domain/ids.ts';
import { no, ok, type Result } from '../domain/result.ts';
import type { Store } from '../ports/store.ts';
import type { ApprovalUseCases } from './approval-types.ts';
import type { Deps } from './deps.ts';
import { governanceOf } from './freezes.ts';
import { governanceChange } from './record.ts';
import { reject } from './rejections.ts';
import type { Outcome, Rejection } from './outcome.ts';

const RACES = 4;
const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Everybody who was ever asked to stand in, past ones too. */
export async function delegationsOf(d: Parameters<typeof governanceOf>[0]): Promise<readonly Delegation[]> {
  return (await governanceOf(d)).state.delegations ?? [];
}

/** The use cases of an approver who is away; that the person is an approver is asked before. */
export function makeDelegations(d: Deps): Pick<ApprovalUseCases, 'delegations' | 'personNamed' | 'delegate' | 'endDelegation'> {
  return {
    delegations: async () => (await delegationsOf(d)).filter((one) => isInForce(one, d.clock.now())),
    personNamed: async (text, who) => {
      const found = await personNamed(d.store, text, who);
      return found === null ? reject('no-such-person') : ok(found);
    },
    delegate: (o) => delegate(d, o),
    endDelegation: async (who) => {
      const saved = await change(d, who, { type: 'end-delegation' });
      return saved.ok ? ok(null) : saved;
    },
  };
}

async function delegate(d: Deps, o: Parameters<ApprovalUseCases['delegate']>[0]): Outcome<Delegation> {
  const unheard = await whyUnheard(d, o.to);
  if (unheard !== null) return no(unheard);
  const saved = await change(d, o.who, { type: 'delegate', to: o.to, until: o.until });
  if (!saved.ok) return saved;
  const granted = (saved.value.delegations ?? []).findLast((one) => samePerson(one.from, o.who));
  return granted === undefined ? reject('changed-meanwhile') : ok(granted);
}

/** Whoever has no role is not let in at all: an approver who is away must learn that now, and not when nobody can approve. */
async function whyUnheard(d: Deps, to: Person): Promise<Rejection | null> {
  const access = await d.access();
  if (may(access, to, 'viewer')) return null;
  const unread = (access.silent ?? []).find((g) => g.state === 'unreadable');
  return { code: 'delegate-without-role', detail: { person: to.name, ...(unread === undefined ? {} : { unread: unread.why }) } };
}

/** By object id, or by the exact name of one person whom Ferry knows from a personal chat: two of one name are not guessed. */
async function personNamed(store: Pick<Store, 'conversations'>, text: string, who: Person): Promise<Person | null> {
  const people = (await store.conversations()).flatMap((c) => (c.person === undefined ? [] : [c.person]));
  const wanted = text.trim().replace(/^@/, '').toLowerCase();
  if (GUID.test(wanted)) return people.find((p) => p.id.toLowerCase() === wanted) ?? { id: userIdFromActivity(wanted), tenant: who.tenant, name: wanted };
  const found = people.filter((p) => p.name.toLowerCase() === wanted);
  const [first] = found;
  return first !== undefined && found.every((p) => samePerson(p, first)) ? first : null;
}

async function change(d: Deps, who: Person, command: GovernanceCommand): Promise<Result<Governance, Rejection>> {
  for (let race = 0; race < RACES; race++) {
    const before = await governanceOf(d);
    const now = d.clock.now();
    const decided = decideGovernance(before.state, command, { who, now });
    if (!decided.ok) return no(decided.error);
    const next = governanceChange(before, decided.value, { at: now, actor: by(who) });
    if ((await d.store.commit({ at: now, changes: [next] })) === 'saved') return ok(next.state);
  }
  return reject('changed-meanwhile');
}
