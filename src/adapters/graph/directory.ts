// Members of Entra groups, from Microsoft Graph. Only reads; nothing is believed that did not arrive whole.
import { setTimeout as wait } from 'node:timers/promises';
import { bearerTokenAuthenticationPolicy, createDefaultHttpClient, createPipelineFromOptions, createPipelineRequest, redirectPolicyName, type HttpClient, type Pipeline, type PipelineResponse } from '@azure/core-rest-pipeline';
import type { TokenCredential } from '@azure/identity';
import { z } from 'zod';
import type { Member } from '../../domain/governance/expand.ts';
import { userIdFromActivity, type GroupId } from '../../domain/ids.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Directory } from '../../ports/directory.ts';
import { retryAfterOf, waitBeforeRetry } from '../retry.ts';
import { answerError, callError, garbled } from './errors.ts';

export type DirectoryOptions = {
  /** Without a slash at the end; the token is asked for it. */
  readonly endpoint: string;
  /** Null on loopback only: the sandbox takes any token. */
  readonly credential: TokenCredential | null;
  /** For one group with all its pages and repetitions. */
  readonly deadlineMs: number;
  readonly clock: Clock;
};

const PAGE = 999;
// Half a million people: a list that is longer has no end.
const MOST_PAGES = 500;
const PASSING: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

const pageSchema = z.object({ value: z.array(z.object({ id: z.string().min(1), userType: z.string().nullish(), userPrincipalName: z.string().nullish() })), '@odata.nextLink': z.string().nullish() });
type Page = z.infer<typeof pageSchema>;

type Line = DirectoryOptions & { readonly http: HttpClient; readonly pipeline: Pipeline; readonly loopback: boolean };
/** One read of a whole group. */
type Read = { readonly line: Line; readonly signal: AbortSignal; readonly endsAt: number };

/** Makes the directory; a token never leaves over plain http. */
export function makeDirectory(o: DirectoryOptions): Directory {
  const url = new URL(o.endpoint);
  const loopback = url.protocol === 'http:' && /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i.test(url.hostname);
  if (!loopback && (url.protocol !== 'https:' || o.credential === null)) throw new Error('Microsoft Graph needs https and a credential; plain http is for loopback only');
  const line: Line = { ...o, endpoint: o.endpoint.replace(/\/+$/, ''), http: createDefaultHttpClient(), pipeline: pipelineFor(o, loopback), loopback };
  return {
    members: (group) => allMembers({ line, signal: AbortSignal.timeout(o.deadlineMs), endsAt: o.clock.now() + o.deadlineMs }, group),
  };
}

function pipelineFor(o: DirectoryOptions, loopback: boolean): Pipeline {
  const pipeline = createPipelineFromOptions({ retryOptions: { maxRetries: 0 }, userAgentOptions: { userAgentPrefix: 'ferry' } });
  // A redirect would carry the token to wherever the answer points.
  pipeline.removePolicy({ name: redirectPolicyName });
  if (o.credential !== null && !loopback) pipeline.addPolicy(bearerTokenAuthenticationPolicy({ credential: o.credential, scopes: `${o.endpoint.replace(/\/+$/, '')}/.default` }), { phase: 'Sign' });
  return pipeline;
}

async function allMembers(read: Read, group: GroupId): Promise<readonly Member[]> {
  const found: Member[] = [];
  let next: string | null = firstPage(read.line, group);
  for (let pages = 0; next !== null; pages += 1) {
    if (pages === MOST_PAGES || !isOwn(read.line, next)) throw garbled();
    const page: Page = await readPage(read, next);
    for (const { id, userType, userPrincipalName } of page.value) found.push({ id: userIdFromActivity(id), guest: isGuest(userType, userPrincipalName) });
    next = page['@odata.nextLink'] || null;
  }
  return found;
}

// Accounts from elsewhere carry the mark in their sign-in name, whatever else the directory leaves out; without either nothing is known.
function isGuest(userType: string | null | undefined, upn: string | null | undefined): boolean | null {
  if (upn?.includes('#EXT#') === true) return true;
  if (userType) return userType.toLowerCase() === 'guest';
  return upn ? false : null;
}

// The cast to users is an advanced query: without the count and the header, Graph refuses it.
function firstPage(line: Line, group: GroupId): string {
  return `${line.endpoint}/v1.0/groups/${encodeURIComponent(group)}/transitiveMembers/microsoft.graph.user?$select=id,userType,userPrincipalName&$count=true&$top=${PAGE}`;
}

function isOwn(line: Line, next: string): boolean {
  return URL.parse(next)?.origin === new URL(line.endpoint).origin;
}

async function readPage(read: Read, url: string): Promise<Page> {
  for (let attempt = 0; ; attempt += 1) {
    const response = await send(read, url);
    if (response.status === 200) return parsed(response);
    const now = read.line.clock.now();
    const chance = (Number.parseInt(response.request.requestId.slice(0, 8), 16) || 0) / 2 ** 32;
    const pause = PASSING.has(response.status) ? waitBeforeRetry({ attempt, retryAfterMs: retryAfterOf(response.headers, now), leftMs: read.endsAt - now, chance }) : null;
    if (pause === null) throw answerError(response, now);
    await wait(pause, undefined, { signal: read.signal }).catch((error: unknown) => {
      throw callError(error);
    });
  }
}

async function send({ line, signal }: Read, url: string): Promise<PipelineResponse> {
  const request = createPipelineRequest({ url, method: 'GET', allowInsecureConnection: line.loopback, abortSignal: signal });
  request.headers.set('accept', 'application/json');
  request.headers.set('consistencylevel', 'eventual');
  if (line.loopback) request.headers.set('authorization', 'Bearer sandbox');
  return line.pipeline.sendRequest(line.http, request).catch((error: unknown) => {
    throw callError(error);
  });
}

function parsed(response: PipelineResponse): Page {
  try {
    return pageSchema.parse(JSON.parse(response.bodyAsText ?? ''));
  } catch (error) {
    throw garbled(error);
  }
}
