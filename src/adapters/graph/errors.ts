// Every way in which a call to Microsoft Graph can fail, in the words of the port.
import type { PipelineResponse } from '@azure/core-rest-pipeline';
import { z } from 'zod';
import type { Instant } from '../../domain/time.ts';
import { CloudError } from '../../ports/trouble.ts';
import { retryAfterOf } from '../retry.ts';

const OPERATION = 'graph:groups/transitiveMembers';
const LONGEST_MESSAGE = 300;
const NO_TOKEN: ReadonlySet<string> = new Set(['AuthenticationError', 'AggregateAuthenticationError', 'CredentialUnavailableError', 'AuthenticationRequiredError', 'AuthenticationRequired']);

const bodySchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

/** An answer that says no. */
export function answerError(response: PipelineResponse, now: Instant): CloudError {
  const reason = bodySchema.safeParse(json(response.bodyAsText ?? ''));
  return new CloudError({
    kind: kindOf(response.status),
    operation: OPERATION,
    message: (reason.success ? reason.data.error.message : `Microsoft Graph answered ${response.status} without saying why`).slice(0, LONGEST_MESSAGE),
    code: reason.success ? reason.data.error.code : null,
    retryAfterMs: retryAfterOf(response.headers, now),
    requestId: response.headers.get('request-id') ?? null,
  });
}

/** No answer at all. */
export function callError(error: unknown): CloudError {
  if (error instanceof CloudError) return error;
  const name = error instanceof Error ? error.name : '';
  if (NO_TOKEN.has(name)) return new CloudError({ kind: 'forbidden', operation: OPERATION, message: 'no token for Microsoft Graph could be had', code: name, cause: error });
  const late = name === 'AbortError' || name === 'TimeoutError';
  return new CloudError({ kind: 'unavailable', operation: OPERATION, message: late ? 'Microsoft Graph did not answer in time' : 'the connection to Microsoft Graph failed', cause: error });
}

/** An answer that cannot be what Graph meant: half a list of people is none. */
export function garbled(cause?: unknown): CloudError {
  return new CloudError({ kind: 'unavailable', operation: OPERATION, message: 'Microsoft Graph sent an answer that could not be read', cause });
}

function kindOf(status: number): CloudError['kind'] {
  if (status === 429) return 'throttled';
  if (status === 401 || status === 403) return 'forbidden';
  if (status === 404) return 'notFound';
  return status >= 500 || status === 408 ? 'unavailable' : 'invalid';
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
