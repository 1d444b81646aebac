/** English words of the audit. It is always in English and in UTC, whatever language the readers of cards speak. */
import type { AuditFault } from '../../usecases/audit-types.ts';
import { utc } from '../format.ts';
import { named } from '../neutral.ts';

const meanings: { readonly [W in AuditFault['what']]: string } = {
  changed: 'it is not as it was written: its text, time, actor or hash was changed',
  missing: 'it is missing, while later ones are there: it was removed',
  'cut-off': 'it and all after it are missing: the end of the stream was cut off',
  extra: 'it was added past Ferry: the stream never had so many',
  'no-stream': 'records are there, but the stream they belong to was removed',
  gone: 'the whole stream was removed: other records still speak of it',
  'card-gone': 'the record is whole, but the card that was decided on is not kept any more: it was removed',
  'card-changed': 'the record is whole, but the card that was decided on is not as it was shown: it was changed',
  'state-differs': 'its records are whole, but the state beside them says something else: the state was changed past Ferry',
};

function records(n: number): string {
  return n === 1 ? '1 record' : `${n} records`;
}

function streams(n: number): string {
  return n === 1 ? '1 stream' : `${n} streams`;
}

export const auditWords = {
  title: (target: string): string => `Audit of ${named(target)}`,
  counts: (total: number, ofStreams: number): string => `${records(total)} in ${streams(ofStreams)} · newest last · times in UTC`,
  whole: '✔ Chain whole: no record was changed or removed',
  broken: (n: number): string => `✖ Damaged: ${streams(n)} not as written`,
  notWalked: '○ Not walked for this card: too many records. Verify looks at every one.',
  person: (o: { readonly name: string; readonly id: string; readonly tenant: string }): string => `${named(o.name)} (object ${named(o.id)}, tenant ${named(o.tenant)})`,
  ferry: 'Ferry',
  head: (o: { readonly at: number; readonly stream: string; readonly seq: number }): string => `${utc(o.at)} · ${named(o.stream)} no. ${o.seq}`,
  none: 'Nothing is on record yet.',
  verify: 'Verify',
  export: 'Export',
  show: 'Newest records',
  verdict: {
    title: (target: string, faults: number): string => (faults === 0 ? `✔ The audit of ${named(target)} is whole` : `✖ The audit of ${named(target)} is damaged`),
    line: (total: number, ofStreams: number): string => `Walked ${records(total)} in ${streams(ofStreams)}, hash by hash.`,
    whole: 'No record was changed, removed, added or cut off, and each state is what its records say.',
    first: (f: AuditFault): string => `First: ${fault(f)}`,
    fault,
    more: (n: number): string => `… and ${streams(n)} more`,
    advice: 'What to do: stop using this store for decisions, keep a copy of it, and compare with a backup, the Azure Activity Log and CloudTrail. Cutovers that are under way: look at them in Azure first.',
  },
  files: {
    title: (target: string): string => `The audit of ${named(target)} as files`,
    line: (until: string): string => `Valid until ${until}, for whoever has the link. That you asked for it is on record.`,
    jsonl: 'Everything (JSONL, with cards)',
    csv: 'Table (CSV)',
    personalOnly: 'The audit holds names and ids, so I give it as a file only in a chat with me alone. Nothing was given out.',
    noAddress: 'I do not know my own public address, so I cannot give you a link. The people who run Ferry must set FERRY_PUBLIC_URL.',
  },
};

/** Which record, when, and what that means. */
function fault(f: AuditFault): string {
  const where = f.seq === null ? named(f.stream) : `record ${f.seq} of ${named(f.stream)}`;
  return `${where}${whenText(f)}: ${meanings[f.what]}.`;
}

function whenText(f: AuditFault): string {
  if (f.at !== null) return ` (${utc(f.at)})`;
  return f.after === null ? '' : ` (after ${utc(f.after)})`;
}
