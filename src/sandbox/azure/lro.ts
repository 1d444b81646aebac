// Long-running operations: 202 with two addresses, and what a poller finds there.
import type { SandboxResponse } from '../http/server.ts';
import { changed, json } from './answers.ts';
import { origin, param, query, type Call, type Route } from './call.ts';
import { armError, missing } from './errors.ts';
import { same } from './fields.ts';
import { guidOf, jobPath, vaultPath } from './ids.ts';
import { textOfCode } from './jobs/failures.ts';
import { stateOf, type Job } from './jobs/model.ts';
import { stamp, stampOrNull } from './times.ts';
import type { Vault } from './vault-list.ts';
import { vaultRoute } from './vault-routes.ts';

// A signature belongs to the address: pollers must keep the query as they got it.
function signedQuery(call: Call, job: Job): string {
  const ticks = 621_355_968_000_000_000n + BigInt(Math.round(call.now)) * 10_000n;
  const version = encodeURIComponent(query(call, 'api-version') ?? '');
  const signature = ['c', 's', 'h'].map((part) => `&${part}=${guidOf(`${job.id}/${part}`).slice(0, 12)}`);
  return `api-version=${version}&t=${ticks}${signature.join('')}`;
}

/** The answer to every call that begins a job. */
export function accepted(call: Call, job: Job, options: { readonly retryAfter?: number } = {}): SandboxResponse {
  const tail = signedQuery(call, job);
  const headers: Record<string, string> = {
    'azure-asyncoperation': `${origin(call)}${vaultPath(job.vault)}/replicationOperationStatus/${job.id}?${tail}`,
    location: `${origin(call)}${job.resource}/operationresults/${job.id}?${tail}`,
    'x-ms-request-id': jobPath(job.vault, job.id),
  };
  if (options.retryAfter !== undefined) headers['retry-after'] = String(options.retryAfter);
  return changed({ status: 202, headers, body: '' });
}

function findJob(call: Call, vault: Vault): Job | null {
  const job = call.state.jobs.get(param(call, 'operation').toLowerCase());
  return job !== undefined && same(job.vault, vault.name) ? job : null;
}

function operationError(job: Job): unknown {
  const code = job.failure?.code ?? '';
  return { code, message: textOfCode(code).message, details: [] };
}

const operationWords = {
  NotStarted: 'InProgress',
  InProgress: 'InProgress',
  Suspended: 'InProgress',
  Succeeded: 'Succeeded',
  Failed: 'Failed',
  Cancelled: 'Cancelled',
} as const;

function operationStatus(call: Call, vault: Vault): SandboxResponse {
  const job = findJob(call, vault);
  if (job === null) return missing(call.req, param(call, 'operation'));
  const state = stateOf(job, call.now);
  const ended = operationWords[state] !== 'InProgress';
  return json(200, {
    error: state === 'Failed' ? operationError(job) : null,
    id: null,
    name: job.id,
    properties: null,
    status: operationWords[state],
    startTime: stamp(job.startedAt),
    endTime: ended ? stampOrNull(job.endsAt) : null,
    percentComplete: null,
  });
}

/** Wraps the whole router's table with the addresses that pollers read. */
export function operationRoutes(readResource: (call: Call, path: string) => SandboxResponse, prefixes: readonly string[]): readonly Route[] {
  const results: (prefix: string) => Route = (prefix) =>
    vaultRoute('GET', `${prefix}/operationresults/{operation}`, (call, vault) => {
      const job = findJob(call, vault);
      if (job === null) return missing(call.req, param(call, 'operation'));
      return operationResult(call, job, readResource);
    });
  return [vaultRoute('GET', '/replicationOperationStatus/{operation}', operationStatus), ...prefixes.map(results)];
}

function operationResult(call: Call, job: Job, readResource: (call: Call, path: string) => SandboxResponse): SandboxResponse {
  const state = stateOf(job, call.now);
  if (state === 'InProgress' || state === 'Suspended') return { status: 202, headers: { location: call.req.url.href }, body: '' };
  if (state !== 'Succeeded') return armError(409, 'Conflict', `The operation ended as ${state}. Read the job for its errors.`);
  const resource = readResource(call, job.resource);
  return resource.status === 404 ? { status: 204, body: '' } : resource;
}

