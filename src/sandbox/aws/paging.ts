// Pages of EC2 answers with tokens that mean nothing to the caller.
import { createHash } from 'node:crypto';
import { refusal } from './errors.ts';
import type { Params } from './params.ts';

/** The range of MaxResults that an action takes, and the id list it cannot be combined with. */
export type PageRule = { readonly min: number; readonly max: number; readonly notWith?: string; /** The page when none is asked for; all when absent. */ readonly usual?: number };

/** One page, and the token of the next one. */
export function pageOf<T>(params: Params, rule: PageRule, items: readonly T[]): { page: readonly T[]; nextToken: string | null } {
  const size = pageSize(params, rule);
  const action = params.one('Action') ?? '';
  const start = startOf(params.one('NextToken'), action);
  if (start > items.length) throw badToken();
  const end = size === null ? items.length : start + size;
  return { page: items.slice(start, end), nextToken: end < items.length ? toToken(end, action) : null };
}

function pageSize(params: Params, rule: PageRule): number | null {
  const size = params.int('MaxResults');
  if (size === null) return rule.usual ?? null;
  if (rule.notWith !== undefined && params.list(rule.notWith).length > 0) {
    throw refusal('InvalidParameterCombination', `The parameter ${rule.notWith} cannot be used with the parameter maxResults`);
  }
  if (size < rule.min) throw refusal('InvalidParameterValue', `Value ( ${size} ) for parameter maxResults is invalid. Expecting a value greater than or equal to ${rule.min}.`);
  if (size > rule.max) throw refusal('InvalidParameterValue', `Value ( ${size} ) for parameter maxResults is invalid. Expecting a value less than or equal to ${rule.max}.`);
  return size;
}

function toToken(offset: number, action: string): string {
  const plain = `${action}:${offset}`;
  return Buffer.from(`${checksum(plain)}:${plain}`).toString('base64');
}

function startOf(token: string | null, action: string): number {
  if (token === null || token === '') return 0;
  const [sum = '', tokenAction = '', offset = ''] = Buffer.from(token, 'base64').toString('utf8').split(':');
  if (tokenAction !== action || sum !== checksum(`${tokenAction}:${offset}`)) throw badToken();
  return Number(offset);
}

function checksum(text: string): string {
  return createHash('sha256').update(`page ${text}`).digest('hex').slice(0, 16);
}

function badToken() {
  return refusal('InvalidNextToken', 'The specified NextToken is not valid');
}
