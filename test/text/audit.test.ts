import { expect, test } from '@jest/globals';
import type { SecurityEvent } from '../../src/domain/audit/types.ts';
import { conversationIdFromActivity } from '../../src/domain/ids.ts';
import { en } from '../../src/text/en.ts';
import type { AuditFault } from '../../src/usecases/audit-types.ts';

const HOSTILE = '<at>Bot</at> [x](http://evil.example) **bold** ${x}';
const MARKUP = /<at|\]\(|\*\*|\$\{/;
const conversation = conversationIdFromActivity('19:x');
const events: readonly SecurityEvent[] = [
  { type: 'StrangerRefused', conversation }, { type: 'StrangerRefused', conversation, why: 'guest' }, { type: 'ButtonRefused', conversation, verb: HOSTILE }, { type: 'ButtonRefused', conversation, verb: null }, { type: 'CommandRefused', conversation, command: HOSTILE, role: HOSTILE },
  { type: 'SecretDropped', conversation }, { type: 'AuditExported', conversation, target: HOSTILE }, { type: 'MoreNotRecorded', recorded: 100 },
];

test.each(events)('a refusal has one harmless sentence: $type', (event) => {
  expect(en.history(event)).toMatch(/^.{15,}$/);
  expect(en.history(event)).not.toMatch(/undefined|null/);
  expect(en.history(event)).not.toMatch(MARKUP);
});

test.each<{ fault: AuditFault; says: string }>([
  { fault: { stream: 'A-7', seq: 3, at: Date.parse('2026-11-21T02:14:00Z'), after: null, what: 'changed' }, says: 'record 3 of A-7 (2026-11-21 02:14 UTC): it is not as it was written: its text, time, actor or hash was changed.' },
  { fault: { stream: 'm-1', seq: 9, at: null, after: Date.parse('2026-11-21T02:14:00Z'), what: 'cut-off' }, says: 'record 9 of m-1 (after 2026-11-21 02:14 UTC): it and all after it are missing: the end of the stream was cut off.' },
  { fault: { stream: 'A-8', seq: null, at: null, after: null, what: 'gone' }, says: 'A-8: the whole stream was removed: other records still speak of it.' },
])('a fault names the record, the time and what it means: $says', ({ fault, says }) => {
  expect(en.cards.audit.verdict.fault(fault)).toBe(says);
});
