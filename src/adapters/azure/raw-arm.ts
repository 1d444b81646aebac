// Plain ARM calls for resource providers that Site Recovery's SDK does not know: compute, network, resource groups, discovery sites.
import { createDefaultHttpClient, createPipelineFromOptions, createPipelineRequest, type HttpClient, type HttpMethods, type Pipeline, type PipelineResponse } from '@azure/core-rest-pipeline';
import { z } from 'zod';
import type { Seen } from '../../domain/observation.ts';
import { CloudError } from '../../ports/trouble.ts';
import type { ArmAccess } from './access.ts';
import { answerError, cloudError, isFine, json, type CallInfo } from './errors.ts';
import { preparePipeline } from './policies.ts';
import { dateOf } from './watch.ts';

// No list of ours is longer; a list that never ends is broken.
const MOST_PAGES = 2_000;

/** One thing to ask ARM for. */
export type Question = {
  /** From `/subscriptions` on. */
  readonly path: string;
  readonly apiVersion: string;
  readonly query?: Readonly<Record<string, string>>;
  /** The call's name in errors. */
  readonly operation: string;
};

/** ARM without an SDK: reads repeat when that helps, `post` is sent exactly once. */
export type RawArm = {
  get<T extends z.ZodType>(question: Question, schema: T): Promise<Seen<z.output<T>>>;
  /** All pages of a list. */
  list<T extends z.ZodType>(question: Question, element: T): Promise<readonly z.output<T>[]>;
  post(question: Question): Promise<{ readonly requestId: string | null }>;
};

/** Makes the plain ARM client. */
export function makeRawArm(access: ArmAccess): RawArm {
  const http = createDefaultHttpClient();
  const lines: Lines = { access, http, reads: makePipeline(access, 'reads'), writes: makePipeline(access, 'writes') };
  return {
    async get(question, schema) {
      const call = callOf(question, lines, false);
      const response = await send(lines, { url: urlOf(access, question), method: 'GET' }, call);
      return { asOf: dateOf(response.headers) ?? access.clock.now(), value: parse(response, schema, call) };
    },
    list: (question, element) => listAll(lines, question, element),
    async post(question) {
      const response = await send(lines, { url: urlOf(access, question), method: 'POST' }, callOf(question, lines, true));
      return { requestId: response.headers.get('x-ms-correlation-request-id') ?? response.request.requestId };
    },
  };
}

type Lines = { readonly access: ArmAccess; readonly http: HttpClient; readonly reads: Pipeline; readonly writes: Pipeline };

function makePipeline(access: ArmAccess, mode: 'reads' | 'writes'): Pipeline {
  const pipeline = createPipelineFromOptions({ retryOptions: { maxRetries: 0 }, userAgentOptions: { userAgentPrefix: 'ferry' } });
  preparePipeline(pipeline, access, mode);
  return pipeline;
}

function callOf(question: Question, lines: Lines, write: boolean): CallInfo {
  return { operation: question.operation, write, clock: lines.access.clock };
}

function urlOf(access: ArmAccess, question: Question): string {
  return `${access.endpoint}${question.path}?${new URLSearchParams({ 'api-version': question.apiVersion, ...question.query }).toString()}`;
}

async function send(lines: Lines, what: { readonly url: string; readonly method: HttpMethods }, call: CallInfo): Promise<PipelineResponse> {
  const request = createPipelineRequest({ ...what, allowInsecureConnection: lines.access.loopback });
  request.headers.set('accept', 'application/json');
  const response = await (call.write ? lines.writes : lines.reads).sendRequest(lines.http, request).catch((error: unknown) => {
    throw cloudError(error, call);
  });
  if (!isFine(response.status)) throw answerError(response, call);
  return response;
}

function parse<T extends z.ZodType>(response: PipelineResponse, schema: T, call: CallInfo): z.output<T> {
  const parsed = schema.safeParse(json(response.bodyAsText ?? ''));
  if (parsed.success) return parsed.data;
  throw cloudError(parsed.error, call);
}

async function listAll<T extends z.ZodType>(lines: Lines, question: Question, element: T): Promise<readonly z.output<T>[]> {
  const call = callOf(question, lines, false);
  const page = z.object({ value: z.array(element), nextLink: z.string().nullish() });
  const found: z.output<T>[] = [];
  let next: string | null = urlOf(lines.access, question);
  for (let pages = 0; next !== null; pages += 1) {
    if (pages === MOST_PAGES) throw new CloudError({ kind: 'unavailable', operation: call.operation, message: 'Azure sent a list without an end' });
    const answer: z.output<typeof page> = parse(await send(lines, { url: next, method: 'GET' }, call), page, call);
    found.push(...answer.value);
    next = answer.nextLink || null;
  }
  return found;
}
