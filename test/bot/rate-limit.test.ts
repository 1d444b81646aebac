import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { en } from '../../src/text/en.ts';
import { AMIR, conversation, freshStore, memoryLog, said } from './support.ts';

let opened: Awaited<ReturnType<typeof freshStore>>;
beforeAll(async () => { opened = await freshStore(); });
afterAll(() => opened.close());

const limitedTo = (perMinute: number) => {
  const { log, lines } = memoryLog();
  return { ...conversation({ store: opened.store, log, commandsPerMinute: perMinute }), lines };
};

test('thirty a minute are answered, the next is told once, the rest are dropped, and others are not touched', async () => {
  const chat = limitedTo(30);
  for (let n = 0; n < 30; n++) expect(said(await chat.type('who'))).toContain('You:');
  expect(await chat.type('who')).toEqual([{ kind: 'text', text: en.answers.tooMany }]);
  for (let n = 0; n < 20; n++) expect(await chat.type('who')).toEqual([]);
  expect(said(await chat.type('who', AMIR))).toContain('You:');
  expect(chat.lines.filter((l) => l.message.startsWith('a person sends more'))).toHaveLength(1);
  chat.pass(1);
  expect(said(await chat.type('who'))).toContain('You:');
});

test('a press is answered every time, for Teams would show an error instead', async () => {
  const chat = limitedTo(2);
  for (let n = 0; n < 2; n++) await chat.type('who');
  for (let n = 0; n < 3; n++) expect(await chat.press({ ferry: 1, verb: 'status', id: '', etag: '' })).toEqual([{ kind: 'refuse', text: en.answers.tooMany }]);
});

test('answers to approvals and a hold get through, up to four times as many', async () => {
  const chat = limitedTo(3);
  for (let n = 0; n < 4; n++) await chat.type('who');
  for (let n = 0; n < 6; n++) expect(await chat.type('reject A-1042 because the backup is missing')).not.toEqual([]);
  for (let n = 0; n < 6; n++) expect(await chat.type('hold all because something is wrong')).not.toEqual([]);
  expect(await chat.type('reject A-1042 because the backup is missing')).toEqual([]);
});

test('without a limit nobody is limited', async () => {
  const chat = conversation({ store: opened.store });
  for (let n = 0; n < 60; n++) expect(await chat.type('who')).not.toEqual([]);
});
