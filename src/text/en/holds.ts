/** English words for machines that somebody holds. */
import type { Hold } from '../../domain/governance/types.ts';
import type { ActKind } from '../../domain/migration/types.ts';
import type { Instant } from '../../domain/time.ts';
import { utc } from '../format.ts';
import { clip, named, quoted } from '../neutral.ts';
import { stateWords } from './state.ts';

type Underway = { readonly machine: string; readonly act: ActKind | null; readonly scenario: string | null };

/** More than these are counted only. */
const MOST_NAMED = 15;

function what(u: Underway): string {
  return `${named(u.machine)} (${u.act === null ? stateWords.scenario(u.scenario ?? '') : stateWords.acts[u.act]})`;
}

/** What a hold does not end, by name. */
function goesOn(all: readonly Underway[]): string {
  if (all.length === 0) return 'No cloud is doing anything for it now.';
  const more = all.length > MOST_NAMED ? ` and ${all.length - MOST_NAMED} more` : '';
  return `What a cloud is already doing goes on, because it cannot be stopped without harm: ${all.slice(0, MOST_NAMED).map(what).join(', ')}${more}.`;
}

export const holdWords = {
  goesOn,
  held: (machine: string, all: readonly Underway[]): string => `⏸ ${named(machine)} is held: no new step starts, and its approvals stay. ${goesOn(all)} 'resume ${named(machine)}' lets it go on.`,
  heldAll: (all: readonly Underway[]): string => `⏸ Everything is held: no new step starts for any machine, and approvals stay. ${all.length === 0 ? 'No cloud is doing anything for Ferry now.' : goesOn(all)} An admin lets it go on with 'resume all'.`,
  heldWave: (wave: string, n: number, all: readonly Underway[]): string => `⏸ ${named(wave)} is held, ${n === 1 ? 'one machine' : `${n} machines`}: no new step starts, and approvals stay. ${all.length === 0 ? 'No cloud is doing anything for them now.' : goesOn(all)} 'resume ${named(wave)}' lets them go on, or each by its name.`,
  resumedWave: (wave: string, n: number): string => `${n === 1 ? 'One machine' : `${n} machines`} of ${named(wave)} ${n === 1 ? 'is' : 'are'} not held any more. Ferry looks at the clouds and goes on.`,
  resumed: (machine: string): string => `${named(machine)} is not held any more. Ferry looks at the clouds and goes on with the next step.`,
  resumedAll: (still: readonly string[]): string => `Nothing is held for everybody any more. Ferry looks at the clouds and goes on.${still.length === 0 ? '' : ` Still held one by one: ${still.slice(0, MOST_NAMED).map(named).join(', ')}${still.length > MOST_NAMED ? ` and ${still.length - MOST_NAMED} more` : ''}.`}`,
  /** One line on every card of a held machine; `when` writes the moment. */
  line: (h: Hold, isAll: boolean, when: (at: Instant) => string = utc): string => `⏸ ${isAll ? 'Everything is held' : 'Held'} by ${named(h.by.name)} since ${when(h.at)} (${quoted(clip(h.reason, 200))}). No new step starts.`,
  afterFailure: (code: string): string => `after the failure ${named(code)}`,
};
