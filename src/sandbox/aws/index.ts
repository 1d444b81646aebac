// The AWS side's front door: EC2, Systems Manager, CloudWatch and STS live behind one address.
import type { SandboxRequest, SandboxResponse } from '../http/server.ts';
import type { World } from '../world/types.ts';
import { cloudWatchTarget, handleCloudWatch } from './cloudwatch.ts';
import { ec2Refusal, handleEc2 } from './ec2.ts';
import { isRefusal, refusal } from './errors.ts';
import { parseParams, type Params } from './params.ts';
import { handleSsm } from './ssm.ts';
import { handleSts } from './sts.ts';

const stsVersion = '2011-06-15';

/** What the EC2 server needs to answer. */
type AwsSide = { handle(req: SandboxRequest): SandboxResponse; actionOf(req: SandboxRequest): string | null };

/** Makes the AWS side of a world. */
export function makeAwsSide(world: World): AwsSide {
  return { handle: (req) => handle(world, req), actionOf };
}

function actionOf(req: SandboxRequest): string | null {
  const target = req.headers['x-amz-target'];
  if (target !== undefined) return target.slice(target.lastIndexOf('.') + 1);
  return new URLSearchParams(req.body).get('Action');
}

function handle(world: World, req: SandboxRequest): SandboxResponse {
  try {
    checkDoor(req);
    const target = req.headers['x-amz-target'];
    if (target !== undefined) return target.startsWith(cloudWatchTarget) ? handleCloudWatch(world, req) : handleSsm(world, req);
    const params = readForm(req);
    return isSts(params) ? handleSts(req, params) : handleEc2(world, req, params);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return ec2Refusal(error);
  }
}

function checkDoor(req: SandboxRequest): void {
  if (req.path !== '/') throw refusal('InvalidRequest', `There is nothing at ${req.path}`, 404);
  if (req.method !== 'POST') throw refusal('InvalidRequest', `The method ${req.method} is not supported here`, 405);
}

function readForm(req: SandboxRequest): Params {
  const type = req.headers['content-type'] ?? '';
  if (!type.startsWith('application/x-www-form-urlencoded')) throw refusal('InvalidRequest', `The content type '${type}' is not a form`, 415);
  return parseParams(req.body);
}

function isSts(params: Params): boolean {
  return params.one('Version') === stsVersion || ['AssumeRoleWithWebIdentity', 'GetCallerIdentity'].includes(params.one('Action') ?? '');
}
