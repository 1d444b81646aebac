// Reads single fields of Azure's answers: what is missing, null or of another kind becomes "unknown", it never breaks a whole list.
import { z } from 'zod';
import type { Health, HealthError } from '../../domain/observation.ts';
import type { Instant } from '../../domain/time.ts';

// Site Recovery writes "never" as a date in year 1 or 1753.
const FIRST_REAL_MOMENT = Date.UTC(2000, 0, 1);

// Optional, because a field that is missing altogether must read like one that is null.
const anything = z.unknown().optional();

/** Text; empty when there is none. */
export const words = anything.transform((value) => (typeof value === 'string' ? value : ''));

/** Text; null when there is none or when it is empty. */
export const wordsOrNull = anything.transform((value) => (typeof value === 'string' && value !== '' ? value : null));

/** A number, which Azure sometimes writes as text. */
export const amount = anything.transform((value) => toNumber(value));

/** A yes or no, which Site Recovery mostly writes as text. */
export const flag = anything.transform((value) => value === true || (typeof value === 'string' && /^(true|yes|required)$/i.test(value)));

/** A moment, as the SDK's Date or as text; null for "never". */
export const moment = anything.transform((value) => toInstant(value));

/** A health word of Site Recovery. */
export const health = anything.transform((value): Health => {
  const word = typeof value === 'string' ? value.toLowerCase() : '';
  return word === 'normal' || word === 'warning' || word === 'critical' ? word : 'none';
});

/** A list; empty when there is none. */
export function listOf<T extends z.ZodType>(element: T): z.ZodCatch<z.ZodArray<T>> {
  return z.array(element).catch([]);
}

const healthErrorSchema = z.object({ errorCode: words, summaryMessage: words, errorMessage: words, possibleCauses: words, recommendedAction: words, errorLevel: words });

/** Site Recovery's health errors in our words. */
export const healthErrors = listOf(
  healthErrorSchema.transform(
    (e): HealthError => ({
      code: e.errorCode,
      summary: e.summaryMessage || e.errorMessage,
      causes: e.possibleCauses,
      advice: e.recommendedAction,
      level: e.errorLevel.toLowerCase() === 'error' ? 'error' : 'warning',
    }),
  ),
);

function toNumber(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

function toInstant(value: unknown): Instant | null {
  const at = value instanceof Date ? value.getTime() : typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) || at < FIRST_REAL_MOMENT ? null : at;
}

/** ARM ids are compared without regard to case: Site Recovery writes `/Subscriptions`, everybody else `/subscriptions`. */
export function sameId(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
