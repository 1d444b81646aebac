/** What Teams' errors mean to Ferry. */
import { z } from 'zod';
import { CloudError } from '../../ports/trouble.ts';

/** Failures before a byte was sent: the call certainly did nothing. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT']);

type Headers = { get(name: string): string | undefined };
const RestFailure = z.object({
  name: z.string().optional(),
  statusCode: z.number().optional(),
  code: z.string().optional(),
  response: z.object({ bodyAsText: z.string().nullish(), headers: z.custom<Headers>(hasGet).optional().catch(undefined) }).optional(),
});
type RestFailure = z.infer<typeof RestFailure>;
const TeamsError = z.object({ error: z.object({ code: z.string(), message: z.string().optional() }) });

/** Maps whatever the connector threw; the answer's own text goes no further than `code` and `advice`. */
export function teamsTrouble(operation: string, cause: unknown): CloudError {
  if (cause instanceof CloudError) return cause;
  const parsed = RestFailure.safeParse(cause);
  const failure = parsed.success ? parsed.data : {};
  const said = teamsSaid(failure);
  return new CloudError({
    ...judged(failure),
    operation,
    message: `${operation} failed${failure.statusCode === undefined ? '' : ` with ${failure.statusCode}`}`,
    retryAfterMs: retryAfter(failure),
    code: said?.code ?? failure.code ?? null,
    advice: said?.message ?? null,
    cause,
  });
}

function hasGet(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'get' in value && typeof value.get === 'function';
}

type Judgement = { readonly kind: CloudError['kind']; readonly mayHaveHappened: boolean };

function judged(failure: RestFailure): Judgement {
  const status = failure.statusCode;
  if (status !== undefined && status >= 400) return ofStatus(status);
  if (failure.code !== undefined && NEVER_SENT.has(failure.code)) return { kind: 'unavailable', mayHaveHappened: false };
  const sent = status !== undefined || failure.name === 'AbortError' || failure.name === 'RestError';
  return { kind: 'unavailable', mayHaveHappened: sent };
}

// 401 is about Ferry's own token, not about the place: it must not be taken for one that Ferry was removed from.
const REFUSALS: Readonly<Partial<Record<number, CloudError['kind']>>> = { 401: 'unavailable', 403: 'forbidden', 404: 'notFound', 409: 'conflict', 410: 'notFound', 412: 'unavailable', 429: 'throttled' };

function ofStatus(status: number): Judgement {
  // A 5xx may come after Teams has taken the message, so a creation is then in doubt.
  if (status >= 500) return { kind: 'unavailable', mayHaveHappened: true };
  return { kind: REFUSALS[status] ?? 'invalid', mayHaveHappened: false };
}

function retryAfter(failure: RestFailure): number | null {
  const value = failure.response?.headers?.get('retry-after');
  return value !== undefined && /^\d{1,5}$/.test(value) ? Number(value) * 1_000 : null;
}

function teamsSaid(failure: RestFailure): { readonly code: string; readonly message?: string | undefined } | null {
  try {
    const body = TeamsError.safeParse(JSON.parse(failure.response?.bodyAsText ?? ''));
    return body.success ? body.data.error : null;
  } catch {
    return null;
  }
}
