import { describe, expect, test } from '@jest/globals';
import { groupsIn, namesIn, pickMachines, type Pickable } from '../../../src/domain/wave/pick.ts';
import { cycleIn } from '../../../src/domain/wave/cycles.ts';
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
    { texts: ['web01'], gives: { kind: 'unknown', text: 'web01', similar: ['web 01'] }, reason: 'nothing is guessed' },
    { texts: ['dup'], gives: { kind: 'many', text: 'dup', count: 2 }, reason: 'two of one name' },
    { texts: ['x*'], gives: { kind: 'none', text: 'x*' }, reason: 'a pattern for nothing is told' },
    { texts: ['tag:App=shop'], gives: { kind: 'none', text: 'tag:App=shop' }, reason: 'so is a tag' },
  ])('$reason', ({ texts, gives }) => expect(named(texts)).toEqual(gives));

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
