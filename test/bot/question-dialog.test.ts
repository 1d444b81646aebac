import { describe, expect, test } from '@jest/globals';
import type { Answer } from '../../src/bot/dialog.ts';
import { beginQuestion, stepQuestion, type QuestionState } from '../../src/bot/question-dialog.ts';
import { migrationId } from '../../src/domain/ids.ts';

const QUESTION = { title: 'Sure?', lines: ['a line'], warnings: [] };
const begin = (asks: boolean, text = ''): QuestionState => beginQuestion({ id: migrationId('m-1-1'), machine: 'web-01', question: QUESTION, asks, text });
const typed = (text: string): Answer => ({ kind: 'text', text });

describe('where an answer leads', () => {
  const required = { required: true };
  const optional = { required: false };
  const confirm = { ...begin(true), at: 'confirm', text: 'broken' } as const;
  const cases: readonly { readonly reason: string; readonly ask: { readonly required: boolean } | null; readonly state: QuestionState; readonly answer: Answer; readonly to: object }[] = [
    { reason: 'a typed reason goes on to the confirmation', ask: required, state: begin(true), answer: typed('it is broken'), to: { kind: 'ask', state: { at: 'confirm', text: 'it is broken', problem: null } } },
    { reason: 'a reason may begin with because', ask: required, state: begin(true), answer: typed('because it is broken'), to: { state: { text: 'it is broken' } } },
    { reason: 'the input of the card counts the same', ask: required, state: begin(true), answer: { kind: 'next', inputs: { answer: ' it is broken ' } }, to: { state: { at: 'confirm', text: 'it is broken' } } },
    { reason: 'a missing reason is asked for again', ask: required, state: begin(true), answer: { kind: 'next', inputs: {} }, to: { state: { at: 'ask', problem: 'missing' } } },
    { reason: 'an input of the wrong kind is a missing one', ask: required, state: begin(true), answer: { kind: 'next', inputs: { answer: { deep: 1 } } }, to: { state: { at: 'ask', problem: 'missing' } } },
    { reason: 'too much is refused', ask: required, state: begin(true), answer: typed('x'.repeat(501)), to: { state: { at: 'ask', problem: 'tooLong' } } },
    { reason: 'skip means no note', ask: optional, state: begin(true), answer: typed('skip'), to: { state: { at: 'confirm', text: '' } } },
    { reason: 'skip is no reason', ask: required, state: begin(true), answer: typed('skip'), to: { state: { at: 'confirm', text: 'skip' } } },
    { reason: 'confirm does not jump over the question', ask: required, state: begin(true), answer: { kind: 'confirm' }, to: { kind: 'ask', state: { at: 'ask', problem: 'missing' } } },
    { reason: 'yes ends it', ask: required, state: confirm, answer: typed('yes'), to: { kind: 'done', state: { text: 'broken' } } },
    { reason: 'the button ends it', ask: required, state: confirm, answer: { kind: 'confirm' }, to: { kind: 'done' } },
    { reason: 'an old Continue button does not confirm', ask: required, state: confirm, answer: { kind: 'next', inputs: {} }, to: { kind: 'ask', state: { at: 'confirm', problem: 'unclear' } } },
    { reason: 'anything else is not a yes', ask: required, state: confirm, answer: typed('maybe'), to: { kind: 'ask', state: { problem: 'unclear' } } },
    { reason: 'back keeps the answer', ask: required, state: confirm, answer: { kind: 'back' }, to: { kind: 'ask', state: { at: 'ask', text: 'broken' } } },
    { reason: 'nothing is before the first question', ask: required, state: begin(true), answer: { kind: 'back' }, to: { state: { at: 'ask', problem: 'first' } } },
    { reason: 'nothing is before a bare confirmation', ask: null, state: begin(false), answer: { kind: 'back' }, to: { state: { at: 'confirm', problem: 'first' } } },
    { reason: 'start over forgets the answer', ask: required, state: confirm, answer: { kind: 'startOver' }, to: { state: { at: 'ask', text: '' } } },
  ];
  test.each(cases)('$reason', ({ ask, state, answer, to }) => {
    expect(stepQuestion(ask, state, answer)).toMatchObject(to);
  });

  test('words that came with the command are not asked for again', () => {
    expect(begin(true, 'broken').at).toBe('confirm');
  });
});
