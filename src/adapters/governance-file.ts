/** Reads who may do what from a governance file: YAML or JSON, refused as a whole with every problem at its line, never half applied. */
import { ROLES } from '../domain/access.ts';
import { OPERATIONS, type Operation } from '../domain/approval/types.ts';
import type { GovernanceSettings, Holders, OperationSettings } from '../domain/governance/settings.ts';
import type { Freeze } from '../domain/governance/types.ts';
import { groupIdFromSettings, userIdFromActivity } from '../domain/ids.ts';
import { readFreezes } from './governance-freezes.ts';
import { freezesSchema, governanceSchema, type GovernanceFile } from './governance-schema.ts';
import { at, isPlain, issueTexts, nameOf, parseYaml, textOf, type Plain, type Source } from './yaml-file.ts';

/** The settings, or everything that is wrong with the file; each problem begins with file, line and column. */
export type ReadGovernance = { readonly ok: true; readonly settings: GovernanceSettings } | { readonly ok: false; readonly problems: readonly string[] };

type OperationInFile = NonNullable<NonNullable<GovernanceFile['operations']>[Operation]>;
type HoldersInFile = NonNullable<GovernanceFile['escalation']>;

/** Reads the file; what it leaves out of tenants, operations and evidence is as in `base`. Roles and seats it leaves out are nobody's. */
export async function readGovernanceFile(file: string, base: GovernanceSettings): Promise<ReadGovernance> {
  const read = await textOf(file);
  return read.ok ? parseGovernance({ file, text: read.text }, base) : read;
}

/** The same on a text that is there already. */
export function parseGovernance(o: { readonly file: string; readonly text: string }, base: GovernanceSettings): ReadGovernance {
  const read = parseYaml({ ...o, what: 'the keys of governance' });
  if (!read.ok) return read;
  const { source, content } = read;
  const parsed = governanceSchema.safeParse(content);
  const freezes = freezesIn(source, content);
  const misspelt = parsed.success ? [] : parsed.error.issues.flatMap((issue) => issueTexts(source, issue, 'is no key of a governance file'));
  const problems = [...misspelt, ...seatProblems(source, content), ...freezes.problems];
  if (problems.length > 0 || !parsed.success) return { ok: false, problems };
  return { ok: true, settings: settingsFrom(parsed.data, { base, freezes: freezes.freezes }) };
}

function freezesIn(source: Source, content: Plain): ReturnType<typeof readFreezes> {
  const list = freezesSchema.safeParse(content['freezes'] ?? []);
  return readFreezes(list.success ? list.data : [], (path) => `${at(source, path)}: ${nameOf(path)}`);
}

/** A seat that nobody may take is a cutover that nobody can approve. Looks at what was written, so that it can speak even when others do not parse. */
function seatProblems(source: Source, content: Plain): readonly string[] {
  const known = Object.keys(mappingIn(content, 'seats'));
  const operations = mappingIn(content, 'operations');
  return OPERATIONS.flatMap((operation) =>
    Object.keys(mappingIn(mappingIn(operations, operation), 'seats'))
      .filter((seat) => !known.includes(seat))
      .map((seat) => problem(source, ['operations', operation, 'seats', seat], known.length === 0 ? 'is a seat, but the file has no seats' : `is none of the seats ${known.join(', ')}`)),
  );
}

function mappingIn(content: Plain, key: string): Plain {
  const value = content[key];
  return isPlain(value) ? value : {};
}

function problem(source: Source, path: readonly string[], text: string): string {
  return `${at(source, path)}: ${nameOf(path)}${text}`;
}

function settingsFrom(file: GovernanceFile, o: { readonly base: GovernanceSettings; readonly freezes: readonly Freeze[] }): GovernanceSettings {
  const { base } = o;
  const roles = Object.fromEntries(ROLES.map((role) => [role, holdersFrom(file.roles[role])])) as GovernanceSettings['roles'];
  return {
    tenants: file.tenants ?? base.tenants,
    guests: file.guests ?? 'refused',
    places: placesFrom(file),
    roles,
    seats: Object.entries(file.seats ?? {}).map(([name, holders]) => ({ name, ...holdersFrom(holders) })),
    operations: operationsFrom(base, file.operations ?? {}),
    freezes: o.freezes,
    escalation: holdersFrom(file.escalation),
    evidence: { rpoMs: file.evidence?.rpo ?? base.evidence.rpoMs, testMaxAgeMs: file.evidence?.testAge ?? base.evidence.testMaxAgeMs },
  };
}

/** Where one of the two is given, the other one is nowhere: a list that is left out never opens a door. */
function placesFrom({ teams, channels }: GovernanceFile): GovernanceSettings['places'] {
  return teams === undefined && channels === undefined ? null : { teams: teams ?? [], channels: channels ?? [] };
}

function operationsFrom({ operations }: GovernanceSettings, file: NonNullable<GovernanceFile['operations']>): GovernanceSettings['operations'] {
  return { cutover: operationFrom(operations.cutover, file.cutover), complete: operationFrom(operations.complete, file.complete), rollback: operationFrom(operations.rollback, file.rollback) };
}

function holdersFrom(h: HoldersInFile | undefined): Holders {
  return { people: (h?.people ?? []).map((p) => (p === '*' ? p : userIdFromActivity(p))), groups: (h?.groups ?? []).map(groupIdFromSettings) };
}

function operationFrom(base: OperationSettings, file: OperationInFile | undefined): OperationSettings {
  if (file === undefined) return base;
  const seats = Object.entries(file.seats ?? {}).map(([name, needed]) => ({ name, needed }));
  return {
    approvals: file.approvals ?? base.approvals,
    ...(file.rejections === undefined ? {} : { rejections: file.rejections }),
    seats,
    expiresMs: file.expires ?? base.expiresMs,
    confirm: file.confirm ?? base.confirm,
    fourEyes: file.fourEyes ?? true,
  };
}
