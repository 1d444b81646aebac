// STS AssumeRoleWithWebIdentity: a token of another identity provider against temporary credentials.
import { createHash, randomUUID } from 'node:crypto';
import type { SandboxResponse } from '../http/server.ts';
import { account } from '../world/aws-world.ts';
import { realNow } from '../world/clock.ts';
import type { World } from '../world/types.ts';
import { isRefusal, refusal, type AwsRefusal } from './errors.ts';
import { required, type Params } from './params.ts';
import { element, toXml } from './xml.ts';

const version = '2011-06-15';
const xmlns = ` xmlns="https://sts.amazonaws.com/doc/${version}/"`;

/** Answers one STS request; this one is not signed, the token is the credential. */
export function handleSts(world: World, params: Params): SandboxResponse {
  const requestId = randomUUID();
  try {
    if (params.one('Action') !== 'AssumeRoleWithWebIdentity') {
      throw refusal('InvalidAction', `Could not find operation ${params.one('Action') ?? ''} for version ${version}`);
    }
    const result = { AssumeRoleWithWebIdentityResult: assumeRole(world, params), ResponseMetadata: { RequestId: requestId } };
    return answer(200, requestId, element('AssumeRoleWithWebIdentityResponse', result, xmlns));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return answer(error.status, requestId, stsError(error, requestId));
  }
}

function assumeRole(world: World, params: Params) {
  const roleArn = text(params, 'RoleArn', /^.{20,2048}$/);
  const sessionName = text(params, 'RoleSessionName', /^[\w+=,.@-]{2,64}$/);
  const token = text(params, 'WebIdentityToken', /^.{4,20000}$/);
  const seconds = params.int('DurationSeconds') ?? 3600;
  if (seconds < 900 || seconds > 43_200) throw invalid('DurationSeconds', 'a number between 900 and 43200');
  const claims = readClaims(token);
  if (typeof claims['exp'] === 'number' && claims['exp'] * 1000 < realNow()) throw refusal('ExpiredTokenException', 'Token expired');

  const role = new RegExp(`^arn:aws:iam::${account}:role/(ferry-[\\w+=,.@-]+)$`).exec(roleArn)?.[1];
  if (role === undefined) throw refusal('AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity', 403);
  return {
    Credentials: credentials(world.clock.now() + seconds * 1000),
    SubjectFromWebIdentityToken: textClaim(claims, 'sub'),
    AssumedRoleUser: {
      Arn: `arn:aws:sts::${account}:assumed-role/${role}/${sessionName}`,
      AssumedRoleId: `AROASANDBOXSANDBOX001:${sessionName}`,
    },
    Provider: textClaim(claims, 'iss'),
    Audience: textClaim(claims, 'aud'),
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

// Only the shape can be judged: the keys of the identity provider are not known here.
function readClaims(token: string): Record<string, unknown> {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const claims = parsePart(payload);
  const shaped = token.split('.').length === 3 && signature !== '' && parsePart(header) !== null;
  if (!shaped || claims === null) throw refusal('InvalidIdentityToken', 'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)');
  return claims;
}

function parsePart(part: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function textClaim(claims: Record<string, unknown>, name: string): string | null {
  const value = claims[name];
  return typeof value === 'string' ? value : null;
}

function credentials(expiresAt: number) {
  const secret = createHash('sha256').update(randomUUID()).digest('base64');
  return {
    AccessKeyId: `ASIA${secret.replace(/[^A-Za-z0-9]/g, 'X').slice(0, 16).toUpperCase()}`,
    SecretAccessKey: secret.slice(0, 40),
    SessionToken: Buffer.from(`sandbox session ${randomUUID()}`).toString('base64'),
    Expiration: new Date(expiresAt).toISOString(),
  };
}

function stsError(error: AwsRefusal, requestId: string): string {
  const content = { Error: { Type: 'Sender', Code: error.awsCode, Message: error.message }, RequestId: requestId };
  return `<ErrorResponse${xmlns}>${toXml(content)}</ErrorResponse>`;
}

function answer(status: number, requestId: string, body: string): SandboxResponse {
  return { status, headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId }, body };
}
