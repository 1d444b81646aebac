// When the SDK repeats a read by itself: quickly, a few times, and never before the moment that AWS asked for.
import type { EC2ClientConfig } from '@aws-sdk/client-ec2';

type Strategy = Extract<NonNullable<EC2ClientConfig['retryStrategy']>, { acquireInitialRetryToken: unknown }>;
type Token = Awaited<ReturnType<Strategy['acquireInitialRetryToken']>>;

const PASSING: ReadonlySet<string> = new Set(['THROTTLING', 'TRANSIENT', 'SERVER_ERROR']);
const THROTTLED_BASE_MS = 500;
const BASE_MS = 50;
const CAP_MS = 5_000;

/**
 * The SDK's own strategy waits at most five seconds longer than usual when AWS says how long to wait, and then presses on. Here such an
 * answer ends the tries at once: whoever asked knows whether he can wait that long. `chance` gives a number from 0 up to 1.
 */
export function readRetries(o: { readonly attempts: number; readonly chance: () => number }): Strategy {
  return {
    acquireInitialRetryToken: () => Promise.resolve(token(0, 0)),
    refreshRetryTokenForRetry: (before, info) => {
      const count = before.getRetryCount() + 1;
      if (count >= o.attempts || info.retryAfterHint !== undefined || !PASSING.has(info.errorType)) return Promise.reject(new Error('no further try'));
      const longest = Math.min(CAP_MS, (info.errorType === 'THROTTLING' ? THROTTLED_BASE_MS : BASE_MS) * 2 ** count);
      return Promise.resolve(token(count, Math.ceil(longest * o.chance())));
    },
    recordSuccess: () => undefined,
  };
}

function token(count: number, delayMs: number): Token {
  return { getRetryCount: () => count, getRetryDelay: () => delayMs };
}
