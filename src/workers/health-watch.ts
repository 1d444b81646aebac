import type { Live } from '../domain/live.ts';
import { TERMINAL_PHASES, type Migration } from '../domain/migration/types.ts';
import { beat, type Pulse } from '../domain/notice/flap.ts';
import { HOUR, MINUTE, SECOND } from '../domain/time.ts';
import { duration, utc } from '../text/format.ts';
import type { Words } from '../text/en.ts';
import type { Deps } from '../usecases/deps.ts';
import type { MachineStatus } from '../usecases/types.ts';
import type { Wanted } from './story.ts';

type WatchDeps = Pick<Deps, 'store' | 'clock' | 'limits'> & { readonly words: Words };

/** What was said of a machine's replication health lately, kept so that a restart does not say it again. */
type Kept = { readonly pulse: Pulse; readonly said: readonly { readonly at: number; readonly text: string }[] };

/** A recovery point that is this many times as old as allowed, this close to the window, would make people wait in vain. */
const FAR_TOO_OLD = 4;
const CLOSE_MS = 12 * HOUR;
/** What is older has been told, or is not news any more. */
const NEWS_MS = HOUR;

/** What is to be told of the health of a machine's replication: that it changed, once that it keeps changing, and that the window is at risk. */
export async function watchHealth(d: WatchDeps, { migration: m, live }: Pick<MachineStatus, 'migration' | 'live'>): Promise<readonly Wanted[]> {
  // From the moment at which the source is to stop, silence of its agent is what was asked for.
  if (live === null || live.health === 'none' || m.sourceStoppedAt !== null || m.position.phase === 'stopping-source' || TERMINAL_PHASES.has(m.position.phase)) return [];
  return [...(await changes(d, m, live)), ...atRisk(d, m, live)];
}

async function changes(d: WatchDeps, m: Migration, live: Live): Promise<readonly Wanted[]> {
  const key = `health:${m.id}`;
  const note = await d.store.note(key);
  const before = note === null ? null : (JSON.parse(note) as Kept);
  const { pulse, says } = beat(before?.pulse ?? null, { health: live.health, now: live.seenAt });
  const w = d.words.notices;
  const text = says === null ? null : says.what === 'flapping' ? w.flapping(m.name) : w.health(m.name, says.was, says.is);
  const old = (before?.said ?? []).filter((s) => d.clock.now() - s.at < NEWS_MS);
  const said = text === null ? old : [...old, { at: live.seenAt, text }];
  const now: Kept = { pulse, said };
  if (JSON.stringify(now) !== note) await d.store.putNote(key, JSON.stringify(now));
  return said.map((s) => ({ key: `m:${m.id}:h${s.at}`, role: 'note', lane: 'N2', kind: 'health', at: s.at, content: { text: s.text } }));
}

/** Told once for each window. */
function atRisk(d: WatchDeps, m: Migration, live: Live): readonly Wanted[] {
  const window = m.window ?? null;
  const rpo = live.rpoSeconds;
  const now = d.clock.now();
  if (window === null || rpo === null || rpo <= FAR_TOO_OLD * d.limits.rpoSeconds || window.from - now > CLOSE_MS || window.to <= now) return [];
  const text = d.words.notices.rpo({ machine: m.name, rpo: duration(rpo * SECOND), limit: duration(d.limits.rpoSeconds * SECOND), window: utc(window.from) });
  return [{ key: `m:${m.id}:rpo${Math.floor(window.from / MINUTE)}`, role: 'note', lane: 'N0', kind: 'rpo', at: live.seenAt, mentions: [m.owner], content: { text } }];
}
