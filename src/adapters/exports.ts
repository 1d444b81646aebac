/** Files that people download: a signed link that soon runs out, and the file made at the moment it is asked for. */
import { MINUTE, type Instant } from '../domain/time.ts';
import type { Clock } from '../ports/clock.ts';
import type { Exports, ExportSubject, Seal } from '../ports/files.ts';

const LIFETIME = 15 * MINUTE;

/** A file as it is sent; `name` is safe in a header. */
export type ExportFile = { readonly name: string; readonly body: string };

type Deps = {
  readonly seal: Seal;
  readonly clock: Clock;
  /** Where people reach Ferry; null when that is not known. */
  readonly address: () => string | null;
  /** What the file holds now; null when there is nothing of it any more. */
  readonly content: (subject: ExportSubject) => Promise<ExportFile | null>;
};

/** `read` gives null for everything that is wrong with a link, and never tells what. */
export function makeExports(d: Deps): Exports & { read(id: string, token: string): Promise<ExportFile | null> } {
  const sign = (id: string, until: string): string => d.seal.sign(`export|${id}|${until}`);

  function isValid(id: string, token: string): boolean {
    const [, until = '', signature = ''] = /^([0-9a-z]{1,12})\.([\w-]{1,60})$/.exec(token) ?? [];
    return until !== '' && d.seal.verify(`export|${id}|${until}`, signature) && parseInt(until, 36) >= d.clock.now();
  }

  return {
    link(subject) {
      const address = d.address();
      if (address === null) return null;
      const until: Instant = d.clock.now() + LIFETIME;
      const id = idOf(subject);
      const stamp = until.toString(36);
      return { url: `${address.replace(/\/+$/, '')}/exports/${id}.${endingOf(subject)}?t=${stamp}.${sign(id, stamp)}`, until };
    },
    async read(id, token) {
      const subject = isValid(id, token) ? subjectOf(id) : null;
      return subject === null ? null : d.content(subject);
    },
  };
}

const KINDS: readonly ExportSubject['kind'][] = ['run', 'machine', 'audit-csv', 'audit-jsonl', 'plan', 'report', 'report-csv'];

function endingOf({ kind }: ExportSubject): string {
  if (kind === 'report') return 'html';
  return kind === 'audit-jsonl' ? 'jsonl' : 'csv';
}

/** The id of a file: its kind and what it is about, in letters that a path may hold. */
function idOf(subject: ExportSubject): string {
  return `${subject.kind}-${Buffer.from(subject.id).toString('base64url')}`;
}

function subjectOf(id: string): ExportSubject | null {
  const [, kind, name = ''] = /^(run|machine|audit-csv|audit-jsonl|plan|report-csv|report)-([\w-]{0,400})$/.exec(id) ?? [];
  return isKind(kind) ? { kind, id: Buffer.from(name, 'base64url').toString() } : null;
}

function isKind(text: string | undefined): text is ExportSubject['kind'] {
  return KINDS.some((kind) => kind === text);
}
