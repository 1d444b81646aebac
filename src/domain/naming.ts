/** Names of virtual machines in Azure: what is legal, what is reserved, and a proposal from a Name tag. */
import type { OsFamily } from './os/types.ts';

// Leaves room for the `-test` of a test failover, and for `-vm`.
const LONGEST_SUGGESTION = 55;
const LONGEST = 63;
const LONGEST_WINDOWS = 15;

const SHAPE = /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/;

// Azure's list of reserved resource names, 2023-04-05; only those that the shape of a machine's name lets through.
const RESERVED: ReadonlySet<string> = new Set([
  'access', 'azure', 'bing', 'bizspark', 'biztalk', 'cortana', 'directx', 'dotnet', 'dynamics', 'excel', 'exchange', 'forefront', 'groove', 'hololens', 'hyperv', 'kinect', 'lync', 'msdn', 'o365',
  'office', 'office365', 'onedrive', 'onenote', 'outlook', 'powerpoint', 'sharepoint', 'skype', 'visio', 'visualstudio', 'xbox',
]);

/** The name that Azure gives to the machine of a test failover. */
export function testVmName(name: string): string {
  return `${name}-test`;
}

/** What is wrong with the form of a name, in one sentence; null when it is good. */
export function vmNameFormProblem(name: string): string | null {
  if (name.length < 1 || name.length > LONGEST) return `A name has 1 to ${LONGEST} characters; this one has ${name.length}.`;
  return SHAPE.test(name) ? null : 'A name has letters, digits and hyphens only, and begins and ends with a letter or a digit.';
}

/** Which reserved word a name holds, in one sentence; null when it holds none. */
export function reservedWordProblem(name: string): string | null {
  const lower = name.toLowerCase();
  if (RESERVED.has(lower)) return `"${name}" is a word that Azure reserves.`;
  const inside = ['microsoft', 'windows'].find((word) => lower.includes(word));
  if (inside !== undefined) return `Azure refuses names that contain "${inside}".`;
  return lower.startsWith('login') ? 'Azure refuses names that begin with "login".' : null;
}

/** Why Azure would refuse the name, in one sentence; null when it is good. */
export function vmNameProblem(name: string): string | null {
  return vmNameFormProblem(name) ?? reservedWordProblem(name);
}

/** What is worth knowing about a legal name; null when there is nothing. */
export function vmNameWarning(name: string, family: OsFamily): string | null {
  const windows = family === 'windows' || family === 'windows-client';
  if (windows && name.length > LONGEST_WINDOWS) return `Windows itself takes computer names of up to ${LONGEST_WINDOWS} characters; this one has ${name.length}, so the guest keeps its own name.`;
  if (windows && /^\d+$/.test(name)) return 'Windows does not take a computer name of digits only.';
  return testVmName(name).length > LONGEST ? 'The name leaves no room for "-test", which a test failover adds.' : null;
}

/** A legal name close to the machine's Name tag. */
export function suggestVmName(nameTag: string, os: { readonly family: OsFamily }): string {
  const plain = nameTag.normalize('NFKD').replace(/\p{M}/gu, '');
  const hyphenated = plain.replace(/windows/gi, 'win').replace(/microsoft/gi, 'ms').replace(/^[^A-Za-z0-9]*login/i, 'signin').replace(/[^A-Za-z0-9]+/g, '-');
  const trimmed = hyphenated.slice(0, LONGEST_SUGGESTION).replace(/^-+|-+$/g, '');
  const name = trimmed === '' ? 'machine' : trimmed;
  const odd = RESERVED.has(name.toLowerCase()) || vmNameWarning(name, os.family)?.includes('digits only') === true;
  const suggestion = odd ? `${name}-vm` : name;
  return vmNameProblem(suggestion) === null ? suggestion : 'machine';
}
