/** Turns what people and vendors write about a system into a family and a version. */
import type { OsFamily } from './types.ts';

const TITLES: { readonly [F in OsFamily]: string } = {
  windows: 'Windows Server',
  'windows-client': 'Windows',
  rhel: 'Red Hat Enterprise Linux',
  centos: 'CentOS',
  oracle: 'Oracle Linux',
  rocky: 'Rocky Linux',
  alma: 'AlmaLinux',
  sles: 'SUSE Linux Enterprise Server',
  ubuntu: 'Ubuntu',
  debian: 'Debian',
  amazon: 'Amazon Linux',
  linux: 'Linux of an unknown distribution',
  macos: 'macOS',
  other: 'another system',
  unknown: 'an unknown system',
};

/** The system in words, for example `Windows Server 2012 R2`. */
export function osTitle(os: { readonly family: OsFamily; readonly version: string | null; readonly edition?: string | null }): string {
  if (os.family === 'other') return os.edition ?? TITLES.other;
  return os.version === null ? TITLES[os.family] : `${TITLES[os.family]} ${os.version}`;
}

const WINDOWS_YEARS: ReadonlySet<string> = new Set(['2003', '2008', '2012', '2016', '2019', '2022', '2025']);

/** A Windows Server release: a year is a long-term release, anything else (`1909`, `20H2`) a semi-annual one. */
export function windowsRelease(name: string, r2: boolean): string {
  if (!WINDOWS_YEARS.has(name)) return `version ${name}`;
  return r2 ? `${name} R2` : name;
}

// Only 2008 and 2008 R2 are told apart by service pack in the support lists.
const SERVICE_PACKS: { readonly [build: string]: string } = { '6.0.6001': ' SP1', '6.0.6002': ' SP2', '6.0.6003': ' SP2', '6.1.7600': ' RTM', '6.1.7601': ' SP1' };

/** The service pack that a Windows build number proves, with a leading blank; empty when it matters to nobody. */
export function servicePack(build: string): string {
  return SERVICE_PACKS[build.split('.').slice(0, 3).join('.')] ?? '';
}

const DISTRIBUTIONS: readonly { readonly pattern: RegExp; readonly family: OsFamily }[] = [
  { pattern: /centos stream/i, family: 'other' },
  { pattern: /red hat|^rhel/i, family: 'rhel' },
  { pattern: /centos/i, family: 'centos' },
  { pattern: /oracle linux/i, family: 'oracle' },
  { pattern: /rocky/i, family: 'rocky' },
  { pattern: /alma/i, family: 'alma' },
  { pattern: /suse|^sles/i, family: 'sles' },
  { pattern: /ubuntu/i, family: 'ubuntu' },
  { pattern: /debian/i, family: 'debian' },
  { pattern: /amazon linux/i, family: 'amazon' },
];

/** The distribution that a name speaks of; `other` when no list knows it. */
export function distribution(name: string): OsFamily {
  return DISTRIBUTIONS.find((d) => d.pattern.test(name))?.family ?? 'other';
}

const LINUX: ReadonlySet<OsFamily> = new Set(['rhel', 'centos', 'oracle', 'rocky', 'alma', 'sles', 'ubuntu', 'debian', 'amazon', 'linux']);

/** True for every Linux, whatever its distribution. */
export function isLinux(family: OsFamily): boolean {
  return LINUX.has(family);
}

/** True for a system that AWS bills and shows as plain "Linux/UNIX": a distribution, but a BSD, macOS or an appliance as well. */
export function hidesBehindLinux(family: OsFamily): boolean {
  return isLinux(family) || family === 'other' || family === 'macos';
}

/** True when two sources can both be right: the same family, or "some Linux" and something more exact. */
export function agree(a: OsFamily, b: OsFamily): boolean {
  if (a === b || a === 'unknown' || b === 'unknown') return true;
  return (a === 'linux' && hidesBehindLinux(b)) || (b === 'linux' && hidesBehindLinux(a));
}

/** True for both kinds of Windows. */
export function isWindows(family: OsFamily): boolean {
  return family === 'windows' || family === 'windows-client';
}
