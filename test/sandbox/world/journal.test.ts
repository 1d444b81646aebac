// The journal forgets reads before it forgets changes.
import { expect, test } from '@jest/globals';
import { makeJournal } from '../../../src/sandbox/world/journal.ts';

const entry = { at: '', realAt: '', server: 'ec2', method: 'POST', path: '/', query: '', action: null, body: '', status: 200, fault: null } as const;

test('entries are numbered, also after the journal was emptied', () => {
  const journal = makeJournal();
  journal.add({ ...entry, accepted: false });
  journal.clear();
  expect(journal.add({ ...entry, accepted: false }).seq).toBe(2);
  expect(journal.list()).toHaveLength(1);
});

test('a full journal drops the oldest reads and keeps every change', () => {
  const journal = makeJournal();
  for (let index = 0; index < 120_000; index += 1) journal.add({ ...entry, accepted: index === 5 });
  expect(journal.list().length).toBeLessThanOrEqual(110_000);
  expect(journal.list().filter((item) => item.accepted)).toHaveLength(1);
  expect(journal.list().at(-1)?.seq).toBe(120_000);
});
