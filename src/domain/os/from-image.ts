/** What the image says, by its name, else its description, else its billing: good for the version at launch, silent about upgrades since. */
import type { MachineFacts } from '../machine.ts';
import { familyOfDetails } from './from-billing.ts';
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
  { family: 'amazon', pattern: /^(?:amzn-ami|amzn(2)-ami|al(20\d\d)-ami)/i, version: (found) => found[1] ?? found[2] ?? '1' },
  { family: 'amazon', pattern: /^(?:amazon-eks|Deep Learning AMI \(?Amazon)/i, version: () => null },
  { family: 'macos', pattern: /macos-(\d+(?:\.\d+)*)/i, version: plain },
  { family: 'other', pattern: /^(?:FreeBSD|OpenBSD|NetBSD|pfSense|OPNsense|VyOS|PA-VM|FortiGate|F5 |Check Point|Sophos|Citrix ADC|Cisco|Barracuda|Arch Linux|Gentoo|Bottlerocket|Flatcar)/i, version: () => null },
];

const DESCRIPTIONS: readonly Pattern[] = [
  { family: 'windows', pattern: /Microsoft Windows Server (\w{4})( R2)?(?: (RTM|SP\d))?/i, version: windowsImage },
  { family: 'rhel', pattern: /Red Hat Enterprise Linux (?:version )?(\d+\.\d+)/i, version: plain },
  { family: 'sles', pattern: /SUSE Linux Enterprise Server (\d+)(?: SP(\d))?/i, version: (found) => `${found[1] ?? ''}.${found[2] ?? '0'}` },
  { family: 'ubuntu', pattern: /Ubuntu, (\d\d\.\d\d)/i, version: plain },
  { family: 'debian', pattern: /^Debian (\d+)/i, version: plain },
  { family: 'amazon', pattern: /^Amazon Linux (?:AMI )?(20\d\d\b(?!\.)|2\b)?/i, version: plain },
];

function firstFound(text: string, patterns: readonly Pattern[]): OsClue | null {
  for (const { family, pattern, version } of patterns) {
    const found = pattern.exec(text);
    if (found !== null) return { source: `The image (${text})`, family, version: version(found), edition: family === 'other' ? text : null, confidence: 'medium' };
  }
  return null;
}

/** What the image says; null when it is gone or says nothing. */
export function clueFromImage(facts: MachineFacts): OsClue | null {
  if (!facts.image.known || facts.image.value === null) return null;
  const { name, description, platformDetails } = facts.image.value;
  const named = firstFound(name, PATTERNS) ?? firstFound(description, DESCRIPTIONS);
  if (named !== null) return named;
  const family = familyOfDetails(platformDetails ?? '');
  return family === null ? null : { source: `The image's billing (${platformDetails ?? ''})`, family, version: null, edition: null, confidence: 'family' };
}
