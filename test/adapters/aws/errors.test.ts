import { expect, test } from '@jest/globals';
import { cloudError } from '../../../src/adapters/aws/errors.ts';
import { sessionName } from '../../../src/adapters/aws/credentials.ts';

const failed = (name: string, extra: object, message = 'no'): Error => Object.assign(new Error(message), { name }, extra);
const answer = (httpStatusCode: number) => ({ $metadata: { httpStatusCode, requestId: 'r-1' } });

test.each([
  { reason: 'nobody listens', error: failed('Error', { code: 'ECONNREFUSED', $metadata: { attempts: 1 } }), kind: 'unavailable', happened: false },
  { reason: 'the connection broke', error: failed('Error', { code: 'EPIPE', $metadata: { attempts: 1 } }), kind: 'unavailable', happened: true },
  { reason: 'no answer in time', error: failed('TimeoutError', { code: 'ETIMEDOUT' }), kind: 'unavailable', happened: true },
  { reason: 'no credentials', error: failed('CredentialsProviderError', {}), kind: 'forbidden', happened: false },
  { reason: 'throttled, although with a 503', error: failed('RequestLimitExceeded', answer(503)), kind: 'throttled', happened: false },
  { reason: 'no room to start in', error: failed('InsufficientInstanceCapacity', answer(500)), kind: 'unavailable', happened: false },
  { reason: 'an internal error', error: failed('InternalError', answer(500)), kind: 'unavailable', happened: true },
  { reason: 'between two states', error: failed('IncorrectInstanceState', answer(400)), kind: 'conflict', happened: false },
  { reason: 'stop protection', error: failed('OperationNotPermitted', answer(400)), kind: 'forbidden', happened: false },
  { reason: 'no such image', error: failed('InvalidAMIID.NotFound', answer(400)), kind: 'notFound', happened: false },
  { reason: 'a malformed id', error: failed('InvalidInstanceID.Malformed', answer(400)), kind: 'invalid', happened: false },
  { reason: 'an answer that is no XML', error: failed('Error', {}), kind: 'unavailable', happened: true },
])('$reason', ({ error, kind, happened }) => {
  expect(cloudError(error, { operation: 'ec2:StopInstances', write: true })).toMatchObject({ kind, mayHaveHappened: happened, operation: 'ec2:StopInstances' });
  expect(cloudError(error, { operation: 'ec2:DescribeInstances', write: false }).mayHaveHappened).toBe(false);
});

test('the page of encoded text is left out, the request id is kept', () => {
  const error = failed('UnauthorizedOperation', answer(403), 'You are not authorized. Encoded authorization failure message: abcdef0123456789');
  expect(cloudError(error, { operation: 'ec2:StopInstances', write: true })).toMatchObject({ message: 'You are not authorized.', requestId: 'r-1', code: 'UnauthorizedOperation' });
});

test('a session is named after the person, in letters AWS takes', () => {
  expect(sessionName(null)).toBe('ferry');
  expect(sessionName('a b/c:1')).toBe('ferry-abc1');
  expect(sessionName('x'.repeat(99))).toHaveLength(64);
});
