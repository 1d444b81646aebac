// What AWS demands of an identity provider's token before it looks at the role.
import { realNow } from '../world/clock.ts';
import { refusal, type AwsRefusal } from './errors.ts';

/** The provider that the account trusts, the audience it lists, and the one identity that the roles' trust policies name. */
export const trusted = {
  issuer: 'https://sts.windows.net/00000000-0000-4000-8000-0000000000aa/',
  audience: 'api://ferry',
  subject: '00000000-0000-4000-8000-00000000f001',
} as const;

/** Claims that were judged good. */
export type Claims = { readonly iss: string; readonly aud: string; readonly sub: string };

/** Reads and judges a token; the signature alone is not checked, since the provider's keys are not known here. */
export function judge(token: string): Claims {
  const claims = claimsOf(token);
  const { exp, nbf } = claims;
  if (typeof exp !== 'number') throw invalid('The ID Token provided is missing a required claim: exp');
  if (exp * 1000 <= realNow()) throw refusal('ExpiredTokenException', `Token expired: current date/time ${Math.floor(realNow() / 1000)} must be before the expiration date/time ${exp}`);
  if (typeof nbf === 'number' && nbf * 1000 > realNow() + 300_000) throw invalid('The ID Token provided is not valid yet');
  const [iss, aud, sub] = [textOf(claims, 'iss'), textOf(claims, 'aud'), textOf(claims, 'sub')];
  if (iss !== trusted.issuer) throw invalid(`No OpenIDConnect provider found in your account for ${iss}`);
  if (aud !== trusted.audience) throw invalid('Incorrect token audience');
  return { iss, aud, sub };
}

function claimsOf(token: string): Record<string, unknown> {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const head = partOf(header);
  const claims = partOf(payload);
  const shaped = token.split('.').length === 3 && signature !== '' && head?.['alg'] === 'RS256';
  if (!shaped || claims === null) throw invalid('The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)');
  return claims;
}

function partOf(part: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function textOf(claims: Record<string, unknown>, name: string): string {
  const value = claims[name];
  if (typeof value !== 'string') throw invalid(`The ID Token provided is missing a required claim: ${name}`);
  return value;
}

function invalid(message: string): AwsRefusal {
  return refusal('InvalidIdentityToken', message);
}
