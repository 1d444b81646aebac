import type { MachineFacts } from '../machine.ts';
import { HOUR } from '../time.ts';
import { distribution, servicePack, windowsRelease } from './names.ts';
import type { OsClue, OsFamily } from './types.ts';

type Named = { readonly family: OsFamily; readonly version: string | null; readonly edition: string | null };

const LONG_TERM_BUILDS: { readonly [build: string]: string } = { '14393': '2016', '17763': '2019', '20348': '2022', '26100': '2025' };

// Older agents name the newest servers without their year; the build number tells them apart.
function byBuild(version: string): string {
  const build = version.split('.')[2] ?? '';
  return LONG_TERM_BUILDS[build] ?? `version of build ${build}`;
}

function textOrNull(text: string | undefined): string | null {
  return text === undefined || text === '' ? null : text;
}

function windows(name: string, version: string): Named {
  const server = /Windows Server(?:®)?,? (?:version )?(\d\w{3})( R2)?\b *(.*)$/i.exec(name);
  if (server !== null) {
    const release = windowsRelease(server[1] ?? '', server[2] !== undefined);
    return { family: 'windows', version: release + servicePack(version), edition: textOrNull(server[3]) };
  }
  if (/Windows Server/i.test(name)) return { family: 'windows', version: byBuild(version), edition: null };
  const client = /Windows (\d+(?:\.\d)?)\b *(.*)$/i.exec(name);
  if (client === null) return { family: 'other', version: null, edition: name };
  // Build numbers are shared with the servers; only Windows 7 is listed with its service pack.
  return { family: 'windows-client', version: client[1] === '7' ? `7${servicePack(version)}` : (client[1] ?? ''), edition: textOrNull(client[2]) };
}

function linux(name: string, version: string): Named {
  const family = distribution(name);
  const number = /\d+(?:\.\d+)*/.exec(version)?.[0] ?? null;
  if (family === 'other') return { family, version: null, edition: `${name} ${version}`.trim() };
  // SUSE counts service packs as minor versions and leaves out the zero.
  return { family, version: family === 'sles' && number !== null && !number.includes('.') ? `${number}.0` : number, edition: null };
}

function named(type: string, name: string, version: string): Named {
  if (/windows/i.test(type)) return windows(name, version);
  return /mac/i.test(type) ? { family: 'macos', version: null, edition: name } : linux(name, version);
}

/** What the guest itself says through SSM; certain while its agent answers. */
export function clueFromGuest(facts: MachineFacts): OsClue | null {
  if (!facts.guest.known || facts.guest.value === null) return null;
  const guest = facts.guest.value;
  const fresh = guest.online && guest.lastPing !== null && facts.readAt - guest.lastPing <= HOUR;
  return { source: fresh ? 'The guest (SSM agent)' : 'The guest (SSM agent, not heard of lately)', ...named(guest.platformType, guest.platformName, guest.platformVersion), confidence: fresh ? 'certain' : 'high' };
}
