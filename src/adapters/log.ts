import { pino, type DestinationStream } from 'pino';
import { maskSecrets } from '../domain/secret.ts';
import type { Log } from '../ports/telemetry.ts';

/** How much is written; each level contains those after it. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

const LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];
const SECRET_KEYS: ReadonlySet<string> = new Set(['password', 'secret', 'clientsecret', 'token', 'accesstoken', 'refreshtoken', 'secretaccesskey', 'sessiontoken', 'authorization', 'connectionstring', 'databaseurl', 'cookie']);
const CAUSES_SHOWN = 5;
const DEEPEST = 8;

type Options = {
  readonly level: LogLevel;
  readonly destination?: DestinationStream;
  /** Gets every line that is written, as it is written. */
  readonly also?: (line: { readonly level: LogLevel; readonly message: string; readonly fields: object }) => void;
};

/** Structured JSON lines on standard output; whatever looks like a secret is masked, by its key or by its shape. */
export function makeLog(o: Options): Log {
  const options = { level: o.level, base: null, formatters: { level: (label: string) => ({ level: label }) } };
  const logger = o.destination === undefined ? pino(options) : pino(options, o.destination);
  const at = (level: LogLevel) => (fields: object, message: string): void => {
    if (LEVELS.indexOf(level) < LEVELS.indexOf(o.level)) return;
    const shown = clean(fields, 0) as object;
    logger[level](shown, message);
    o.also?.({ level, message, fields: shown });
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** What may be written of a value: masked to the bottom, and no deeper than anybody reads. */
function clean(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return maskText(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > DEEPEST) return '…';
  if (isError(value)) return describeError(value, 0);
  // A setting that hides itself does so here, too.
  if ('toJSON' in value && typeof value.toJSON === 'function') return clean((value.toJSON as () => unknown)(), depth + 1);
  if (Array.isArray(value)) return value.map((one) => clean(one, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, isSecretKey(key, one) ? '***' : clean(one, depth + 1)]));
}

function isSecretKey(key: string, value: unknown): boolean {
  return value !== null && value !== undefined && SECRET_KEYS.has(key.toLowerCase());
}

/** Only these fields: vendor errors carry whole requests, headers and tokens included. */
function describeError(error: Error, depth: number): object {
  const code = 'code' in error && (typeof error.code === 'string' || typeof error.code === 'number') ? { code: error.code } : {};
  const cause = error.cause === undefined || depth >= CAUSES_SHOWN ? {} : { cause: isError(error.cause) ? describeError(error.cause, depth + 1) : clean(error.cause, depth + 1) };
  return { name: error.name, message: maskText(error.message), stack: maskText(error.stack ?? ''), ...code, ...cause };
}

/** By its tag, because an error may come from another realm, where `instanceof` says no. */
function isError(value: unknown): value is Error {
  return Object.prototype.toString.call(value) === '[object Error]';
}

function maskText(text: string): string {
  return maskSecrets(text.replace(/(\w+:\/\/[^\s:/@]+):[^\s@]+@/g, '$1:***@'));
}
