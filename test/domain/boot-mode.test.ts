import { expect, test } from '@jest/globals';
import { bootModeOf } from '../../src/domain/boot-mode.ts';
import { attested, facts, hardware, known, UNREADABLE } from './checks/input.ts';

const said = (note: string) => ({ attested: new Map([['BOOT-GEN', attested({ note })]]) });
const NOBODY = { attested: new Map<string, never>() };

test.each([
  { reason: 'AWS saw it', given: { facts: facts({ bootMode: 'uefi' }), known: said('bios') }, mode: 'uefi', from: 'seen' },
  { reason: 'the type boots one way only', given: { facts: facts({ bootMode: null, hardware: known(hardware({ bootModes: ['uefi'] })) }), known: said('bios') }, mode: 'uefi', from: 'type' },
  { reason: 'a person says it', given: { facts: facts({ bootMode: null }), known: said(' BIOS ') }, mode: 'bios', from: 'answer' },
  { reason: 'a wish is no proof', given: { facts: facts({ bootMode: 'uefi-preferred' }), known: NOBODY }, mode: undefined, from: undefined },
  { reason: 'nothing is known', given: { facts: facts({ bootMode: null, hardware: UNREADABLE }), known: said('no idea') }, mode: undefined, from: undefined },
])('$reason', ({ given, mode, from }) => {
  const boot = bootModeOf(given);
  expect([boot?.mode, boot?.from]).toEqual([mode, from]);
});
