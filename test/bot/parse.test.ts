import { describe, expect, test } from '@jest/globals';
import { commands } from '../../src/bot/commands/index.ts';
import { formWord, isNo, isNothing, isYes, parse } from '../../src/bot/parse.ts';

function outcome(text: string): string {
  const parsed = parse(text, commands);
  if (parsed.kind === 'command') return parsed.command.name;
  return parsed.kind === 'unknown' ? `? ${parsed.suggestions.join(' ')}` : parsed.kind;
}

describe('the verb of a line', () => {
  test.each([
    { text: 'STATUS', is: 'status', reason: 'case does not matter' },
    { text: 'please check web-01', is: 'check', reason: 'polite words are skipped' },
    { text: 'status?', is: 'status', reason: 'punctuation is no part of a verb' },
    { text: 'failover web-01', is: 'cutover', reason: 'the other word for it' },
    { text: 'cancel A-1', is: 'cancel', reason: 'cancel with a number is a command' },
    { text: '', is: 'empty', reason: 'an empty mention' },
    { text: 'hello', is: 'empty', reason: 'a greeting gets help' },
    { text: 'hlep', is: '? help', reason: 'neighbours swapped' },
    { text: 'stauts web-01', is: '? status', reason: 'never run, only suggested' },
    { text: 'chek', is: '? check', reason: 'a letter missing' },
    { text: 'cutovr web-01', is: '? cutover', reason: 'a write verb is never run from a guess' },
    { text: 'disc', is: '? discover', reason: 'a beginning' },
    { text: 'xyzzy', is: '?', reason: 'nonsense still gets suggestions' },
    { text: '__proto__', is: '?', reason: 'not a key of anything' },
    { text: 'constructor', is: '?', reason: 'not a key of anything' },
  ])('$reason: $text', ({ text, is }) => {
    const got = outcome(text);
    expect(is.startsWith('?') ? got.startsWith(is) : got === is).toBe(true);
  });

  test('suggestions are three different verbs of ours', () => {
    const parsed = parse('acept web-01', commands);
    const suggestions = parsed.kind === 'unknown' ? parsed.suggestions : [];
    expect(new Set(suggestions).size).toBe(3);
    expect(suggestions.every((s) => commands.some((c) => c.name === s))).toBe(true);
  });
});

describe('words for an open form', () => {
  test.each([
    { text: 'Back', word: 'back' }, { text: ' CANCEL! ', word: 'cancel' }, { text: 'start  over', word: 'startOver' }, { text: '?', word: 'help' },
    { text: 'cancel A-1', word: null }, { text: 'toString', word: null }, { text: 'backup web-01', word: null },
  ])('$text', ({ text, word }) => {
    expect(formWord(text)).toBe(word);
  });

  test('yes, no and nothing', () => {
    expect(['Yes', 'ok.', 'CONFIRM', 'next'].every(isYes)).toBe(true);
    expect(['no', 'Nope', 'never mind'].every(isNo)).toBe(true);
    expect(['skip', 'None', '-'].every(isNothing)).toBe(true);
    expect(['yesterday', 'notes', 'known'].some((text) => isYes(text) || isNo(text) || isNothing(text))).toBe(false);
  });
});

