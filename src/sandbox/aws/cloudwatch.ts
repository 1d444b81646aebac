// CloudWatch GetMetricData, in the JSON 1.0 protocol: what has been written to EBS volumes.
import type { SandboxRequest, SandboxResponse } from '../http/server.ts';
import type { World } from '../world/types.ts';
import { authorizationProblem } from './authorization.ts';
import { isRefusal, refusal, type AwsRefusal } from './errors.ts';
import { accessDenied, jsonAnswer, parseJson, startOf, toToken, type Json } from './json-door.ts';
import { readMetricRequest, type MetricQuery, type MetricRequest } from './metric-request.ts';
import { writtenBytes } from './written-bytes.ts';

/** What the X-Amz-Target of its operations begins with. */
export const cloudWatchTarget = 'GraniteServiceVersion20100801.';

const operation = 'GetMetricData';

/** Answers one CloudWatch request. */
export function handleCloudWatch(world: World, req: SandboxRequest): SandboxResponse {
  try {
    const problem = authorizationProblem(req, 'monitoring');
    if (problem !== null) throw refusal('InvalidSignatureException', problem, 403);
    if (req.headers['x-amz-target'] !== `${cloudWatchTarget}${operation}`) throw refusal('UnknownOperationException', '');
    if (world.aws.denied.has(`cloudwatch:${operation}`)) throw accessDenied(`cloudwatch:${operation}`, 403);
    return jsonAnswer('1.0', 200, answer(world, readMetricRequest(parseJson(req.body))));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return refused(error);
  }
}

// The service spoke the Query protocol first; its clients of today still look for the codes of that time in a header.
function refused(error: AwsRefusal): SandboxResponse {
  const { headers, ...rest } = jsonAnswer('1.0', error.status, { __type: `com.amazonaws.cloudwatch#${error.awsCode}`, message: error.message });
  return { ...rest, headers: { ...headers, 'x-amzn-query-error': `${error.awsCode.replace(/Exception$/, '')};Sender` } };
}

type Point = { readonly query: MetricQuery; readonly at: number; readonly value: number };

// A page holds so many points over all queries; what does not fit comes with the next one.
function answer(world: World, request: MetricRequest): Json {
  const points = request.queries.flatMap((query) => pointsOf(world, query, request));
  const start = startOf(operation, request.token);
  const end = start + request.size;
  const page = Map.groupBy(points.slice(start, end), (point) => point.query.id);
  const lastOf = new Map(points.map((point, index) => [point.query.id, index]));
  return {
    MetricDataResults: request.queries.filter((query) => query.shown).map((query) => toResult(query, page.get(query.id) ?? [], (lastOf.get(query.id) ?? -1) < end)),
    Messages: [],
    ...(end < points.length ? { NextToken: toToken(operation, end) } : {}),
  };
}

function toResult(query: MetricQuery, points: readonly Point[], complete: boolean): Json {
  return {
    Id: query.id,
    Label: query.label,
    Timestamps: points.map((point) => point.at / 1000),
    Values: points.map((point) => point.value),
    StatusCode: complete ? 'Complete' : 'PartialData',
  };
}

function pointsOf(world: World, query: MetricQuery, request: MetricRequest): readonly Point[] {
  if (!query.shown) return [];
  const points: Point[] = [];
  for (let at = request.from; at < request.to; at += query.periodMs) {
    // A period that has not ended yet holds what there is so far.
    const until = Math.min(at + query.periodMs, world.clock.now());
    const value = writtenBytes(world.aws, query.volumeId, { from: at, until });
    if (value !== null) points.push({ query, at, value });
  }
  return request.oldestFirst ? points : points.reverse();
}
