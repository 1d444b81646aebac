/** What lies around Ferry and belongs to no cloud. */
import type { Surroundings } from '../ports/surroundings.ts';
import { readAppPackage } from './app-package.ts';

const REACH_MS = 5_000;

type Settings = Pick<Surroundings, 'bot' | 'publicUrl' | 'loopback' | 'usesGroups' | 'sandbox'> & { readonly packagePath: string };

/** Makes it. */
export function makeSurroundings({ packagePath, ...settings }: Settings): Surroundings {
  return { ...settings, reach, appPackage: () => readAppPackage(packagePath), within };
}

async function reach(url: string): ReturnType<Surroundings['reach']> {
  try {
    const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(REACH_MS) });
    const body: unknown = await answer.json().catch(() => null);
    return { status: answer.status, ours: typeof body === 'object' && body !== null && 'lastTickAgeSeconds' in body };
  } catch (error) {
    return { why: whyOf(error) };
  }
}

/** `fetch failed` says nothing; what it was caused by does. */
function whyOf(error: unknown): string {
  if (!(error instanceof Error)) return 'it failed';
  if (error.name === 'TimeoutError') return `no answer within ${REACH_MS / 1000} s`;
  const { cause } = error;
  const code: unknown = cause instanceof Error ? Reflect.get(cause, 'code') : null;
  if (typeof code === 'string') return code;
  return cause instanceof Error ? cause.message : error.message;
}

async function within<T>(ms: number, work: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
