// Reads a fault rule that somebody posted.
import type { FaultEffect, FaultInput, FaultMatch } from '../world/faults.ts';
import { asObject, compact, onlyKeys, optionalFlag, optionalNumber, optionalText, refuse, type Fields } from './json.ts';

/** Parses `{match, effect, count}`; every part is checked, because a rule that never matches would look like a passed test. */
export function readFault(body: Fields): FaultInput {
  onlyKeys(body, ['match', 'effect', 'count'], 'A fault');
  const count = optionalNumber(body, 'count', { min: 1, max: 1_000_000, whole: true });
  const match = readMatch(asObject(body['match'] ?? {}, 'match'));
  const effect = readEffect(asObject(body['effect'], 'effect'));
  return { match, effect, count: count ?? 1 };
}

function readMatch(fields: Fields): FaultMatch {
  onlyKeys(fields, ['server', 'method', 'path', 'action'], 'match');
  const path = optionalText(fields, 'path');
  if (path !== undefined) checkPattern(path);
  return compact({
    server: optionalText(fields, 'server', ['ec2', 'azure']) as 'ec2' | 'azure' | undefined,
    method: optionalText(fields, 'method'),
    path,
    action: optionalText(fields, 'action'),
  });
}

function checkPattern(source: string): void {
  try {
    new RegExp(source);
  } catch {
    throw refuse('path must be the source of a regular expression.');
  }
}

function readEffect(fields: Fields): FaultEffect {
  onlyKeys(fields, ['status', 'retryAfter', 'body', 'delayMs', 'drop', 'afterwards'], 'effect');
  const effect: FaultEffect = compact({
    status: optionalNumber(fields, 'status', { min: 200, max: 599, whole: true }),
    delayMs: optionalNumber(fields, 'delayMs', { min: 0, max: 3_600_000 }),
    drop: optionalFlag(fields, 'drop'),
    afterwards: optionalFlag(fields, 'afterwards'),
    retryAfter: readRetryAfter(fields['retryAfter']),
    body: fields['body'],
  });
  const { status, delayMs, drop, afterwards } = effect;
  if (status === undefined && delayMs === undefined && !drop && !afterwards) throw refuse('effect must hold a status, a delayMs, drop or afterwards.');
  return effect;
}

function readRetryAfter(value: unknown): string | number | null | undefined {
  if (value === undefined || value === null || typeof value === 'string' || typeof value === 'number') return value;
  throw refuse('retryAfter must be a text, a number or null.');
}
