// Looks over the SDK's shoulder: the cloud's own time of an answer, how many answers a read took, and what a write was given.
import type { Clock } from '../../ports/clock.ts';
import type { Started } from '../../ports/replication.ts';
import { jobIdFromCloud } from '../../domain/ids.ts';
import type { Instant } from '../../domain/time.ts';

/** What the SDK hands to `onResponse`. */
type RawAnswer = { readonly status: number; readonly headers: { get(name: string): string | undefined }; readonly request: { readonly requestId: string } };

/** Watches the answers of one read. */
export type Watch = {
  /** Goes into the options of every SDK call of the read. */
  readonly onResponse: (answer: RawAnswer) => void;
  /** The time of the newest answer by the cloud's clock; our own when it gave none. */
  asOf(): Instant;
  /** How many answers came. */
  calls(): number;
};

/** Starts watching a read. */
export function makeWatch(clock: Clock): Watch {
  let newest: Instant | null = null;
  let count = 0;
  return {
    onResponse: (answer) => {
      count += 1;
      newest = dateOf(answer.headers) ?? newest;
    },
    asOf: () => newest ?? clock.now(),
    calls: () => count,
  };
}

/** The moment an answer was made, by the cloud's clock. */
export function dateOf(headers: RawAnswer['headers']): Instant | null {
  const at = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(at) ? null : at;
}

/** Watches one write: its first answer decides, and what the SDK does afterwards is stopped. */
export type Receipt = {
  readonly options: { readonly onResponse: (answer: RawAnswer) => void; readonly abortSignal: AbortSignal };
  /** What the cloud gave for the accepted write; null when it did not accept it. */
  started(): Started | null;
};

/** Starts watching a write. */
export function makeReceipt(): Receipt {
  const stop = new AbortController();
  let started: Started | null = null;
  const onResponse = (answer: RawAnswer): void => {
    if (started !== null || answer.status < 200 || answer.status > 299) return;
    started = { jobId: jobIdOf(answer.headers), requestId: answer.headers.get('x-ms-correlation-request-id') ?? answer.request.requestId };
    // The SDK would now ask for the status once; jobs are followed elsewhere, so that question is not sent.
    stop.abort();
  };
  return { options: { onResponse, abortSignal: stop.signal }, started: () => started };
}

function jobIdOf(headers: RawAnswer['headers']): Started['jobId'] {
  // Both carry the same GUID; the first is a whole ARM id, the second a URL that may be signed.
  const job = /\/replicationJobs\/([^/?]+)$/i.exec(headers.get('x-ms-request-id') ?? '') ?? /\/replicationOperationStatus\/([^/?]+)/i.exec(headers.get('azure-asyncoperation') ?? '');
  return job?.[1] === undefined ? null : jobIdFromCloud(job[1]);
}
