import { describe, expect, test } from '@jest/globals';
import { commands } from '../../src/bot/commands/index.ts';
import { withThread } from '../../src/bot/in-thread.ts';
import { parse } from '../../src/bot/parse.ts';
import { instanceIdFromCloud } from '../../src/domain/ids.ts';
import type { ThreadTarget } from '../../src/usecases/notice-types.ts';

const WAVE: ThreadTarget = { kind: 'wave', name: 'W07' };
const MACHINE: ThreadTarget = { kind: 'machine', id: instanceIdFromCloud('i-0123456789abcdef0') };
const ID = 'i-0123456789abcdef0';

/** What the command reads in the thread: the line as it becomes, or null where it stays as it was said. */
function inThread(text: string, of: ThreadTarget): string | null {
  const parsed = parse(text, commands);
  if (parsed.kind !== 'command') throw new Error(`'${text}' is no command`);
  const { command, rest } = parsed;
  const line = command.inThread === undefined ? null : withThread(rest, command.inThread, of);
  if (line === null) return null;
  expect(command.read(command.fromText(line))).not.toBeNull();
  return [command.name, ...line.words].join(' ');
}

describe('in the thread of a wave, and of a machine', () => {
  /** The line, what it becomes in the thread of the wave and in that of the machine, and why. */
  type Row = readonly [string, string | null, string | null, string];
  test.each<Row>([
    ['status', 'status W07', `status ${ID}`, 'nothing was named'],
    ['show', 'status W07', `status ${ID}`, 'an alias is the same command'],
    ['status all', null, null, 'all of it was named'],
    ['status mine', null, null, 'so was what is mine'],
    ['status W08', null, null, 'another wave was named: what was said wins'],
    ['status web-01', null, null, 'a machine was named'],
    ['check', 'check W07', `check ${ID}`, 'nothing was named'],
    ['check NET-SG-OUT', 'check W07 NET-SG-OUT', `check ${ID} NET-SG-OUT`, 'a check is no machine'],
    ['check --csv', 'check W07 --csv', `check ${ID} --csv`, 'nor is the form of the answer'],
    ['check network', null, null, 'it may be the name of a machine'],
    ['report', 'report W07', null, 'a report is of a wave'],
    ['report all', null, null, 'of everything'],
    ['handover', 'handover W07', null, 'of a wave'],
    ['cost', 'cost W07', null, 'of a wave'],
    ['capacity in 8h churn 5%', 'capacity W07 in 8h churn 5%', null, 'the options stay behind the name'],
    ['capacity all in 8h', null, null, 'of everything'],
    ['network', 'network W07', null, 'of a wave'],
    ['history', null, `history ${ID}`, 'only a machine has one'],
    ['audit verify', 'audit W07 verify', `audit ${ID} verify`, 'the act is no name'],
    ['audit all', null, null, 'everything was named'],
    ['subscribe needs-me', 'subscribe W07 needs-me', `subscribe ${ID} needs-me`, 'the level is no name'],
    ['unsubscribe', 'unsubscribe W07', `unsubscribe ${ID}`, 'nothing was named'],
    ['replicate', 'replicate W07', `replicate ${ID}`, 'nothing was named'],
    ['test', 'test W07', `test ${ID}`, 'nothing was named'],
    ['test group:1', 'test W07 group:1', null, 'a group picks from the wave; a machine has none'],
    ['test group 1', 'test W07 group 1', null, 'however it is spaced'],
    ['test clean', 'test clean W07', `test clean ${ID}`, 'the name stands behind'],
    ['test -web-07', 'test W07 -web-07', null, 'all but one, of the wave'],
    ['test all -web-07', null, null, 'of everything'],
    ['test web-07', null, null, 'a machine was named'],
    ['test web-07 group:1', null, null, 'a machine was named'],
    ['test W08 group:1', null, null, 'another wave was named'],
    ['test group:9', null, null, 'what cannot be read is told as it was said'],
    ['test machine', null, null, 'a small word alone may be the name of a machine'],
    ['retry state:failed', 'retry W07 state:failed', null, 'elsewhere it means everything that failed'],
    ['retry tag:App=shop name:web*', 'retry W07 tag:App=shop name:web*', null, 'filters pick from the wave'],
    ['hold because the switch burns', 'hold W07', `hold ${ID}`, 'a reason is no name'],
    ['hold all because the switch burns', null, null, 'hold all stays hold all'],
    ['hold everything because the switch burns', null, null, 'in whatever words'],
    ['hold on because the switch burns', null, null, 'never guessed'],
    ['resume', 'resume W07', `resume ${ID}`, 'nothing was named'],
    ['resume all', null, null, 'of everything'],
    ['verdict works', 'verdict W07 works', `verdict ${ID} works`, 'the verdict is no name'],
    ['verdict group:1 it does not work because of DNS', 'verdict W07 group:1 it does not work', null, 'filters pick from the wave'],
    ['verdict web-07 works', null, null, 'a machine was named'],
    ['accept', 'accept W07', `accept ${ID}`, 'nothing was named'],
    ['refuse because it is slow', 'refuse W07', `refuse ${ID}`, 'nothing was named'],
    ['quiesce group:2', 'quiesce W07 group:2', null, 'a group picks from the wave'],
    ['cutover sat 22:00..02:00 because users are told', 'cutover W07 sat 22:00..02:00', `cutover ${ID} sat 22:00..02:00`, 'a time is no name'],
    ['cutover group:2 source:person', 'cutover W07 group:2 source:person', null, 'nor is the way to stop'],
    ['cutover W08 sat 22:00..02:00', null, null, 'another wave was named'],
    ['complete', 'complete W07', `complete ${ID}`, 'nothing was named'],
    ['rollback', null, `rollback ${ID}`, 'a wave is not rolled back as a whole'],
    ['adopt', null, `adopt ${ID}`, 'of a machine'],
    ['fix NET-SG-OUT', null, `fix ${ID} NET-SG-OUT`, 'of a machine'],
    ['override NET-SG-OUT because the proxy does it', null, `override ${ID} NET-SG-OUT`, 'of a machine'],
    ['window sat 22:00..02:00', null, `window ${ID} sat 22:00..02:00`, 'of a machine'],
    ['wave', 'wave W07', null, 'nothing was named'],
    ['wave add app01 group 2', 'wave W07 add app01 group 2', null, 'begins with what is to be changed'],
    ['wave window sat 22:00..02:00', 'wave W07 window sat 22:00..02:00', null, 'begins with what is to be changed'],
    ['wave close because it is over', 'wave W07 close', null, 'is confirmed before it is stored'],
    ['wave W08', null, null, 'another wave was named'],
    ['wave W08 add app01', null, null, 'another wave was named'],
    ['wave new W09', null, null, 'a new one was named'],
    ['dryrun test group:1', 'test W07 group:1', null, 'a dry run lists what the command would do'],
    ['answer', 'answer W07', `answer ${ID}`, 'nothing was named'],
    ['export', 'export W07', `export ${ID}`, 'nothing was named'],
  ])("'%s' is read as %s, and as %s: %s", (text, wave, machine) => {
    expect([inThread(text, WAVE), inThread(text, MACHINE)]).toEqual([wave, machine]);
  });

  test.each([
    ['Server', 'test state:protected', 'a small word is dropped: then everything would be tested'],
    ['sat', 'cutover group:1', 'a day begins a time'],
    ['now', 'cutover sat 22:00..02:00', 'so does this'],
    ['machines', 'hold because of it', 'a word that says nothing'],
    ['on', 'hold group:2 because of it', 'a word that says nothing'],
  ])("a wave called '%s' is not put into '%s': %s", (name, text) => {
    expect(inThread(text, { kind: 'wave', name })).toBeNull();
  });

  test('a name with blanks stays one name', () => {
    const parsed = parse('test group:1', commands);
    const { command, rest } = parsed as Extract<typeof parsed, { kind: 'command' }>;
    const line = withThread(rest, command.inThread!, { kind: 'wave', name: 'Shop - East' });
    expect(command.fromText(line!)).toMatchObject({ target: '"Shop - East" group:1' });
  });

  /** Answers that count at once, answers to a request by its number, and what is about no wave and no machine. */
  const TOLD = ['help', 'discover', 'next', 'setup', 'plan', 'policy', 'explain', 'settings', 'doctor', 'dryrun', 'extend', 'approve', 'reject', 'ask', 'withdraw', 'breakglass', 'who', 'delegate', 'stopped', 'done', 'cannot', 'keep', 'freeze', 'subscriptions', 'quiet', 'digest', 'cancel'];

  test('of every command it is decided whether it takes what it is about from the thread', () => {
    expect(commands.filter((c) => c.inThread === undefined).map((c) => c.name)).toEqual(TOLD);
  });
});
