/** What somebody wants of a wave, out of the words after its name. Pure: no machine and no person is looked up. */

export type WaveWish =
  | { readonly act: 'add' | 'remove'; readonly names: readonly string[]; readonly group: number | null; readonly reason: string }
  | { readonly act: 'move'; readonly names: readonly string[]; readonly to: string; readonly group: number | null }
  | { readonly act: 'group'; readonly group: number; readonly names: readonly string[] }
  | { readonly act: 'needs'; readonly machine: string; readonly names: readonly string[] }
  | { readonly act: 'window' | 'after' | 'policy' | 'owner' | 'approvers' | 'note' | 'channel' | 'target'; readonly text: string }
  | { readonly act: 'close' | 'reopen'; readonly reason: string };

const TEXT_ACTS = ['window', 'after', 'policy', 'owner', 'approvers', 'note', 'channel', 'target'] as const;
const FILLERS: ReadonlySet<string> = new Set(['and', 'from', 'with', 'machine', 'machines']);

/** Null when the words say nothing that can be done. */
export function wishIn(words: readonly string[], because: string | null): WaveWish | null {
  const [verb = '', ...rest] = words;
  const reason = because ?? '';
  const act = verb.toLowerCase();
  const text = TEXT_ACTS.find((known) => known === act);
  if (text !== undefined) return { act: text, text: rest.join(' ') };
  switch (act) {
    case 'add':
      return listed({ act, reason }, rest);
    case 'remove':
    case 'drop':
      return listed({ act: 'remove', reason }, rest);
    case 'move':
      return moved(rest);
    case 'group':
      return grouped(rest);
    case 'needs':
    case 'need':
      return needing(rest);
    case 'drive':
      return driven(rest.join(' '));
    case 'close':
    case 'reopen':
      return { act, reason: reason === '' ? rest.join(' ') : reason };
    default:
      return null;
  }
}

/** `plan`, `machines`, or `machines with plan`. */
function driven(text: string): WaveWish | null {
  if (/^(?:kept|machines? with (?:a |the )?plan)$/i.test(text)) return { act: 'policy', text: 'kept' };
  return /^(?:plan|machines?)$/i.test(text) ? { act: 'policy', text: /^plan$/i.test(text) ? 'plan' : 'machines' } : null;
}

function listed(o: { readonly act: 'add' | 'remove'; readonly reason: string }, words: readonly string[]): WaveWish | null {
  const { names, group } = withGroup(words);
  return names.length === 0 ? null : { ...o, names, group };
}

function moved(words: readonly string[]): WaveWish | null {
  const at = words.findIndex((word) => /^(?:to|into)$/i.test(word));
  const to = words[at + 1];
  if (at < 1 || to === undefined) return null;
  const { group } = withGroup(words.slice(at + 2));
  const isWave = /^wave$/i.test(to) && words[at + 2] !== undefined;
  return { act: 'move', names: plain(words.slice(0, at)), to: isWave ? (words[at + 2] ?? to) : to, group };
}

function grouped(words: readonly string[]): WaveWish | null {
  const [number = '', ...names] = words;
  return /^\d{1,3}:?$/.test(number) && plain(names).length > 0 ? { act: 'group', group: Number(number.replace(':', '')), names: plain(names) } : null;
}

function needing(words: readonly string[]): WaveWish | null {
  const [machine, ...names] = plain(words);
  return machine === undefined || names.length === 0 ? null : { act: 'needs', machine, names };
}

/** `… group 2` at the end, or anywhere. */
function withGroup(words: readonly string[]): { readonly names: readonly string[]; readonly group: number | null } {
  const at = words.findIndex((word, n) => /^group:?$/i.test(word) && /^\d{1,3}$/.test(words[n + 1] ?? ''));
  const joined = words.find((word) => /^group:\d{1,3}$/i.test(word));
  if (joined !== undefined) return { names: plain(words.filter((word) => word !== joined)), group: Number(joined.split(':')[1]) };
  return at < 0 ? { names: plain(words), group: null } : { names: plain([...words.slice(0, at), ...words.slice(at + 2)]), group: Number(words[at + 1]) };
}

function plain(words: readonly string[]): readonly string[] {
  return words.map((word) => word.replace(/[,;]+$/, '')).filter((word) => word !== '' && !FILLERS.has(word.toLowerCase()));
}
