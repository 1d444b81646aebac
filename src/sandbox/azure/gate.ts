// What Azure Resource Manager does with every request before and after a provider sees it.
import { randomUUID } from 'node:crypto';
import type { SandboxRequest, SandboxResponse } from '../http/server.ts';
import { unknownVersionRefusal } from './api-versions.ts';
import { armError } from './errors.ts';
import { tenant } from './ids.ts';

const budgets = { reads: '249', writes: '199', deletes: '199' } as const;

function budgetOf(method: string): keyof typeof budgets {
  if (method === 'GET' || method === 'HEAD') return 'reads';
  return method === 'DELETE' ? 'deletes' : 'writes';
}

/** The refusal of a request without a token, or null. Any token will do: who signs in is not simulated. */
export function tokenRefusal(req: SandboxRequest): SandboxResponse | null {
  const header = req.headers['authorization'] ?? '';
  if (/^Bearer \S+$/i.test(header)) return null;
  const what = header === '' ? 'missing' : 'provided in an invalid format';
  const message = `Authentication failed. The 'Authorization' header is ${what}.`;
  const response = armError(401, header === '' ? 'AuthenticationFailed' : 'AuthenticationFailedInvalidHeader', message);
  const challenge = `Bearer authorization_uri="https://login.microsoftonline.com/${tenant}", error="invalid_token"`;
  return { ...response, headers: { ...response.headers, 'www-authenticate': challenge } };
}

/** The refusal of a request without an api version, or with one that the resource does not have; or null. */
export function versionRefusal(req: SandboxRequest): SandboxResponse | null {
  for (const [name, value] of req.url.searchParams) if (name.toLowerCase() === 'api-version' && value !== '') return unknownVersionRefusal(req.path, value);
  return armError(400, 'MissingApiVersionParameter', 'The api-version query parameter (?api-version=) is required for all requests.');
}

/** The parsed body; null when it is no JSON object. An empty body counts as an empty object. */
export function parseBody(req: SandboxRequest): unknown {
  if (req.body.trim() === '') return {};
  try {
    return JSON.parse(req.body) as unknown;
  } catch {
    return null;
  }
}

/** The refusal of a body that is no JSON. */
export const bodyRefusal: SandboxResponse = armError(400, 'InvalidRequestContent', 'The request content was invalid and could not be deserialized.');

/** Adds the headers that every answer of ARM carries. */
export function withCommonHeaders(req: SandboxRequest, response: SandboxResponse, now: number): SandboxResponse {
  const id = randomUUID();
  const moment = new Date(now).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const budget = budgetOf(req.method);
  const clientRequestId = req.headers['x-ms-client-request-id'];
  const common: Record<string, string> = {
    'cache-control': 'no-cache',
    pragma: 'no-cache',
    expires: '-1',
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
    'x-content-type-options': 'nosniff',
    'x-ms-request-id': id,
    'x-ms-correlation-request-id': id,
    'x-ms-routing-request-id': `WESTEUROPE:${moment}:${id}`,
    [`x-ms-ratelimit-remaining-subscription-${budget}`]: budgets[budget],
    [`x-ms-ratelimit-remaining-subscription-global-${budget}`]: String(Number(budgets[budget]) * 15),
    ...(clientRequestId === undefined ? {} : { 'x-ms-client-request-id': clientRequestId }),
  };
  return { ...response, headers: { ...common, ...response.headers } };
}
