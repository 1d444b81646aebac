// What the JSON protocols of AWS have in common: bodies, pages, answers and refusals.
import { createHash, randomUUID } from 'node:crypto';
import type { SandboxResponse } from '../http/server.ts';
import { refusal, type AwsRefusal } from './errors.ts';

export type Json = Readonly<Record<string, unknown>>;

/** The JSON object in a body. */
export function parseJson(body: string): Json {
  try {
    const value: unknown = JSON.parse(body === '' ? '{}' : body);
    if (isJson(value)) return value;
  } catch {
    throw refusal('SerializationException', 'The body is not JSON');
  }
  throw refusal('SerializationException', 'The body is not a JSON object');
}

/** Tells an object from everything else JSON can be. */
export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** How one service words a request that is wrong. */
export function validation(message: string): AwsRefusal {
  return refusal('ValidationException', message);
}

/** Refuses members that the operation does not know. */
export function onlyMembers(input: Json, members: readonly string[]): void {
  const strange = Object.keys(input).find((name) => !members.includes(name));
  if (strange !== undefined) throw validation(`${strange} is not a member of the request`);
}

/** A list of objects, empty when it is absent. */
export function objectsOf(value: unknown, name: string): readonly Json[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || !value.every(isJson)) throw validation(`${name} must be a list`);
  return value;
}

/** A list of texts between two lengths. */
export function textsOf(value: unknown, name: string, size: { readonly min: number; readonly max: number }): readonly string[] {
  const texts = Array.isArray(value) && value.every((item) => typeof item === 'string') ? (value as readonly string[]) : null;
  if (texts === null || texts.length < size.min || texts.length > size.max) throw validation(`${name} must hold between ${size.min} and ${size.max} texts`);
  return texts;
}

/** A whole number in a range, or what is usual. */
export function sizeOf(value: unknown, name: string, range: { readonly min: number; readonly max: number; readonly usual: number }): number {
  if (value === undefined || value === null) return range.usual;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < range.min || value > range.max) throw validation(`${name} must be between ${range.min} and ${range.max}`);
  return value;
}

/** A token that only the operation it was made for takes back. */
export function toToken(operation: string, offset: number): string {
  return Buffer.from(`${operation}:${offset}:${checksum(operation, offset)}`).toString('base64');
}

/** Where a page begins. */
export function startOf(operation: string, token: unknown): number {
  if (token === undefined || token === null || token === '') return 0;
  const [made, offset = '', sum] = typeof token === 'string' ? Buffer.from(token, 'base64').toString('utf8').split(':') : [];
  if (made !== operation || sum !== checksum(operation, Number(offset))) throw refusal('InvalidNextToken', 'The specified token is not valid.');
  return Number(offset);
}

function checksum(operation: string, offset: number): string {
  return createHash('sha256').update(`token ${operation} ${offset}`).digest('hex').slice(0, 16);
}

/** An answer in one of the two versions of the protocol. */
export function jsonAnswer(version: '1.0' | '1.1', status: number, body: unknown): SandboxResponse {
  return { status, headers: { 'content-type': `application/x-amz-json-${version}`, 'x-amzn-requestid': randomUUID() }, body: JSON.stringify(body) };
}

/** A role that lacks a permission, as these services say it. */
export function accessDenied(action: string, status = 400): AwsRefusal {
  const who = 'arn:aws:sts::111122223333:assumed-role/ferry/session';
  return refusal('AccessDeniedException', `User: ${who} is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`, status);
}
