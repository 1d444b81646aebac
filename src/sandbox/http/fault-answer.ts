// What a planned fault answers, in the manner of the cloud it pretends to be.
import type { FaultEffect } from '../world/faults.ts';
import type { SandboxResponse } from './messages.ts';

/** How an answer is worded: EC2 in XML, its sister services in JSON, Azure in JSON of its own. */
export type Dialect = 'ec2' | 'aws-json' | 'azure';

/** The answer of a fault, or null when the connection is dropped. */
export function faultAnswer(dialect: Dialect, effect: FaultEffect): SandboxResponse | null {
  if (effect.drop === true) return null;
  const status = effect.status ?? 500;
  const headers: Record<string, string> = {};
  if (effect.retryAfter !== undefined && effect.retryAfter !== null) headers['retry-after'] = String(effect.retryAfter);
  if (typeof effect.body === 'string') return { status, headers: { ...headers, 'content-type': bodyType(effect.body) }, body: effect.body };
  if (effect.body !== undefined) return { status, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(effect.body) };
  return faultOf[dialect](status, headers);
}

function bodyType(body: string): string {
  const start = body.trimStart();
  if (/^<(!doctype|html)/i.test(start)) return 'text/html';
  if (start.startsWith('<')) return 'text/xml;charset=UTF-8';
  return /^[[{]/.test(start) ? 'application/json' : 'text/plain';
}

const ec2Codes: ReadonlyMap<number, string> = new Map([
  [401, 'AuthFailure'],
  [403, 'UnauthorizedOperation'],
  [429, 'RequestLimitExceeded'],
  [500, 'InternalError'],
  [503, 'RequestLimitExceeded'],
]);

function ec2Fault(status: number, headers: Record<string, string>): SandboxResponse {
  const code = ec2Codes.get(status) ?? (status < 500 ? 'InvalidRequest' : 'Unavailable');
  const body =
    `<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors><Error><Code>${code}</Code>` +
    '<Message>A planned fault of the sandbox.</Message></Error></Errors><RequestID>00000000-0000-4000-8000-000000000000</RequestID></Response>';
  return { status, headers: { ...headers, 'content-type': 'text/xml;charset=UTF-8' }, body };
}

const jsonCodes: ReadonlyMap<number, string> = new Map([
  [401, 'UnrecognizedClientException'],
  [403, 'AccessDeniedException'],
  [429, 'ThrottlingException'],
  [500, 'InternalServerError'],
  [503, 'ThrottlingException'],
]);

function awsJsonFault(status: number, headers: Record<string, string>): SandboxResponse {
  const code = jsonCodes.get(status) ?? (status < 500 ? 'ValidationException' : 'ServiceUnavailable');
  const body = JSON.stringify({ __type: code, message: 'A planned fault of the sandbox.' });
  return { status, headers: { ...headers, 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': '00000000-0000-4000-8000-000000000000' }, body };
}

const azureCodes: ReadonlyMap<number, string> = new Map([
  [401, 'ExpiredAuthenticationToken'],
  [403, 'AuthorizationFailed'],
  [404, 'ResourceNotFound'],
  [409, 'Conflict'],
  [429, 'TooManyRequests'],
  [500, 'InternalServerError'],
  [503, 'ServiceUnavailable'],
]);

function azureFault(status: number, headers: Record<string, string>): SandboxResponse {
  const code = azureCodes.get(status) ?? (status < 500 ? 'BadRequest' : 'InternalServerError');
  const body = JSON.stringify({ error: { code, message: 'A planned fault of the sandbox.' } });
  return { status, headers: { ...headers, 'content-type': 'application/json; charset=utf-8' }, body };
}

const faultOf = { ec2: ec2Fault, 'aws-json': awsJsonFault, azure: azureFault } as const satisfies Record<Dialect, (status: number, headers: Record<string, string>) => SandboxResponse>;