describe('arguments', () => {
  const raw = (text: string): unknown => {
    const parsed = parse(text, commands);
    return parsed.kind === 'command' ? parsed.command.fromText(parsed.rest) : null;
  };
  test.each([
    { text: 'test the machine web-01', args: { target: 'web-01' }, reason: 'small words are dropped' },
    { text: 'test server', args: { target: 'server' }, reason: 'unless nothing else is left' },
    { text: 'test my old box', args: { target: 'my old box' }, reason: 'a name may have spaces' },
    { text: 'check', args: { what: 'ask' }, reason: 'nothing named: it asks' },
    { text: 'check my old box', args: { what: 'one', target: 'my old box', only: null, alone: false, topic: null, csv: false }, reason: 'a machine or a wave' },
    { text: 'check my old box net-sg-out', args: { what: 'one', target: 'my old box', only: 'NET-SG-OUT', alone: true, topic: null, csv: false }, reason: 'one check of it' },
    { text: 'check web-01 disks', args: { what: 'one', target: 'web-01', only: null, alone: false, topic: 'storage', csv: false }, reason: 'one part of the list' },
    { text: 'check network', args: { what: 'one', target: 'network', only: null, alone: false, topic: null, csv: false }, reason: 'a single word is what to check' },
    { text: 'check W07 --csv', args: { what: 'one', target: 'W07', only: null, alone: false, topic: null, csv: true }, reason: 'as a file' },
    { text: 'check W07 as csv', args: { what: 'one', target: 'W07', only: null, alone: false, topic: null, csv: true }, reason: 'as a file, in words' },
    { text: 'override web-01 NET-SG-OUT because the SAN team opens it', args: { machine: 'web-01', check: 'NET-SG-OUT', back: false, reason: 'the SAN team opens it' }, reason: 'let a check pass' },
    { text: 'override web-01 NET-SG-OUT withdraw because open now', args: { machine: 'web-01', check: 'NET-SG-OUT', back: true, reason: 'open now' }, reason: 'take it back' },
    { text: 'fix the machine web-01 net-sg-out', args: { machine: 'web-01', check: 'NET-SG-OUT' }, reason: 'the check in any case' },
    { text: 'answer W07 network', args: { target: 'W07', topic: 'network' }, reason: 'questions of one part' },
    { text: 'approve a-1042', args: { id: 'A-1042', text: '' }, reason: 'case of the number' },
    { text: 'approve 01042', args: { id: 'A-1042', text: '' }, reason: 'the bare number' },
    { text: 'approve A 1042 because fine', args: { id: 'A-1042', text: 'fine' }, reason: 'split in two' },
    { text: 'approve everything', args: { id: undefined, text: '' }, reason: 'not a number' },
    { text: 'verdict web-01 works', args: { target: 'web-01', works: true, reason: '', etag: null }, reason: 'a good verdict' },
    { text: 'verdict web-01 FAILS because no login', args: { target: 'web-01', works: false, reason: 'no login', etag: null }, reason: 'a bad verdict' },
    { text: 'verdict web-01 does not work because no login', args: { target: 'web-01', works: false, reason: 'no login', etag: null }, reason: 'in plain words' },
    { text: 'verdict "works box" works', args: { target: '"works box"', works: true, reason: '', etag: null }, reason: 'a name that holds a verdict' },
    { text: 'verdict web-01', args: { target: 'web-01', reason: '', etag: null }, reason: 'no verdict given' },
    { text: 'verdict W07 group:2 -web-07 works', args: { target: 'W07 group:2 -web-07', works: true, reason: '', etag: null }, reason: 'a selector' },
    { text: 'discover page 2', args: { page: 1, turned: false }, reason: 'people count from one' },
  ])('$reason: $text', ({ text, args }) => {
    expect(raw(text)).toEqual(args);
  });
});

describe('--dry-run', () => {
  const rest = (text: string): unknown => {
    const parsed = parse(text, commands);
    return parsed.kind === 'command' ? { name: parsed.command.name, ...parsed.rest } : parsed.kind;
  };
  test.each([
    { text: 'cutover W07 --dry-run', is: { name: 'cutover', words: ['W07'], because: null, dryRun: true }, reason: 'as it is written' },
    { text: 'cutover W07 \u2014dry-run', is: { name: 'cutover', words: ['W07'], because: null, dryRun: true }, reason: 'Teams makes one long dash of two' },
    { text: 'cutover --DryRun W07', is: { name: 'cutover', words: ['W07'], because: null, dryRun: true }, reason: 'anywhere, in any case' },
    { text: 'hold web-01 because it fails --dry-run', is: { name: 'hold', words: ['web-01'], because: 'it fails', dryRun: true }, reason: 'after the reason: nothing is done rather than too much' },
    { text: 'hold web-01 because of a dry run', is: { name: 'hold', words: ['web-01'], because: 'of a dry run' }, reason: 'a reason may be about one' },
    { text: 'test web-01 dry run', is: { name: 'test', words: ['web-01'], because: null, dryRun: true }, reason: 'in words' },
    { text: 'test "dry run box"', is: { name: 'test', words: ['dry run box'], because: null }, reason: 'a machine may be called so' },
    { text: 'ask A-1 was it a dry run', is: { name: 'ask', words: ['A-1', 'was', 'it', 'a', 'dry', 'run'], because: null }, reason: 'a question is no command' },
    { text: 'dryrun rollback web-01 because slow', is: { name: 'rollback', words: ['web-01'], because: 'slow', dryRun: true }, reason: 'before the command' },
    { text: 'dry run cutover W07', is: { name: 'cutover', words: ['W07'], because: null, dryRun: true }, reason: 'the same in two words' },
    { text: 'dryrun A-1042', is: { name: 'dryrun', words: ['A-1042'], because: null }, reason: 'of an approval' },
    { text: 'approve A-1042 web-01 --dry-run', is: { name: 'approve', words: ['A-1042', 'web-01'], because: null, dryRun: true }, reason: 'a decision too' },
  ])('$reason: $text', ({ text, is }) => {
    expect(rest(text)).toEqual(is);
  });
});
