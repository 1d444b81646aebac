/** A conversation about prerequisites that notes what some use cases were asked. */
import type { CheckReport } from '../../src/domain/finding.ts';
import type { Store } from '../../src/ports/store.ts';
import type { UseCases } from '../../src/usecases/types.ts';
import { reportOf } from '../cards/fixtures.ts';
import { conversation, usecasesOver } from './support.ts';

type Call = { readonly name: string; readonly args: readonly unknown[] };

/** `calls` are those of the watched use cases, in order. */
export function talkWith(store: Store, over: Partial<UseCases> = {}, watch: readonly (keyof UseCases)[] = []): { readonly talk: ReturnType<typeof conversation>; readonly calls: readonly Call[] } {
  const calls: Call[] = [];
  const all = usecasesOver(null, over);
  const watched = Object.fromEntries(watch.map((name) => [name, (...args: readonly unknown[]) => { calls.push({ name, args }); return (all[name] as (...a: readonly unknown[]) => unknown)(...args); }]));
  return { talk: conversation({ store, usecases: { ...all, ...watched } }), calls };
}

/** A report of `web-01` with these findings. */
export const reportWith = (findings: CheckReport['findings']): CheckReport => ({ ...reportOf([]), findings });
