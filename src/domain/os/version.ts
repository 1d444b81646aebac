/** Versions as numbers, so that `8.10` comes after `8.9` and `2008 R2` without a service pack is not yet `2008 R2 SP1`. */

const SHAPE = /^(\d+(?:\.\d+)*)( R2)?(?: (?:SP(\d)|(RTM)))?$/;

/** The version's parts from coarse to fine; null when it is no number (a semi-annual Windows, for example). */
export function versionParts(version: string): readonly number[] | null {
  const found = SHAPE.exec(version);
  if (found === null) return null;
  const [, dotted = '', r2, pack, rtm] = found;
  const numbers = dotted.split('.').map(Number);
  // A year is a Windows Server: R2 is its second part whether said or not, because 2012 and 2012 R2 are two systems.
  if ((numbers[0] ?? 0) >= 2000) return withPack([...numbers, r2 === undefined ? 0 : 2], pack, rtm);
  return pack === undefined && rtm === undefined ? numbers : withPack([numbers[0] ?? 0, numbers[1] ?? 0], pack, rtm);
}

function withPack(parts: readonly number[], pack: string | undefined, rtm: string | undefined): readonly number[] {
  if (pack !== undefined) return [...parts, Number(pack)];
  return rtm === undefined ? parts : [...parts, 0];
}

/** Compares at the precision of `bound`; null when the version is too coarse to tell. */
function compareToBound(version: readonly number[], bound: readonly number[]): number | null {
  for (const [i, wanted] of bound.entries()) {
    const have = version[i];
    if (have === undefined) return null;
    if (have !== wanted) return have - wanted;
  }
  return 0;
}

/** Whether a version lies between two bounds, both included; `unsure` when it is too coarse to tell. */
export function inRange(version: string, range: { readonly from: string; readonly to: string }): 'yes' | 'no' | 'unsure' {
  const [have, from, to] = [versionParts(version), versionParts(range.from), versionParts(range.to)];
  if (have === null || from === null || to === null) return 'no';
  const low = compareToBound(have, from);
  const high = compareToBound(have, to);
  if ((low !== null && low < 0) || (high !== null && high > 0)) return 'no';
  return low === null || high === null ? 'unsure' : 'yes';
}
