// Systems Manager DescribeInstanceInformation, in the JSON 1.1 protocol.
import { randomUUID } from 'node:crypto';
import type { SandboxRequest, SandboxResponse } from '../http/server.ts';
import { stateAt } from '../world/lifecycle.ts';
import type { World } from '../world/types.ts';
import { authorizationProblem } from './authorization.ts';
import { isRefusal, refusal } from './errors.ts';
import { toSsmNode } from './ssm-node.ts';
import { readSsmRequest, type SsmRequest } from './ssm-request.ts';

const operation = 'AmazonSSM.DescribeInstanceInformation';

/** Answers one Systems Manager request. */
export function handleSsm(world: World, req: SandboxRequest): SandboxResponse {
  try {
    const problem = authorizationProblem(req, 'ssm');
    if (problem !== null) throw refusal('InvalidSignatureException', problem);
    const target = req.headers['x-amz-target'];
    if (target !== operation) throw refusal('UnknownOperationException', '');
    return answer(200, describe(world, readSsmRequest(req.body)));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return answer(error.status, { __type: error.awsCode, message: error.message });
  }
}

function describe(world: World, request: SsmRequest) {
  const now = world.clock.now();
  const managed = [...world.aws.instances.values()].filter((instance) => instance.guest.ssm && stateAt(instance, now) !== 'terminated');
  const found = managed.map((instance) => toSsmNode(instance, now)).filter((item) => request.filters.every((filter) => filter.test(item)));
  const end = request.start + request.size;
  const page = found.slice(request.start, end);
  return {
    InstanceInformationList: page.map(({ tags: _tags, ...shown }) => shown),
    ...(end < found.length ? { NextToken: Buffer.from(`ssm:${end}`).toString('base64') } : {}),
  };
}

function answer(status: number, body: unknown): SandboxResponse {
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': randomUUID() },
    body: JSON.stringify(body),
  };
}
