/** Asks Teams what somebody is: an activity seldom says that its sender is a guest of the tenant, the list of the people of a conversation does. */
import { z } from 'zod';
import type { Standing } from '../../bot/turn.ts';
import type { Person } from '../../domain/person.ts';
import { MINUTE, SECOND, type Instant } from '../../domain/time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/telemetry.ts';
import { conversationIdOf, teamOf, type IncomingActivity } from './activity.ts';
import type { Connector } from './connectors.ts';
import { teamsTrouble } from './errors.ts';
import { personOf } from './person.ts';

type Deps = { readonly connectorFor: (serviceUrl: string) => Promise<Connector>; /** Nobody proves who he is then, so nobody has to prove that he is no guest. */ readonly anonymous: boolean; readonly clock: Pick<Clock, 'now'>; readonly log: Log };
type Asked = { readonly activity: IncomingActivity; readonly who: Person };
export type Roster = { /** Never rejects. */ standingOf(activity: IncomingActivity): Promise<Standing> };

/** People seldom become guests. */
const KEPT = 10 * MINUTE;
/** Teams is not asked by each press of somebody whom it cannot place. */
const TROUBLE_KEPT = 15 * SECOND;
/** Whoever pressed a button waits for this. */
const WAIT = 2 * SECOND;
const MOST_KNOWN = 5_000;

/** Teams has called a guest's role `user` (msteams-docs issue 6381), so the sign-in name counts as well: that of an account from elsewhere carries a mark. */
const Member = z.object({ userRole: z.string().nullish(), userPrincipalName: z.string().nullish(), tenantId: z.string().nullish(), objectId: z.string().nullish(), aadObjectId: z.string().nullish() });
type Member = z.infer<typeof Member>;

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Makes the asker; it remembers people for some minutes, whatever conversation they speak in. */
export function makeRoster(deps: Deps): Roster {
  const known = new Map<string, { readonly answer: Promise<Standing>; until: Instant }>();

  async function ask(asked: Asked): Promise<Standing> {
    try {
      const told = await withinTime(memberOf(deps, asked.activity));
      const standing = standingIn(told, asked.who);
      if (standing === 'unknown') deps.log.warn({ user: asked.who.id, tenant: asked.who.tenant }, 'Teams does not tell whether a person is a guest');
      return standing;
    } catch (error) {
      const trouble = teamsTrouble('teams:member', error);
      deps.log.warn({ user: asked.who.id, tenant: asked.who.tenant, kind: trouble.kind, code: trouble.code }, 'Teams could not be asked whether a person is a guest');
      return 'unknown';
    }
  }

  return {
    async standingOf(activity) {
      const who = personOf(activity);
      if (who === null) return 'unknown';
      const key = `${who.tenant}/${who.id}`.toLowerCase();
      const before = known.get(key);
      if (before !== undefined && deps.clock.now() < before.until) return before.answer;
      if (known.size >= MOST_KNOWN) known.clear();
      const entry = { answer: ask({ activity, who }).then((told) => (told === 'unknown' && deps.anonymous ? 'member' : told)), until: deps.clock.now() + KEPT };
      known.set(key, entry);
      if ((await entry.answer) === 'unknown') entry.until = deps.clock.now() + TROUBLE_KEPT;
      return entry.answer;
    },
  };
}

/** The team knows its people also for its channels, as the SDK asks it; the people of a shared channel only the channel itself. */
async function memberOf({ connectorFor }: Deps, activity: IncomingActivity): Promise<unknown> {
  const { conversations } = await connectorFor(activity.serviceUrl);
  const [conversation, id] = [conversationIdOf(activity), activity.from?.id ?? ''];
  const team = teamOf(activity);
  if (team === null || team === conversation) return conversations.getConversationMember(conversation, id);
  return conversations.getConversationMember(team, id).catch((error: unknown) => {
    if (teamsTrouble('teams:member', error).kind === 'unavailable') throw error;
    return conversations.getConversationMember(conversation, id);
  });
}

async function withinTime<T>(call: Promise<T>): Promise<T> {
  const late = AbortSignal.timeout(WAIT);
  call.catch(() => undefined);
  return Promise.race([call, new Promise<never>((_, reject) => late.addEventListener('abort', () => reject(Object.assign(new Error('Teams did not answer in time'), { name: 'AbortError' })), { once: true }))]);
}

function standingIn(told: unknown, who: Person): Standing {
  const parsed = Member.safeParse(told);
  if (!parsed.success || isSomebodyElse(parsed.data, who)) return 'unknown';
  if (isGuest(parsed.data, who)) return 'guest';
  return parsed.data.userPrincipalName ? 'member' : 'unknown';
}

function isGuest({ userRole, userPrincipalName, tenantId }: Member, who: Person): boolean {
  const foreign = GUID.test(tenantId ?? '') && tenantId?.toLowerCase() !== who.tenant.toLowerCase();
  return foreign || /^(?:guest|anonymous)$/i.test(userRole ?? '') || /#EXT#/i.test(userPrincipalName ?? '');
}

function isSomebodyElse({ objectId, aadObjectId }: Member, who: Person): boolean {
  const id = (objectId ?? aadObjectId ?? who.id).toLowerCase();
  return id !== who.id.toLowerCase();
}
