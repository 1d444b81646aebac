// Every way in which a call to Azure can fail, in the words of the port.
import { isRestError, type PipelineResponse, type RestError } from '@azure/core-rest-pipeline';
import { z } from 'zod';
import { CloudError } from '../../ports/trouble.ts';
import type { Clock } from '../../ports/clock.ts';
import { retryAfterOf } from '../retry.ts';
import { listOf, words, wordsOrNull } from './fields.ts';

/** Which call failed: the vendor's name of it, and whether it was meant to change something. */
export type CallInfo = { readonly operation: string; readonly write: boolean; readonly clock: Clock };

const LONGEST_MESSAGE = 500;
const UNREADABLE = 'Azure sent an answer that could not be read';

const detailSchema = z.object({ code: wordsOrNull, message: wordsOrNull, possibleCauses: words, recommendedAction: words });
const bodySchema = z.object({ error: z.object({ code: wordsOrNull, message: wordsOrNull, details: listOf(detailSchema) }) });

// The request did not even leave: nobody listens, or the name or certificate of the other side is wrong.
const NEVER_SENT: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'ERR_TLS_CERT_ALTNAME_INVALID', 'CERT_HAS_EXPIRED', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'SELF_SIGNED_CERT_IN_CHAIN']);
const REFUSALS: ReadonlySet<CloudError['kind']> = new Set(['forbidden', 'notFound', 'invalid', 'conflict']);
const NO_TOKEN: ReadonlySet<string> = new Set(['AuthenticationError', 'AggregateAuthenticationError', 'CredentialUnavailableError', 'AuthenticationRequiredError', 'AuthenticationRequired']);

/** Any failure of a call as a {@link CloudError}. */
export function cloudError(error: unknown, call: CallInfo): CloudError {
  if (error instanceof CloudError) return error;
  if (!(error instanceof Error)) return failure(call, { kind: 'unavailable', message: 'the call failed', cause: error });
  if (isRestError(error)) return restFailure(error, call);
  return failure(call, { ...meaningOf(error), cause: error });
}

function meaningOf(error: Error): Facts {
  if (NO_TOKEN.has(error.name)) return { kind: 'forbidden', message: 'no token for Azure could be had', happened: false, code: error.name };
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return { kind: 'unavailable', message: 'Azure did not answer in time' };
  if (error instanceof z.ZodError) return { kind: 'unavailable', message: UNREADABLE };
  if (error.name === 'ForeignHostError') return { kind: 'invalid', message: error.message, happened: false };
  return { kind: 'invalid', message: error.message };
}

function restFailure(error: RestError, call: CallInfo): CloudError {
  if (error.response !== undefined && !isFine(error.response.status)) return answerError(error.response, call, error);
  if (error.statusCode !== undefined) return failure(call, { kind: 'unavailable', message: UNREADABLE, cause: error });
  const code = error.code ?? null;
  return failure(call, { kind: 'unavailable', message: 'the connection to Azure failed', happened: code === null || !NEVER_SENT.has(code), code, cause: error });
}

/** An answer that says no. */
export function answerError(response: PipelineResponse, call: CallInfo, cause?: unknown): CloudError {
  const { status, headers } = response;
  return failure(call, {
    kind: kindOf(status),
    happened: status >= 500 || status === 408,
    ...reasonIn(response),
    retryAfterMs: retryAfterOf(headers, call.clock.now()),
    requestId: headers.get('x-ms-correlation-request-id') ?? headers.get('x-ms-request-id') ?? response.request.requestId,
    cause,
  });
}

// Site Recovery's outer code is only the class of the status; its own code is in the first detail.
function reasonIn(response: PipelineResponse): Pick<Facts, 'message' | 'code' | 'advice'> {
  const parsed = bodySchema.safeParse(json(response.bodyAsText ?? ''));
  const fallback = `Azure answered ${response.status} without saying why`;
  if (!parsed.success) return { message: fallback, code: null, advice: null };
  const outer = parsed.data.error;
  const detail = outer.details[0] ?? null;
  return { message: detail?.message ?? outer.message ?? fallback, code: detail?.code ?? outer.code, advice: adviceOf(detail) };
}

/** True for an answer that says yes. */
export function isFine(status: number): boolean {
  return status >= 200 && status < 300;
}

/** Text as JSON, or null when it is none: gateways answer with HTML. */
export function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What a read gives, or null when the cloud refuses it for good; a passing trouble stays one. */
export async function unlessRefused<T>(read: Promise<T>): Promise<T | null> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof CloudError && REFUSALS.has(error.kind)) return null;
    throw error;
  }
}

type Facts = { readonly kind: CloudError['kind']; readonly message: string; readonly happened?: boolean; readonly code?: string | null; readonly advice?: string | null; readonly retryAfterMs?: number | null; readonly requestId?: string | null; readonly cause?: unknown };

function failure(call: CallInfo, facts: Facts): CloudError {
  const { happened = true, message, ...rest } = facts;
  return new CloudError({ ...rest, operation: call.operation, message: message.slice(0, LONGEST_MESSAGE), mayHaveHappened: call.write && happened });
}

function kindOf(status: number): CloudError['kind'] {
  if (status === 429) return 'throttled';
  if (status === 401 || status === 403) return 'forbidden';
  if (status === 404) return 'notFound';
  if (status === 409 || status === 412) return 'conflict';
  return status >= 500 || status === 408 ? 'unavailable' : 'invalid';
}

function adviceOf(detail: z.infer<typeof detailSchema> | null): string | null {
  const advice = [detail?.possibleCauses ?? '', detail?.recommendedAction ?? ''].filter((part) => part !== '').join(' ');
  return advice === '' ? null : advice;
}
