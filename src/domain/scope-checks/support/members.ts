/** Counting over the machines of a selection and their rivals. */
import type { VmSize } from '../../infrastructure.ts';
import { counted, listText, same } from '../../checks/support/words.ts';
import type { Member, Rival, ScopeInput } from '../types.ts';

/** The machines of the selection, in words. */
export function membersText({ wave, members }: Pick<ScopeInput, 'wave' | 'members'>): string {
  return `${counted(members.length, 'machine')}${wave === null ? '' : ` of ${wave}`}`;
}

/** True when the machine runs in Azure already: what it needs there is counted as used. */
export function isInAzure({ input: { item } }: Member): boolean {
  return item.known && item.value !== null && item.value.activeLocation !== 'Primary';
}

/** True when the machine is among the vault's replicated items. */
export function isReplicated({ input: { item } }: Member): boolean {
  return item.known && item.value !== null;
}

/** A figure of the list by its name. */
export function sizeNamed(sizes: readonly VmSize[], name: string | null): VmSize | null {
  return name === null ? null : (sizes.find((s) => same(s.name, name)) ?? null);
}

/** The waves of these rivals by name, for the words: `3 of W05 and 1 without a wave`. */
export function rivalsText(rivals: readonly Rival[]): string {
  const named = [...new Set(rivals.flatMap((r) => (r.wave === null ? [] : [r.wave])))].sort();
  const homeless = rivals.filter((r) => r.wave === null).length;
  const waves = named.map((wave) => `${rivals.filter((r) => r.wave === wave).length} of ${wave}`);
  return listText(homeless === 0 ? waves : [...waves, `${homeless} without a wave`]);
}

/** Rivals in a sentence of their own; empty without any. */
export function besides(rivals: readonly Rival[]): string {
  return rivals.length === 0 ? '' : `, and ${counted(rivals.length, 'machine')} on the way besides (${rivalsText(rivals)})`;
}

/** The sum of a figure. */
export function total<T>(things: readonly T[], figure: (thing: T) => number): number {
  return things.reduce((sum, thing) => sum + figure(thing), 0);
}

/** Names, the first few of them. */
export function someNames(names: readonly string[]): string {
  const sorted = [...names].sort();
  return sorted.length <= 5 ? listText(sorted) : `${sorted.slice(0, 5).join(', ')} and ${sorted.length - 5} more`;
}
