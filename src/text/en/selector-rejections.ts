/** Why a text did not tell which machines are meant. */
import type { Rejection } from '../../usecases/types.ts';
import { named, quoted } from '../neutral.ts';

type Detail = Rejection['detail'];
type Code = Extract<Rejection['code'], `selector-${string}`>;

const inWave = (d: Detail): string => (d['wave'] === undefined ? '' : ` of ${named(d['wave'])}`);
const similar = (d: Detail): string => ((d['similar'] ?? '') === '' ? '' : ` Similar: ${quoted(d['similar'] ?? '')}.`);

/** What was typed is not repeated: it may hold a secret. */
const places = (d: Detail): string => ((d['places'] ?? '') === '' ? '' : `as number ${quoted(d['places'] ?? '')}`);

export const selectorRejections: { readonly [C in Code]: (d: Detail) => string } = {
  'selector-term': (d) => `I cannot read part ${d['place'] ?? '1'} of that. Nothing was changed. Write for example: ${quoted(d['known'] ?? 'group:2')}.`,
  'selector-unknown': (d) => `No machine${inWave(d)} bears the name that you gave ${places(d)}.${similar(d)} Nothing was changed, for the others neither.`,
  'selector-several': (d) => `Several machines bear the name ${quoted(d['names'] ?? 'that')}. Nothing was changed. Name it by its instance id or its private IP.`,
  'selector-nothing': (d) => `No machine${inWave(d)} fits that. Nothing was changed. 'status${d['wave'] === undefined ? '' : ` ${named(d['wave'])}`}' shows where the machines stand.`,
  'selector-of-what': () => "That only says what is left out, not of what. Nothing was changed. Write for example 'W07 -web07', or 'all -web07' for everything that Ferry knows but that machine.",
  'selector-waves': (d) => `That names more than one wave (${quoted(d['waves'] ?? '')}). Nothing was changed. Take one at a time.`,
};
