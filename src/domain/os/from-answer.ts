/** What a person answered when no cloud could tell: the last rung of the ladder, and the only one that a typing error can reach. */
import type { Attested } from '../finding.ts';
import type { OsClue, OsFamily } from './types.ts';
import { versionParts } from './version.ts';

/** The check under which people say which system a machine runs. */
export const OS_QUESTION = 'OS-KNOWN';

/** How the note has to look, for the question itself. */
export const OS_NOTE_EXAMPLES = '"windows 2019", "windows 2008 R2 SP1", "rhel 8.6", "sles 15 SP4" or "ubuntu 22.04"';

const NAMES: { readonly [name: string]: OsFamily } = {
  windows: 'windows',
  'windows server': 'windows',
  'windows client': 'windows-client',
  rhel: 'rhel',
  centos: 'centos',
  oracle: 'oracle',
  rocky: 'rocky',
  alma: 'alma',
  sles: 'sles',
  ubuntu: 'ubuntu',
  debian: 'debian',
  amazon: 'amazon',
};

const SHAPE = /^([a-z]+(?: (?:server|client))?) (\d.*)$/i;

// SUSE's service packs are minor versions in every list; Windows writes them with capitals.
function versionOf(family: OsFamily, text: string): string {
  const upper = text.replace(/\b(r2|sp\d|rtm)\b/gi, (word) => word.toUpperCase());
  if (family !== 'sles') return upper;
  const pack = /^(\d+) SP(\d)$/.exec(upper);
  if (pack !== null) return `${pack[1] ?? ''}.${pack[2] ?? ''}`;
  return upper.includes('.') ? upper : `${upper}.0`;
}

/** The family and version that a note names, exactly; null for everything else. */
export function systemInNote(note: string): { readonly family: OsFamily; readonly version: string } | null {
  const found = SHAPE.exec(note.trim().replace(/\s+/g, ' '));
  const family = NAMES[(found?.[1] ?? '').toLowerCase()];
  if (found === null || family === undefined) return null;
  const version = versionOf(family, found[2] ?? '');
  const parts = versionParts(version);
  const isYear = (parts?.[0] ?? 0) >= 2000;
  return parts === null || isYear !== (family === 'windows') ? null : { family, version };
}

/** What the answer says; null without an answer that names a system. */
export function clueFromAnswer(answer: Attested | null): OsClue | null {
  const system = answer?.answer === 'yes' ? systemInNote(answer.note) : null;
  if (answer === null || system === null) return null;
  return { source: `${answer.by.name} (asked by Ferry)`, ...system, edition: null, confidence: 'attested' };
}
