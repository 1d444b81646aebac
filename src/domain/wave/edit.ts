/** What people may change about a wave, and why it may be refused. */
import type { ConversationId, InstanceId, WaveId } from '../ids.ts';
import type { Person } from '../person.ts';
import type { Window } from '../window/types.ts';
import type { Wave, WaveEvent, WaveMember, WavePolicy, WaveTarget } from './types.ts';

/** How a wave is made; machines by group. */
export type NewWave = { readonly name: string; readonly members: readonly WaveMember[]; readonly window: Window | null; readonly target: WaveTarget; readonly approvers: Wave['approvers']; readonly after: readonly string[]; readonly channel: ConversationId | null; readonly policy: WavePolicy; readonly note: string; /** Whoever makes it, when left out. */ readonly owner?: Person };

/** One change to a wave; machines are named by instance. */
export type WaveEdit =
  | { readonly type: 'add'; readonly members: readonly WaveMember[] }
  | { readonly type: 'remove'; readonly instanceIds: readonly string[]; readonly reason: string }
  | { readonly type: 'move'; readonly instanceIds: readonly string[]; readonly to: WaveId; readonly group: number | null }
  | { readonly type: 'regroup'; readonly members: readonly WaveMember[] }
  | { readonly type: 'window'; readonly window: Window | null }
  | { readonly type: 'after'; readonly after: readonly string[] }
  | { readonly type: 'change'; readonly change: { readonly [K in 'owner' | 'target' | 'approvers' | 'channel' | 'policy' | 'note']?: Wave[K] } }
  | { readonly type: 'close'; readonly reason: string }
  | { readonly type: 'reopen'; readonly reason: string };

/** Why a change was refused; `detail` names what is in the way. */
export type WaveRefusal = {
  readonly code:
    | 'wave-name' | 'wave-exists' // detail.wave, detail.closed
    | 'wave-full' // detail.wave, detail.machines, detail.most
    | 'wave-group' // detail.machine, detail.group
    | 'wave-cycle' // detail.of: machines or waves, detail.cycle
    | 'wave-taken' // detail.machine, detail.wave
    | 'wave-past' // detail.machine
    | 'wave-without' // detail.machine, detail.wave
    | 'wave-need' | 'wave-need-later' // detail.machine, detail.need
    | 'wave-running' // detail.wave
    | 'wave-closed' | 'wave-open' // detail.wave
    | 'no-such-wave' // detail.wave, detail.known
    | 'reason-needed';
  readonly detail: Readonly<Record<string, string>>;
};

/** What a change is judged by: all open waves, and how far their machines are. */
export type WaveWorld = {
  readonly waves: readonly Wave[];
  /** Machines whose cutover has begun: `moving` until they run in Azure, `moved` afterwards. */
  readonly past: ReadonlyMap<InstanceId, 'moving' | 'moved'>;
  /** Waves with a run on an approval under way: what was approved must not change beneath it. */
  readonly running: ReadonlySet<WaveId>;
};

/** What happens to one wave; a move happens to two. */
export type WaveEdited = { readonly wave: Wave; readonly events: readonly WaveEvent[] };
