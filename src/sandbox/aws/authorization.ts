// Checks the shape of a Signature Version 4 header. There are no secrets here, so the signature itself is not computed.
import type { SandboxRequest } from '../http/server.ts';
import { region } from '../world/aws-world.ts';
import { sessionProblem } from './session.ts';

/** Why a request's credentials do not do, or null when they do. */
export function authorizationProblem(req: SandboxRequest, service: 'ec2' | 'ssm' | 'monitoring' | 'sts'): string | null {
  const header = req.headers['authorization'];
  if (header === undefined) return 'The request has no Authorization header';
  if (!header.startsWith('AWS4-HMAC-SHA256 ')) return 'The Authorization header is not AWS4-HMAC-SHA256';
  const parts = new Map(header.slice(17).split(/,\s*/).map((part) => splitOnce(part)));

  const scope = (parts.get('Credential') ?? '').split('/');
  return scopeProblem(scope, service) ?? signatureProblem(req, parts) ?? sessionProblem(req, scope[0] ?? '');
}

function scopeProblem(scope: readonly string[], service: string): string | null {
  const [keyId = '', date = '', scopeRegion, scopeService, terminator] = scope;
  if (!/^\w{16,128}$/.test(keyId) || !/^\d{8}$/.test(date) || terminator !== 'aws4_request') return 'The credential scope is malformed';
  if (scopeRegion !== region) return `Credential should be scoped to a valid region, not '${scopeRegion}'`;
  return scopeService === service ? null : `Credential should be scoped to correct service: '${service}'`;
}

function splitOnce(part: string): [string, string] {
  const at = part.indexOf('=');
  return at === -1 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
}

function signatureProblem(req: SandboxRequest, parts: ReadonlyMap<string, string>): string | null {
  if (!/^[0-9a-f]{64}$/.test(parts.get('Signature') ?? '')) return 'The signature is malformed';
  const signed = (parts.get('SignedHeaders') ?? '').split(';');
  if (!signed.includes('host') || !signed.includes('x-amz-date')) return 'host and x-amz-date must be signed';
  return /^\d{8}T\d{6}Z$/.test(req.headers['x-amz-date'] ?? '') ? null : 'x-amz-date is missing or malformed';
}
