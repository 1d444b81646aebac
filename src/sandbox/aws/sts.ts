// STS: a token of another identity provider against temporary credentials, and who is asking.
import { randomUUID } from 'node:crypto';
import type { SandboxRequest, SandboxResponse } from '../http/server.ts';
import { account } from '../world/aws-world.ts';
import { realNow } from '../world/clock.ts';
import { authorizationProblem } from './authorization.ts';
import { isRefusal, refusal, type AwsRefusal } from './errors.ts';
import { required, type Params } from './params.ts';
import { assumedArn, callerOf, issue, roleOf } from './session.ts';
import { judge, trusted } from './web-token.ts';
import { element, toXml, type XmlObject } from './xml.ts';

const version = '2011-06-15';
const xmlns = ` xmlns="https://sts.amazonaws.com/doc/${version}/"`;

/** Answers one STS request. */
export function handleSts(req: SandboxRequest, params: Params): SandboxResponse {
  const requestId = randomUUID();
  try {
    const action = params.one('Action') ?? '';
    const result = resultOf(action, req, params);
    return answer(200, requestId, element(`${action}Response`, { [`${action}Result`]: result, ResponseMetadata: { RequestId: requestId } }, xmlns));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return answer(error.status, requestId, stsError(error, requestId));
  }
}

function resultOf(action: string, req: SandboxRequest, params: Params): XmlObject {
  if (action === 'AssumeRoleWithWebIdentity') return assumeRole(params);
  if (action === 'GetCallerIdentity') return caller(req);
  throw refusal('InvalidAction', `Could not find operation ${action} for version ${version}`);
}

/** Needs no permission, but a signature. */
function caller(req: SandboxRequest): XmlObject {
  const problem = authorizationProblem(req, 'sts');
  if (problem !== null) throw refusal('InvalidClientTokenId', problem, 403);
  return { Arn: callerOf(req), UserId: 'AIDASANDBOXSANDBOX001', Account: account };
}

/** This one is not signed: the token is the credential. */
function assumeRole(params: Params): XmlObject {
  const roleArn = text(params, 'RoleArn', /^.{20,2048}$/);
  const name = text(params, 'RoleSessionName', /^[\w+=,.@-]{2,64}$/);
  const token = text(params, 'WebIdentityToken', /^.{4,20000}$/);
  const seconds = params.int('DurationSeconds') ?? 3600;
  if (seconds < 900 || seconds > 43_200) throw invalid('DurationSeconds', 'a number between 900 and 43200');
  const claims = judge(token);
  const role = roleOf(roleArn);
  // A role that is not there and one that does not trust the caller look the same from outside.
  if (role === null || claims.sub !== trusted.subject) throw refusal('AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity', 403);
  return {
    Credentials: issue({ role, name, until: realNow() + seconds * 1000 }),
    SubjectFromWebIdentityToken: claims.sub,
    AssumedRoleUser: { Arn: assumedArn({ role, name }), AssumedRoleId: `AROASANDBOXSANDBOX001:${name}` },
    Provider: claims.iss,
    Audience: claims.aud,
  };
}

function text(params: Params, name: string, pattern: RegExp): string {
  const value = required(params, name);
  if (!pattern.test(value)) throw invalid(name, `a text like ${pattern.source}`);
  return value;
}

function invalid(name: string, expected: string): AwsRefusal {
  return refusal('ValidationError', `1 validation error detected: Value at '${name}' failed to satisfy constraint: Member must be ${expected}`);
}

function stsError(error: AwsRefusal, requestId: string): string {
  const content = { Error: { Type: 'Sender', Code: error.awsCode, Message: error.message }, RequestId: requestId };
  return `<ErrorResponse${xmlns}>${toXml(content)}</ErrorResponse>`;
}

function answer(status: number, requestId: string, body: string): SandboxResponse {
  return { status, headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId }, body };
}
