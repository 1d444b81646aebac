// Temporary credentials: what a session may do and how long is written, sealed, into its session token, as AWS does it.
import { createHash, createHmac, randomUUID } from 'node:crypto';
import type { SandboxRequest } from '../http/server.ts';
import { account } from '../world/aws-world.ts';
import { realNow } from '../world/clock.ts';

const roles = ['ferry-reader', 'ferry-cutover'] as const;

/** The roles there are: one that looks, and one that also stops, starts and adds rules. */
export type Role = (typeof roles)[number];
/** Somebody who took on a role, until `until` of real time: the SDK that holds the credentials knows no other. */
export type Session = { readonly role: Role; readonly name: string; readonly until: number };

const sealKey = 'the sandbox has no secrets';
const writes: ReadonlySet<string> = new Set(['StopInstances', 'StartInstances', 'AuthorizeSecurityGroupEgress', 'AuthorizeSecurityGroupIngress']);

/** The role of an ARN; null for one of another account, or one that is not there. */
export function roleOf(arn: string): Role | null {
  return roles.find((role) => arn === `arn:aws:iam::${account}:role/${role}`) ?? null;
}

/** New credentials for a session. */
export function issue(session: Session) {
  const secret = createHash('sha256').update(randomUUID()).digest('base64');
  const claims = Buffer.from(JSON.stringify(session)).toString('base64url');
  return {
    AccessKeyId: `ASIA${secret.replace(/[^A-Za-z0-9]/g, 'X').slice(0, 16).toUpperCase()}`,
    SecretAccessKey: secret.slice(0, 40),
    SessionToken: `${claims}.${seal(claims)}`,
    Expiration: new Date(session.until).toISOString(),
  };
}

/** The session behind a request; null when it was signed with lasting keys. */
export function sessionOf(req: SandboxRequest): Session | null {
  const [claims = '', given] = (req.headers['x-amz-security-token'] ?? '').split('.');
  if (given === undefined || given !== seal(claims)) return null;
  return JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as Session;
}

/** Why temporary credentials do not do, or null. */
export function sessionProblem(req: SandboxRequest, keyId: string): string | null {
  if (!keyId.startsWith('ASIA')) return null;
  if (!req.headers['x-amz-security-token']) return 'Temporary credentials need their session token';
  const session = sessionOf(req);
  if (session === null) return 'The security token included in the request is invalid';
  return session.until <= realNow() ? 'The security token included in the request is expired' : null;
}

/** Whether the request's role lacks an action that lasting keys would have. */
export function roleLacks(req: SandboxRequest, action: string): boolean {
  return sessionOf(req)?.role === 'ferry-reader' && writes.has(action);
}

/** The ARN that a request speaks for. */
export function callerOf(req: SandboxRequest): string {
  const session = sessionOf(req);
  return session === null ? `arn:aws:iam::${account}:user/sandbox` : assumedArn(session);
}

/** The ARN of a session. */
export function assumedArn({ role, name }: Pick<Session, 'role' | 'name'>): string {
  return `arn:aws:sts::${account}:assumed-role/${role}/${name}`;
}

function seal(claims: string): string {
  return createHmac('sha256', sealKey).update(claims).digest('base64url');
}
