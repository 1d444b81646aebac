import { pino, type DestinationStream } from 'pino';
import { maskSecrets } from '../domain/secret.ts';
import type { Log } from '../ports.ts';

/** How much is written; each level contains those after it. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

const SECRET_KEYS = ['password', 'secret', 'clientSecret', 'token', 'accessToken', 'refreshToken', 'secretAccessKey', 'sessionToken', 'authorization', 'Authorization', 'connectionString', 'databaseUrl', 'cookie'];
const CAUSES_SHOWN = 5;

/** Structured JSON lines on standard output; secrets are masked by key, and inside connection strings. */
export function makeLog(o: { readonly level: LogLevel; readonly destination?: DestinationStream }): Log {
  const options = {
    level: o.level,
    base: null,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '***' },
    serializers: { error: describeError, err: describeError, cause: describeError },
  };
  const logger = o.destination === undefined ? pino(options) : pino(options, o.destination);
  return {
    debug: (fields, message) => logger.debug(fields, message),
    info: (fields, message) => logger.info(fields, message),
    warn: (fields, message) => logger.warn(fields, message),
    error: (fields, message) => logger.error(fields, message),
  };
}

/** Only these fields: vendor errors carry whole requests, headers and tokens included. */
function describeError(value: unknown, depth = 0): unknown {
  if (!isError(value)) return typeof value === 'string' ? maskUrls(value) : value;
  const code = 'code' in value && (typeof value.code === 'string' || typeof value.code === 'number') ? { code: value.code } : {};
  const cause = value.cause === undefined || depth >= CAUSES_SHOWN ? {} : { cause: describeError(value.cause, depth + 1) };
  return { name: value.name, message: maskUrls(value.message), stack: maskUrls(value.stack ?? ''), ...code, ...cause };
}

/** By its tag, because an error may come from another realm, where `instanceof` says no. */
function isError(value: unknown): value is Error {
  return Object.prototype.toString.call(value) === '[object Error]';
}

function maskUrls(text: string): string {
  return maskSecrets(text.replace(/(\w+:\/\/[^\s:/@]+):[^\s@]+@/g, '$1:***@'));
}
