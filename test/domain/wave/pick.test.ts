import { describe, expect, test } from '@jest/globals';
import { groupsIn, namesIn, pickMachines, type Pickable } from '../../../src/domain/wave/pick.ts';
import { cycleIn, cyclesIn } from '../../../src/domain/wave/cycles.ts';
import { machine } from './fixtures.ts';

const estate: readonly Pickable[] = [['db01', 'W07'], ['app01', '7'], ['app02', 'W08'], ['web 01', 'W07'], ['dup', ''], ['dup', ''], ['a+b', '']].map(([name = '', wave = ''], n) => ({ instanceId: machine(n + 1), name, tags: wave === '' ? {} : { Wave: wave } }));
const named = (texts: readonly string[]) => {
  const picked = pickMachines(estate, texts);
  return picked.ok ? picked.value.map((m) => m.name) : picked.error;
};

describe('machines by what people write', () => {
  test.each([
    { texts: ['db01'], gives: ['db01'], reason: 'a name' },
    { texts: ['DB01'], gives: ['db01'], reason: 'in capitals' },
    { texts: [machine(1)], gives: ['db01'], reason: 'an instance id' },
    { texts: ['app*'], gives: ['app01', 'app02'], reason: 'a pattern' },
    { texts: ['*'], gives: ['db01', 'app01', 'app02', 'web 01', 'dup', 'dup', 'a+b'], reason: 'all of them' },
    { texts: ['a+*'], gives: ['a+b'], reason: 'signs are themselves' },
    { texts: ['tag:Wave=7'], gives: ['db01', 'app01', 'web 01'], reason: 'a tag, however the wave is spelled' },
    { texts: ['db01', 'tag:wave=W07', 'db01'], gives: ['db01', 'app01', 'web 01'], reason: 'each once' },
    { texts: ['web01'], gives: { kind: 'unknown', unknown: [{ text: 'web01', similar: ['web 01'] }] }, reason: 'nothing is guessed' },
    { texts: ['db02', 'app01', 'apq01', 'nobody'], gives: { kind: 'unknown', unknown: [{ text: 'db02', similar: ['db01'] }, { text: 'apq01', similar: ['app01'] }, { text: 'nobody', similar: [] }] }, reason: 'all that nobody bears are told at once' },
    { texts: ['dup'], gives: { kind: 'many', text: 'dup', count: 2 }, reason: 'two of one name' },
    { texts: ['-app02', 'app*', 'db01'], gives: ['app01', 'db01'], reason: 'what is left out, wherever it stands' },
    { texts: ['*', '\u2013tag:Wave=7'], gives: ['app02', 'dup', 'dup', 'a+b'], reason: 'a tag that is left out, behind a long dash' },
    { texts: ['app*', '-app03'], gives: { kind: 'unknown', unknown: [{ text: 'app03', similar: ['app01', 'app02'] }] }, reason: 'nobody is left out whom nobody knows' },
    { texts: ['x*'], gives: { kind: 'none', text: 'x*', taken: 0 }, reason: 'a pattern for nothing is told' },
    { texts: ['tag:App=shop'], gives: { kind: 'none', text: 'tag:App=shop', taken: 0 }, reason: 'so is a tag' },
  ])('$reason', ({ texts, gives }) => expect(named(texts)).toEqual(gives));

  test('a tag or a pattern means those that are free, a name means that machine', () => {
    const free = estate.filter((m) => m.name !== 'app01');
    const names = (texts: readonly string[]) => {
      const picked = pickMachines(estate, texts, free);
      return picked.ok ? picked.value.map((m) => m.name) : picked.error;
    };
    expect([names(['app*']), names(['app01'])]).toEqual([['app02'], ['app01']]);
    expect(names(['app01*'])).toEqual({ kind: 'none', text: 'app01*', taken: 1 });
  });

  test('a pasted list', () => expect(namesIn('db01, app01;\napp02\t"web 01"  tag:Wave=7')).toEqual(['db01', 'app01', 'app02', 'web 01', 'tag:Wave=7']));
});

describe('which must start first', () => {
  const groups = (text: string) => {
    const read = groupsIn(text, estate);
    return read === null ? null : read.ok ? estate.map((m) => read.value.get(m.instanceId)) : read.error.kind;
  };

  test.each([
    { text: '1: db01; 2: app*', gives: [1, 2, 2, 3, 3, 3, 3], reason: 'machines that nobody names come last' },
    { text: 'group 2: db01\n1: app01 app02', gives: [2, 1, 1, 3, 3, 3, 3], reason: 'in lines and in any order' },
    { text: '1: *', gives: [1, 1, 1, 1, 1, 1, 1], reason: 'all at once' },
    { text: 'db01 first', gives: null, reason: 'not written like that' },
    { text: '1: nobody', gives: 'unknown', reason: 'a machine that is not there' },
  ])('$reason', ({ text, gives }) => expect(groups(text)).toEqual(gives));
});

test('a circle is found in a chain that is too long for recursion', () => {
  const chain = Array.from({ length: 50_000 }, (_, n): [string, readonly string[]] => [String(n), [String(n + 1)]]);
  expect(cycleIn(new Map(chain))).toBeNull();
  expect(cycleIn(new Map([...chain, ['50000', ['49999']]]))).toEqual(['49999', '50000', '49999']);
});

test('circles are told together, each once, and never without end', () => {
  expect(cyclesIn(new Map([['a', ['b']], ['b', ['a', 'c']], ['c', ['d']], ['d', ['c']]]))).toEqual([['c', 'd', 'c'], ['a', 'b', 'a']]);
  const all = Array.from({ length: 60 }, (_, n) => String(n));
  expect(cyclesIn(new Map(all.map((n) => [n, all]))).length).toBeLessThanOrEqual(10);
});
