// The EC2 Query protocol: checks a request, runs its action, and writes the answer as XML.
import { randomUUID } from 'node:crypto';
import type { SandboxRequest, SandboxResponse } from '../http/server.ts';
import { settle } from '../world/lifecycle.ts';
import type { World } from '../world/types.ts';
import type { Action } from './action.ts';
import { actions, deniedActions } from './actions/index.ts';
import { authorizationProblem } from './authorization.ts';
import { isRefusal, refusal, unauthorized, type AwsRefusal } from './errors.ts';
import { required, type Params } from './params.ts';
import { roleLacks } from './session.ts';
import { element, toXml } from './xml.ts';

const version = '2016-11-15';
const xmlHeader = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** Answers one EC2 request whose form has been read. */
export function handleEc2(world: World, req: SandboxRequest, params: Params): SandboxResponse {
  const requestId = randomUUID();
  try {
    const { name, action } = toAction(world, req, params);
    const now = world.clock.now();
    settle(world.aws, now);
    const result = action.run({ params, world, now });
    const xmlns = ` xmlns="http://ec2.amazonaws.com/doc/${version}/"`;
    const body = xmlHeader + element(`${name}Response`, { requestId, ...result.fields }, xmlns);
    return { ...answer(200, requestId, body), accepted: result.accepted === true };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return ec2Refusal(error, requestId);
  }
}

function toAction(world: World, req: SandboxRequest, params: Params): { name: string; action: Action } {
  const problem = authorizationProblem(req, 'ec2');
  if (problem !== null) throw refusal('AuthFailure', `AWS was not able to validate the provided access credentials. ${problem}`, 401);
  const name = params.one('Action');
  if (name === null || name === '') throw refusal('MissingAction', 'The request is missing an action or a required parameter');
  if (required(params, 'Version') !== version) throw refusal('NoSuchVersion', `The requested version (${params.one('Version')}) of service AmazonEC2 does not exist`);
  if (deniedActions.has(name) || world.aws.denied.has(`ec2:${name}`) || roleLacks(req, name)) throw unauthorized(name, '*');
  const action = actions.get(name);
  if (!action) throw refusal('InvalidAction', `The action ${name} is not valid for this web service.`);
  const strange = params.roots().find((root) => !['Action', 'Version', ...action.params].includes(root));
  if (strange !== undefined) throw refusal('UnknownParameter', `The parameter ${strange} is not recognized`);
  return { name, action };
}

/** A refusal as EC2 writes it: exactly one error. */
export function ec2Refusal(error: AwsRefusal, requestId: string = randomUUID()): SandboxResponse {
  const content = { Errors: { Error: { Code: error.awsCode, Message: error.message } }, RequestID: requestId };
  return answer(error.status, requestId, `${xmlHeader}<Response>${toXml(content)}</Response>`);
}

function answer(status: number, requestId: string, body: string): SandboxResponse {
  return { status, headers: { 'content-type': 'text/xml;charset=UTF-8', 'x-amzn-requestid': requestId }, body };
}
