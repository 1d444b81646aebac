/** Who is told what: settings of conversations, kept with what holds for the scope, so that the audit has them. */
import type { GovernanceEvent } from '../domain/governance/types.ts';
import type { ConversationId } from '../domain/ids.ts';
import { nextDigest, type Follow, type Habit } from '../domain/notice/follow.ts';
import { by, type Person } from '../domain/person.ts';
import { ok } from '../domain/result.ts';
import type { Instant } from '../domain/time.ts';
import { waveKey } from '../domain/waves.ts';
import type { JobRequest } from '../ports/jobs.ts';
import type { Deps } from './deps.ts';
import { governanceOf } from './freezes.ts';
import type { NoticeUseCases, Told } from './notice-types.ts';
import type { Outcome } from './outcome.ts';
import { governanceChange } from './record.ts';
import { reject } from './rejections.ts';
import { makeThreadTarget } from './thread-target.ts';
import { ownWaves } from './waves.ts';

const RACES = 4;

/** The use cases around notices; anybody who may look may have a conversation told. */
export function makeNotices(d: Deps): NoticeUseCases {
  return {
    follow: (o) => follow(d, o),
    unfollow: (o) => unfollow(d, o),
    toldIn: (where) => toldIn(d, where),
    ...makeThreadTarget(d),
    setQuiet: ({ quiet, ...o }) => setHabit(d, { ...o, change: { quiet } }),
    setDigest: async ({ digest, ...o }) => {
      const set = await setHabit(d, { ...o, change: { digest } });
      return set.ok ? ok({ habit: set.value, next: dueAfter(d, set.value, d.clock.now()) }) : set;
    },
  };
}

type Subject = Pick<Follow, 'subject' | 'name'> & { readonly job: string | null };

/** A wave first: machines are seldom called like one. */
async function subjectNamed(d: Deps, what: string): Outcome<Subject> {
  const key = waveKey(what.replace(/^wave\s+/i, ''));
  const wave = (await ownWaves(d)).find((w) => waveKey(w.name) === key);
  if (wave !== undefined) return ok({ subject: wave.id, name: wave.name, job: wave.id });
  const wanted = what.trim().toLowerCase();
  const found = (await d.store.migrations({ open: false })).map((s) => s.state).find((m) => [m.name.toLowerCase(), m.instanceId, m.privateIp].includes(wanted));
  return found === undefined ? reject('nothing-to-follow') : ok({ subject: found.instanceId, name: found.name, job: found.id });
}

async function follow(d: Deps, o: Parameters<NoticeUseCases['follow']>[0]): Outcome<Follow> {
  const subject = await subjectNamed(d, o.what);
  if (!subject.ok) return subject;
  const { job, ...what } = subject.value;
  const wanted: Follow = { conversation: o.where, ...what, level: o.level, since: d.clock.now() };
  const jobs: readonly JobRequest[] = job === null ? [] : [{ queue: 'notify', key: job }];
  return (await change(d, o.who, { events: () => [{ type: 'Followed', follow: wanted }], jobs })) ? ok(wanted) : reject('changed-meanwhile');
}

async function unfollow(d: Deps, o: Parameters<NoticeUseCases['unfollow']>[0]): Outcome<string> {
  const key = waveKey(o.what.replace(/^wave\s+/i, ''));
  const follows = (await governanceOf(d)).state.follows ?? [];
  const found = follows.find((f) => f.conversation === o.where && (waveKey(f.name) === key || f.subject === o.what.trim()));
  if (found === undefined) return reject('not-followed');
  const event: GovernanceEvent = { type: 'Unfollowed', conversation: o.where, subject: found.subject, name: found.name };
  return (await change(d, o.who, { events: () => [event], jobs: [] })) ? ok(found.name) : reject('changed-meanwhile');
}

type HabitChange = { readonly zone: string | null; readonly where: ConversationId; readonly who: Person; readonly change: Partial<Pick<Habit, 'quiet' | 'digest'>> };

async function setHabit(d: Deps, o: HabitChange): Outcome<Habit> {
  const before = await habitOf(d, o.where);
  const zone = o.zone === null ? before.zone : d.zones.named(o.zone);
  if (zone === null) return reject('no-such-zone', { zone: o.zone ?? '' });
  const now = d.clock.now();
  const habit: Habit = { ...before, zone, ...o.change, since: o.change.digest === undefined ? before.since : now };
  const due = dueAfter(d, habit, now);
  const jobs: readonly JobRequest[] = due === null ? [] : [{ queue: 'notify', key: `digest:${o.where}`, afterMs: due - now }];
  return (await change(d, o.who, { events: () => [{ type: 'HabitSet', habit }], jobs })) ? ok(habit) : reject('changed-meanwhile');
}

async function habitOf(d: Deps, where: ConversationId): Promise<Habit> {
  const known = ((await governanceOf(d)).state.habits ?? []).find((h) => h.conversation === where);
  return known ?? { conversation: where, zone: d.policy.zone, quiet: null, digest: null, since: d.clock.now() };
}

function dueAfter(d: Deps, h: Habit, after: Instant): Instant | null {
  return h.digest === null ? null : nextDigest(h.digest, { after, local: d.zones.at(after, h.zone).local, locate: (local) => d.zones.locate(local, h.zone) });
}

async function change(d: Deps, who: Person, o: { readonly events: () => readonly GovernanceEvent[]; readonly jobs: readonly JobRequest[] }): Promise<boolean> {
  for (let race = 0; race < RACES; race++) {
    const at = d.clock.now();
    const next = governanceChange(await governanceOf(d), o.events(), { at, actor: by(who) });
    if ((await d.store.commit({ at, changes: [next], jobs: o.jobs })) === 'saved') return true;
  }
  return false;
}

async function toldIn(d: Deps, where: ConversationId): Promise<Told> {
  const follows = ((await governanceOf(d)).state.follows ?? []).filter((f) => f.conversation === where);
  return { follows, home: await toldOnlyIn(d, where), habit: await habitOf(d, where) };
}

/** Waves, and machines without one, whose thread is in a conversation. */
async function toldOnlyIn(d: Deps, where: ConversationId): Promise<readonly string[]> {
  const waves = await ownWaves(d);
  const inWave = new Set<string>(waves.flatMap((w) => w.members.map((m) => m.instanceId)));
  const machines = (await d.store.migrations({ open: true })).map((s) => s.state).filter((m) => m.home === where && !inWave.has(m.instanceId));
  return [...waves.filter((w) => w.channel === where).map((w) => w.name), ...machines.map((m) => m.name)];
}
