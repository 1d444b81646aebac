/** Reads a deployer's rule profile: YAML or JSON, refused as a whole with every problem at its line, never half applied. */
import { profileById } from '../domain/profiles/index.ts';
import type { RuleProfile } from '../domain/profiles/types.ts';
import { profileSchema } from './profile-schema.ts';
import { at, beginOf, isPlain, issueTexts, parseYaml, textOf, type Plain, type Source } from './yaml-file.ts';

/** The profile, or everything that is wrong with the file; each problem begins with file, line and column. */
export type ReadProfile = { readonly ok: true; readonly profile: RuleProfile } | { readonly ok: false; readonly problems: readonly string[] };

/** Reads the file; `known` are the profiles that it may extend and whose ids it may not take. */
export async function readProfileFile(file: string, known: readonly RuleProfile[]): Promise<ReadProfile> {
  const read = await textOf(file);
  return read.ok ? parseProfile({ file, text: read.text }, known) : read;
}

/** The same on a text that is there already. */
export function parseProfile(o: { readonly file: string; readonly text: string }, known: readonly RuleProfile[]): ReadProfile {
  const read = parseYaml({ ...o, what: "the profile's keys" });
  if (!read.ok) return read;
  const { source, content } = read;
  const { extends: base, ...own } = content;
  const parent = typeof base === 'string' ? profileById(known, base) : null;
  if (base !== undefined && parent === null) return { ok: false, problems: [`${at(source, ['extends'])}: extends must be one of ${known.map((p) => p.id).join(', ')}`] };
  return checked(source, { own, whole: parent === null ? own : inherit(parent, own) }, known);
}

function checked(source: Source, o: { readonly own: Plain; readonly whole: Plain }, known: readonly RuleProfile[]): ReadProfile {
  const parsed = profileSchema.safeParse(o.whole);
  const taken = typeof o.own['id'] === 'string' && profileById(known, o.own['id']) !== null ? [`${at(source, ['id'])}: id: ${o.own['id']} is taken, choose another`] : [];
  // What is inherited says nothing about this file: its own id, title and day have to be written down.
  const unsaid = ['id', 'title', 'dated'].filter((key) => o.own[key] === undefined && o.whole[key] !== undefined).map((key) => `${beginOf(source)}: ${key}: must be given, it is not inherited`);
  const problems = [...taken, ...unsaid, ...(parsed.success ? [] : parsed.error.issues.flatMap((issue) => issueTexts(source, issue, 'is no key of a rule profile')))];
  if (problems.length > 0) return { ok: false, problems };
  return parsed.success ? { ok: true, profile: parsed.data } : { ok: false, problems: [] };
}

// Mappings are merged key by key, lists are replaced: half a list of systems would be a list that nobody has ever written.
function inherit(base: Plain, own: Plain): Plain {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(own)) {
    const before = base[key];
    merged[key] = isPlain(before) && isPlain(value) ? inherit(before, value) : value;
  }
  return merged;
}
