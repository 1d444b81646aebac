import { describe, expect, test } from '@jest/globals';
import { takeApart } from '../../src/bot/line.ts';
import { stepWaveNew, type WaveNewState } from '../../src/bot/wave-new-step.ts';
import { wishIn } from '../../src/bot/wave-words.ts';

const wish = (text: string) => {
  const { words, because } = takeApart(text);
  return wishIn(words, because);
};

describe('what is wanted of a wave', () => {
  test.each([
    { text: 'add app01 app02 group 2', wants: { act: 'add', names: ['app01', 'app02'], group: 2, reason: '' }, reason: 'machines and a group' },
    { text: 'add app01, app02 and app03', wants: { act: 'add', names: ['app01', 'app02', 'app03'], group: null, reason: '' }, reason: 'written like a sentence' },
    { text: 'add "web 01" tag:App=shop group:3', wants: { act: 'add', names: ['web 01', 'tag:App=shop'], group: 3, reason: '' }, reason: 'names with spaces, tags' },
    { text: 'remove web07 because not ready', wants: { act: 'remove', names: ['web07'], group: null, reason: 'not ready' }, reason: 'a removal and why' },
    { text: 'move web01 web02 to W08 group 3', wants: { act: 'move', names: ['web01', 'web02'], to: 'W08', group: 3 }, reason: 'a move' },
    { text: 'move web01 to wave 8', wants: { act: 'move', names: ['web01'], to: '8', group: null }, reason: 'a wave in two words' },
    { text: 'group 2 app01 app02', wants: { act: 'group', group: 2, names: ['app01', 'app02'] }, reason: 'a group' },
    { text: 'needs app01 db01 db02', wants: { act: 'needs', machine: 'app01', names: ['db01', 'db02'] }, reason: 'what is needed' },
    { text: 'window sat 22:00..02:00 Europe/Rome', wants: { act: 'window', text: 'sat 22:00..02:00 Europe/Rome' }, reason: 'a time' },
    { text: 'owner Rita Requester', wants: { act: 'owner', text: 'Rita Requester' }, reason: 'a person' },
    { text: 'close because moved to W08', wants: { act: 'close', reason: 'moved to W08' }, reason: 'an end and why' },
    { text: 'CLOSE no longer needed', wants: { act: 'close', reason: 'no longer needed' }, reason: 'without because' },
    { text: 'drive plan', wants: { act: 'policy', text: 'plan' }, reason: 'by its plan' },
    { text: 'drive Machines', wants: { act: 'policy', text: 'machines' }, reason: 'one by one' },
    { text: 'drive machines with plan', wants: { act: 'policy', text: 'kept' }, reason: 'one by one, with a plan in the vault' },
    { text: 'drive machines without plan', wants: null, reason: 'what says the opposite' },
    { text: 'add', wants: null, reason: 'nothing to add' },
    { text: 'add group 2', wants: null, reason: 'a group of nobody' },
    { text: 'move web01', wants: null, reason: 'a move to nowhere' },
    { text: 'move to W08', wants: null, reason: 'a move of nobody' },
    { text: 'group two app01', wants: null, reason: 'a group that is no number' },
    { text: 'needs app01', wants: null, reason: 'a need of nothing' },
    { text: 'terminate all', wants: null, reason: 'what nobody can want here' },
  ])('$reason: $text', ({ text, wants }) => expect(wish(text)).toEqual(wants));
});

describe('the way to a new wave', () => {
  const state: WaveNewState = { at: 'groups', name: 'W07', members: [], window: null, approvers: null, channel: null, answer: null, problem: 'bad', target: { resourceGroupId: null, networkId: null, subnet: null, size: null }, texts: { machines: 'db01', groups: '1: db01', target: '', window: '', approvers: '', channel: 'here' } };

  test.each([
    { answer: { kind: 'text', text: '1: db*' } as const, then: { kind: 'done', state: { at: 'groups', answer: '1: db*', problem: null } }, reason: 'an answer is looked up' },
    { answer: { kind: 'next', inputs: { answer: ' none ' } } as const, then: { kind: 'done', state: { answer: 'none' } }, reason: 'from the form as well' },
    { answer: { kind: 'text', text: 'yes' } as const, then: { kind: 'done', state: { answer: '1: db01' } }, reason: 'a yes takes what stands there' },
    { answer: { kind: 'back' } as const, then: { kind: 'ask', state: { at: 'machines', problem: null } }, reason: 'back' },
    { answer: { kind: 'startOver' } as const, then: { kind: 'ask', state: { at: 'name' } }, reason: 'from the beginning' },
  ])('$reason', ({ answer, then }) => expect(stepWaveNew(state, answer)).toMatchObject(then));

  test('nothing but a yes creates it', () => {
    expect(stepWaveNew({ ...state, at: 'confirm' }, { kind: 'text', text: 'maybe' })).toMatchObject({ kind: 'ask', state: { at: 'confirm' } });
    expect(stepWaveNew({ ...state, at: 'confirm' }, { kind: 'next', inputs: {} })).toMatchObject({ kind: 'ask' });
    expect(stepWaveNew({ ...state, at: 'confirm' }, { kind: 'confirm' })).toMatchObject({ kind: 'done' });
  });
});
