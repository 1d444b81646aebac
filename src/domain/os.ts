/** Works out the guest system from what AWS shows: a ladder of sources, the most reliable first, contradictions kept. */
import type { Attested } from './finding.ts';
import type { MachineFacts } from './machine.ts';
import { clueFromAnswer, OS_QUESTION } from './os/from-answer.ts';
import { clueFromBilling, licenceFromBilling } from './os/from-billing.ts';
import { clueFromGuest } from './os/from-guest.ts';
import { clueFromImage } from './os/from-image.ts';
import { agree, hidesBehindLinux, osTitle } from './os/names.ts';
import type { Os, OsClue } from './os/types.ts';

// EC2 writes `windows` and leaves the field out for everything else; its SDK constant says `Windows`.
function clueFromPlatform(facts: MachineFacts): OsClue {
  const clue = { source: 'The platform field of EC2', version: null, edition: null, confidence: 'family' } as const;
  if (facts.architecture.endsWith('_mac')) return { ...clue, family: 'macos' };
  return { ...clue, family: facts.platform?.toLowerCase() === 'windows' ? 'windows' : 'linux' };
}

// "Some Linux" gives way to what a lower source names; every other family stands.
function bestFamily(clues: readonly OsClue[]): OsClue | null {
  const first = clues[0] ?? null;
  if (first === null || first.family !== 'linux') return first;
  return clues.find((c) => c.family !== 'linux' && hidesBehindLinux(c.family)) ?? first;
}

function conflictsOf(clues: readonly OsClue[], best: OsClue, version: string | null): readonly string[] {
  const believed = osTitle({ ...best, version });
  return clues
    .filter((c) => !agree(c.family, best.family) || (c.version !== null && version !== null && !sameVersion(c.version, version)))
    .map((c) => `${c.source} says ${osTitle(c)}, a more reliable source says ${believed}.`);
}

// A coarser statement of the same thing is no contradiction: `9` and `9.4`.
function sameVersion(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`) || a.startsWith(`${b} SP`) || b.startsWith(`${a} SP`);
}

/** The guest system of a machine with what people have said about it. */
export function guestOf(o: { readonly facts: MachineFacts; readonly known: { readonly attested: ReadonlyMap<string, Attested> } }): Os {
  return detectOs(o.facts, o.known.attested.get(OS_QUESTION) ?? null);
}

/** The guest system as far as it can be known without logging on; never a guess: what is not known is null. */
export function detectOs(facts: MachineFacts, answer: Attested | null = null): Os {
  const clues = [clueFromGuest(facts), clueFromBilling(facts), clueFromPlatform(facts), clueFromImage(facts), clueFromAnswer(answer)].filter((c) => c !== null);
  const best = bestFamily(clues);
  const licence = licenceFromBilling(facts);
  if (best === null) return { family: 'unknown', version: null, edition: null, confidence: 'none', licence, evidence: [], conflicts: [] };
  const versioned = clues.find((c) => c.version !== null && c.family === best.family);
  const version = best.version ?? versioned?.version ?? null;
  return {
    family: best.family,
    version,
    edition: best.edition,
    confidence: confidenceOf(best, versioned ?? null),
    licence,
    evidence: clues.map((c) => `${c.source} says ${osTitle(c)}.`),
    conflicts: conflictsOf(clues, best, version),
  };
}

function confidenceOf(best: OsClue, versioned: OsClue | null): Os['confidence'] {
  if (versioned !== null) return versioned.confidence;
  // A system outside every list needs no version to be judged.
  return best.family === 'other' || best.family === 'amazon' || best.family === 'macos' ? best.confidence : 'family';
}
