/** English words of the report: what stands over its columns, and around it. */
import { named } from '../neutral.ts';

export const reportWords = {
  title: (wave: string | null): string => (wave === null ? 'Report of all machines' : `Report of ${named(wave)}`),
  asOf: (at: string): string => `As of ${at}, from Ferry's own records. Times are UTC.`,
  counts: (all: number, done: number, troubled: number): string => `${all === 1 ? '1 machine' : `${all} machines`}: ${done} migrated${troubled === 0 ? '' : `, ${troubled} in need of a person`}.`,
  columns: ['Wave', 'Group', 'Machine', 'EC2 instance', 'State', 'In this state since', 'Trouble', 'Test verdict', 'Verdict by', 'Reason', 'Approvals', 'Replication asked for', 'Protected', 'Verdict given', 'Cutover begun', 'EC2 stopped', 'In Azure', 'Accepted', 'Completed', 'Rolled back', 'Azure VM', 'Day of the free 31', 'Cost so far'],
  notBegun: 'not begun',
  works: 'works',
  fails: 'does not work',
  approval: (o: { readonly id: string; readonly operation: string; readonly status: string; readonly by: readonly string[] }): string => `${o.id} ${o.operation}: ${o.status}${o.by.length === 0 ? '' : ` by ${o.by.join(', ')}`}`,
  paid: 'paid',
  files: { title: (what: string): string => `${what}: two files`, line: (until: string): string => `Where each machine stands, its test, its approvals and its times, as of the moment you open it. The links work until ${until}; anybody who has them can read the files.`, html: 'Open the report', csv: 'Download as CSV' },
};
