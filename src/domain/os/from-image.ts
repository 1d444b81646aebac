/** What the name of the image says: good for the version at launch, silent about upgrades since. */
import type { MachineFacts } from '../machine.ts';
import { windowsRelease } from './names.ts';
import type { OsClue, OsFamily } from './types.ts';

type Pattern = { readonly family: OsFamily; readonly pattern: RegExp; readonly version: (found: RegExpExecArray) => string | null };

const plain = (found: RegExpExecArray): string | null => found[1] ?? null;

function windowsImage(found: RegExpExecArray): string {
  const release = windowsRelease(found[1] ?? '', found[2] !== undefined);
  const pack = found[3]?.toUpperCase();
  return pack !== undefined && release.startsWith('2008') ? `${release} ${pack}` : release;
}

const PATTERNS: readonly Pattern[] = [
  { family: 'windows', pattern: /(?:^|\/)Windows_Server-(\w{4})(?:-(R2))?(?:[_-](RTM|SP\d))?/i, version: windowsImage },
  { family: 'rhel', pattern: /RHEL-(\d+\.\d+)/i, version: plain },
  { family: 'sles', pattern: /suse-sles-(\d+)(?:-sp(\d))?/i, version: (found) => `${found[1] ?? ''}.${found[2] ?? '0'}` },
  { family: 'ubuntu', pattern: /ubuntu-[a-z]+-(\d\d\.\d\d)/i, version: plain },
  { family: 'debian', pattern: /^debian-(\d+)-/i, version: plain },
  { family: 'oracle', pattern: /^OL(\d+\.\d+)/i, version: plain },
  { family: 'rocky', pattern: /^Rocky-(\d+(?:\.\d+)?)/i, version: plain },
  { family: 'alma', pattern: /^AlmaLinux OS (\d+(?:\.\d+)?)/i, version: plain },
  { family: 'other', pattern: /^CentOS[ -]Stream/i, version: () => null },
  { family: 'centos', pattern: /^CentOS[ -](?:Linux )?(\d+(?:\.\d+)?)/i, version: plain },
  { family: 'amazon', pattern: /^(?:amzn2?-ami|al20\d\d-ami|amazon-eks|Deep Learning AMI \(?Amazon)/i, version: () => null },
];

/** What the image's name says; null when the image is gone or its name says nothing. */
export function clueFromImage(facts: MachineFacts): OsClue | null {
  if (!facts.image.known || facts.image.value === null) return null;
  const { name } = facts.image.value;
  for (const { family, pattern, version } of PATTERNS) {
    const found = pattern.exec(name);
    if (found !== null) return { source: `The image (${name})`, family, version: version(found), edition: family === 'other' ? name : null, confidence: 'medium' };
  }
  return null;
}
