// Every way in which a call to AWS can fail, in the words of the port.
import { CloudError } from '../../ports/trouble.ts';

/** Which call failed, and whether it was meant to change something. */
export type CallInfo = { readonly operation: string; readonly write: boolean };

const LONGEST_MESSAGE = 500;

const THROTTLED: ReadonlySet<string> = new Set(['RequestLimitExceeded', 'Throttling', 'ThrottlingException', 'ThrottledException', 'EC2ThrottledException', 'BandwidthLimitExceeded', 'TooManyRequestsException', 'RequestThrottled', 'SlowDown']);
const FORBIDDEN: ReadonlySet<string> = new Set([
  'UnauthorizedOperation',
  'AccessDenied',
  'AccessDeniedException',
  'AuthFailure',
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'SignatureDoesNotMatch',
  'ExpiredToken',
  'ExpiredTokenException',
  'RequestExpired',
  'InvalidIdentityToken',
  'InvalidIdentityTokenException',
  'IDPRejectedClaim',
  'IDPRejectedClaimException',
  'OptInRequired',
  'Blocked',
  'PendingVerification',
  // Stop protection is on.
  'OperationNotPermitted',
]);
// The instance is between two states; another moment it may be allowed.
const CONFLICT: ReadonlySet<string> = new Set(['IncorrectInstanceState', 'IncorrectState', 'DependencyViolation', 'ResourceInUse']);
const NO_CREDENTIALS: ReadonlySet<string> = new Set(['CredentialsProviderError', 'TokenProviderError', 'ProviderError']);
const NEVER_SENT: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH']);

type Facts = { readonly name: string; readonly status: number | null; readonly requestId: string | null; readonly retryAfterMs: number | null; readonly code: string | null; readonly message: string };
type Meaning = { readonly kind: CloudError['kind']; readonly happened: boolean; readonly message: string };

/** Any failure of a call as a {@link CloudError}. */
export function cloudError(error: unknown, call: CallInfo): CloudError {
  if (error instanceof CloudError) return error;
  const facts = factsOf(error);
  const { kind, happened, message } = meaningOf(facts);
  return new CloudError({
    kind,
    operation: call.operation,
    message: message.slice(0, LONGEST_MESSAGE),
    mayHaveHappened: call.write && happened,
    code: facts.status === null ? facts.code : facts.name,
    requestId: facts.requestId,
    retryAfterMs: facts.retryAfterMs,
    cause: error,
  });
}

function factsOf(error: unknown): Facts {
  if (!(error instanceof Error)) return { name: 'Unknown', status: null, requestId: null, retryAfterMs: null, code: null, message: 'the call failed' };
  const metadata: unknown = Reflect.get(error, '$metadata');
  const status = field(metadata, 'httpStatusCode');
  const requestId = field(metadata, 'requestId');
  const code: unknown = Reflect.get(error, 'code');
  return {
    name: error.name,
    status: typeof status === 'number' ? status : null,
    requestId: typeof requestId === 'string' ? requestId : null,
    retryAfterMs: secondsIn(field(field(Reflect.get(error, '$response'), 'headers'), 'retry-after')),
    code: typeof code === 'string' ? code : null,
    message: readable(error.message),
  };
}

function field(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null ? Reflect.get(of, name) : undefined;
}

// AWS seldom sends the header, and then whole seconds.
function secondsIn(header: unknown): number | null {
  return typeof header === 'string' && /^\d{1,6}$/.test(header) ? Number(header) * 1_000 : null;
}

// AWS appends a page of encoded text that nobody can read without a further permission.
function readable(message: string): string {
  return message.replace(/\s*Encoded authorization failure message:.*$/s, '');
}

function meaningOf(facts: Facts): Meaning {
  if (NO_CREDENTIALS.has(facts.name)) return { kind: 'forbidden', happened: false, message: 'no credentials for AWS could be had' };
  if (facts.name === 'AbortError' || facts.name === 'TimeoutError') return { kind: 'unavailable', happened: true, message: 'AWS did not answer in time' };
  if (facts.code !== null && facts.status === null) return { kind: 'unavailable', happened: !NEVER_SENT.has(facts.code), message: 'the connection to AWS failed' };
  if (facts.status === null || facts.status < 300) return { kind: 'unavailable', happened: true, message: 'AWS sent an answer that could not be read' };
  return { kind: kindOf(facts.name, facts.status), happened: mayHaveWorked(facts.name, facts.status), message: facts.name === 'Unknown' ? `AWS answered ${facts.status} without saying why` : facts.message };
}

function kindOf(name: string, status: number): CloudError['kind'] {
  if (THROTTLED.has(name) || status === 429) return 'throttled';
  if (FORBIDDEN.has(name) || status === 401 || status === 403) return 'forbidden';
  if (/\.(NotFound|Unavailable)$/.test(name)) return 'notFound';
  if (CONFLICT.has(name) || status === 409) return 'conflict';
  return status >= 500 ? 'unavailable' : 'invalid';
}

// Throttled requests and those without capacity were turned away whole, whatever their status.
function mayHaveWorked(name: string, status: number): boolean {
  return status >= 500 && !THROTTLED.has(name) && name !== 'InsufficientInstanceCapacity';
}
