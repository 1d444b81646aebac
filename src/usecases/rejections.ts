import { no, type Result } from '../domain/result.ts';
import { CloudError } from '../ports/trouble.ts';
import type { Rejection } from './types.ts';

/** A refusal by code. */
export function reject<T = never>(code: Rejection['code'], detail: Rejection['detail'] = {}): Result<T, Rejection> {
  return no({ code, detail });
}

/** Runs a use case that reads the clouds; trouble with them is a refusal in words, every other error stays an error. */
export async function withCloud<T>(work: () => Promise<Result<T, Rejection>>): Promise<Result<T, Rejection>> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    return reject('cloud-unreadable', { operation: error.operation, why: whyWords(error) });
  }
}

/** Why a cloud could not be read, in words that leak nothing. */
export function whyWords(error: CloudError): string {
  switch (error.kind) {
    case 'throttled':
      return error.retryAfterMs === null ? 'it asks us to slow down' : `it asks us to wait ${Math.ceil(error.retryAfterMs / 1000)} s`;
    case 'unavailable':
      return 'it does not answer';
    case 'forbidden':
      return 'it refuses our identity; the permissions are to be checked';
    case 'notFound':
      return 'it says that this does not exist';
    default:
      return error.message.slice(0, 300);
  }
}
