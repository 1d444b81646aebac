import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Answer } from '../../src/bot/dialog.ts';
import { beginReplicate, ReplicateState, stepReplicate } from '../../src/bot/replicate-step.ts';
import { machineOf, optionsOf } from '../cards/fixtures.ts';

const START = beginReplicate(optionsOf());
const typed = (text: string): Answer => ({ kind: 'text', text });
const next = (inputs: object): Answer => ({ kind: 'next', inputs: { ...inputs } });

describe('the form', () => {
  const network = START.choices.networkId;
  test.each([
    { reason: 'the defaults fit', answer: next({}), to: { at: 'summary', problems: [] } },
    { reason: 'ok means the same', answer: typed('ok'), to: { at: 'summary', problems: [] } },
    { reason: 'a typed size is set', answer: typed('size Standard_D4s_v5'), to: { at: 'form', problems: [], choices: { size: 'Standard_D4s_v5' } } },
    { reason: 'case does not matter', answer: typed('SIZE: standard_d4s_v5'), to: { choices: { size: 'Standard_D4s_v5' } } },
    { reason: 'a size that was not suggested is taken: the start asks Azure', answer: typed('size Standard_E8s_v5'), to: { choices: { size: 'Standard_E8s_v5' } } },
    { reason: 'a subnet by its name', answer: typed('subnet s1'), to: { choices: { networkId: network, subnet: 's1' } } },
    { reason: 'network and subnet', answer: typed('network vnet-prod-weu/s1'), to: { choices: { subnet: 's1' } } },
    { reason: 'a resource group by its name', answer: typed('resource group rg-landing'), to: { problems: [] } },
    { reason: 'a disk type in words', answer: typed('disk premium ssd'), to: { choices: { diskType: 'Premium_LRS' } } },
    { reason: 'an account by its name', answer: typed('account "root for Linux"'), to: { choices: { runAsAccountId: 'acc-1' } } },
    { reason: 'the agent is there already', answer: next({ runAsAccountId: 'none' }), to: { at: 'summary', choices: { runAsAccountId: '' } } },
    { reason: 'all inputs of the card', answer: next({ subnetChoice: `${network}#s1`, vmName: 'web-01-az', size: 'Standard_D4s_v5', diskType: 'Premium_LRS', licence: 'NoLicenseType', runAsAccountId: 'acc-1' }), to: { at: 'summary', choices: { subnet: 's1', vmName: 'web-01-az', runAsAccountId: 'acc-1' } } },
    { reason: 'a wrong choice stays on the form and says which field', answer: next({ subnetChoice: 'elsewhere#s1', diskType: 'Tape' }), to: { at: 'form', problems: [{ field: 'subnetChoice', code: 'noSuchChoice' }, { field: 'diskType', code: 'noSuchChoice' }] } },
    { reason: 'a bad name', answer: typed('name -web-'), to: { at: 'form', problems: [{ field: 'vmName', code: 'name' }] } },
    { reason: 'an unknown field', answer: typed('colour blue'), to: { problems: [{ field: '', code: 'unclear' }] } },
    { reason: 'a field without a value', answer: typed('size'), to: { problems: [{ field: '', code: 'unclear' }] } },
    { reason: 'nothing is before the form', answer: { kind: 'back' } as const, to: { at: 'form', problems: [{ field: '', code: 'first' }] } },
    { reason: 'confirm does not jump over the summary', answer: { kind: 'confirm' } as const, to: { at: 'form', problems: [{ field: '', code: 'unclear' }] } },
  ])('$reason', ({ answer, to }) => {
    const step = stepReplicate(START, answer);
    expect(step.kind).toBe('ask');
    expect(step.state).toMatchObject(to);
  });

  test('a Windows name has at most 15 characters', () => {
    const windows = beginReplicate({ ...optionsOf(), machine: machineOf({ platformDetails: 'Windows' }) });
    expect(stepReplicate(windows, typed('name a-rather-long-name')).state.problems).toEqual([{ field: 'vmName', code: 'name' }]);
    expect(stepReplicate(START, typed('name a-rather-long-name')).state.problems).toEqual([]);
  });

  test('a default that does not fit is not passed on', () => {
    const options = optionsOf();
    const empty = beginReplicate({ ...options, defaults: { ...options.defaults, networkId: '', subnet: '' } });
    expect(stepReplicate(empty, next({})).state).toMatchObject({ at: 'form', problems: [{ field: 'subnetChoice', code: 'noSuchChoice' }] });
  });
});

describe('the summary', () => {
  const summary = stepReplicate(START, next({ size: 'Standard_D4s_v5' })).state;
  test('yes ends it with what was chosen', () => {
    expect(stepReplicate(summary, typed('yes'))).toMatchObject({ kind: 'done', state: { choices: { size: 'Standard_D4s_v5' } } });
  });
  test('back keeps the answers', () => {
    expect(stepReplicate(summary, { kind: 'back' }).state).toMatchObject({ at: 'form', choices: { size: 'Standard_D4s_v5' } });
  });
  test('start over goes back to the suggestion', () => {
    expect(stepReplicate(summary, { kind: 'startOver' }).state).toMatchObject({ at: 'form', choices: { size: 'Standard_D2s_v5' } });
  });
});

test('any answer leads to a state that can be stored and read again, and nothing but a yes ends the form', () => {
  const answer = fc.oneof(
    fc.string().map(typed),
    fc.tuple(fc.constantFrom('size', 'name', 'subnet', 'disk', 'account'), fc.string()).map(([field, value]) => typed(`${field} ${value}`)),
    fc.dictionary(fc.constantFrom('vmName', 'size', 'subnetChoice', 'diskType', '__proto__'), fc.jsonValue()).map(next),
    fc.constantFrom<Answer>({ kind: 'back' }, { kind: 'startOver' }),
  );
  fc.assert(fc.property(fc.array(answer, { maxLength: 6 }), (answers) => {
    let state = START;
    for (const one of answers) {
      const step = stepReplicate(state, one);
      if (step.kind === 'done') return;
      state = step.state;
      expect(ReplicateState.parse(JSON.parse(JSON.stringify(state)))).toEqual(JSON.parse(JSON.stringify(state)));
    }
  }));
});
