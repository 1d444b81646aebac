// What a client's pipeline does differently from the SDK's own: one deadline per request, retries for reads only, no redirects.
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { setTimeout as wait } from 'node:timers/promises';
import {
  bearerTokenAuthenticationPolicy,
  bearerTokenAuthenticationPolicyName,
  isRestError,
  redirectPolicyName,
  type Pipeline,
  type PipelinePolicy,
  type PipelineRequest,
  type PipelineResponse,
  type SendRequest,
} from '@azure/core-rest-pipeline';
import { retryAfterOf, waitBeforeRetry } from '../retry.ts';
import { isOwnHost, type ArmAccess } from './access.ts';

/** A client either repeats its requests (reads) or sends each of them exactly once (writes). */
export type Mode = 'reads' | 'writes';

// The SDK exports every policy's name but this one's.
const DEFAULT_RETRY_POLICY = 'defaultRetryPolicy';

const PASSING_STATUS: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

/** Turns a pipeline of the SDK into one of ours. */
export function preparePipeline(pipeline: Pipeline, access: ArmAccess, mode: Mode): void {
  pipeline.removePolicy({ name: DEFAULT_RETRY_POLICY });
  // A redirect would send a write a second time, and the token to wherever the answer points.
  pipeline.removePolicy({ name: redirectPolicyName });
  pipeline.removePolicy({ name: bearerTokenAuthenticationPolicyName });
  pipeline.addPolicy(ownHostPolicy(access));
  pipeline.addPolicy(mode === 'reads' ? patientPolicy(access) : oneShotPolicy(access), { phase: 'Retry' });
  pipeline.addPolicy(authenticationPolicy(access), { phase: 'Sign' });
}

function authenticationPolicy(access: ArmAccess): PipelinePolicy {
  if (access.credential !== null && !access.loopback) return bearerTokenAuthenticationPolicy({ credential: access.credential, scopes: `${access.endpoint}/.default` });
  return {
    // The SDK refuses tokens over plain http; the sandbox only wants to see that there is one.
    name: 'ferryLoopbackBearer',
    sendRequest(request, next) {
      request.headers.set('authorization', 'Bearer sandbox');
      return next(request);
    },
  };
}

function ownHostPolicy(access: ArmAccess): PipelinePolicy {
  return {
    name: 'ferryOwnHost',
    sendRequest(request, next) {
      if (!isOwnHost(access, request.url)) throw new ForeignHostError();
      request.allowInsecureConnection = access.loopback;
      return next(request);
    },
  };
}

/** An answer told the client to go on at a host that is not the endpoint's. */
export class ForeignHostError extends Error {
  override readonly name = 'ForeignHostError';
  constructor() {
    super('the answer pointed to another host');
  }
}

// A connection kept open may be closed by the other side just then: the write's outcome would be unknown for no good reason.
function oneShotPolicy(access: ArmAccess): PipelinePolicy {
  const agent = access.loopback ? new HttpAgent({ keepAlive: false }) : new HttpsAgent({ keepAlive: false });
  return {
    name: 'ferryOneShot',
    sendRequest(request, next) {
      if (request.proxySettings === undefined) request.agent ??= agent;
      request.abortSignal = withDeadline(request, access.deadlineMs);
      return next(request);
    },
  };
}

function patientPolicy(access: ArmAccess): PipelinePolicy {
  return {
    name: 'ferryPatience',
    async sendRequest(request, next) {
      const signal = withDeadline(request, access.deadlineMs);
      const endsAt = access.clock.now() + access.deadlineMs;
      request.abortSignal = signal;
      for (let attempt = 0; ; attempt += 1) {
        const outcome = await tryOnce(request, next);
        const pause = pauseAfter(outcome, { attempt, endsAt, access, chance: chanceOf(request) });
        if (pause === null) return settle(outcome);
        await wait(pause, undefined, { signal });
      }
    },
  };
}

type Outcome = { readonly response: PipelineResponse } | { readonly error: unknown };

async function tryOnce(request: PipelineRequest, next: SendRequest): Promise<Outcome> {
  try {
    return { response: await next(request) };
  } catch (error) {
    return { error };
  }
}

function settle(outcome: Outcome): PipelineResponse {
  if ('error' in outcome) throw outcome.error;
  return outcome.response;
}

function pauseAfter(outcome: Outcome, o: { readonly attempt: number; readonly endsAt: number; readonly access: ArmAccess; readonly chance: number }): number | null {
  const now = o.access.clock.now();
  const retry = { attempt: o.attempt, leftMs: o.endsAt - now, chance: o.chance };
  if ('error' in outcome) {
    const passing = isRestError(outcome.error) && outcome.error.statusCode === undefined;
    return passing ? waitBeforeRetry({ ...retry, retryAfterMs: null }) : null;
  }
  if (!PASSING_STATUS.has(outcome.response.status)) return null;
  return waitBeforeRetry({ ...retry, retryAfterMs: retryAfterOf(outcome.response.headers, now) });
}

// Every request carries a random id already, so no other source of chance is needed.
function chanceOf(request: PipelineRequest): number {
  return (Number.parseInt(request.requestId.slice(0, 8), 16) || 0) / 2 ** 32;
}

function withDeadline(request: PipelineRequest, deadlineMs: number): AbortSignal {
  const deadline = AbortSignal.timeout(deadlineMs);
  const given = request.abortSignal;
  return given instanceof AbortSignal ? AbortSignal.any([given, deadline]) : deadline;
}
