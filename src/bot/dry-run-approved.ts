/** `--dry-run` of what needs an approval: measured as the command itself would, so that what it would refuse is told. */
import type { Evidence } from '../domain/evidence.ts';
import { approvalIdOf } from '../domain/ids.ts';
import type { MigrationCommand } from '../domain/migration/decide.ts';
import type { Migration } from '../domain/migration/types.ts';
import { keptStop, type SourceStop, type SourceStopKind } from '../domain/source-stop.ts';
import { withSelected } from './bulk-target.ts';
import type { Ctx } from './context.ts';
import { stopNamed } from './cutover-step.ts';
import { dryRunOne, dryRunReady, named, type Ahead } from './dry-run.ts';
import { withMigration } from './machines.ts';
import { refusalNow } from './refusal-now.ts';
import { refuse, rejected } from './replies.ts';
import type { Reply } from './turn.ts';
import { readyOf, releases } from './wave-run.ts';

type Replies = Promise<readonly Reply[]>;

/** No evidence: only whether the step could be asked for at all is in question. */
export const UNMEASURED: Evidence = { at: 0, rpoSeconds: null, replicationHealth: 'none', backlogMb: null, test: null, warnings: [], blocks: [] };

/** The policy that was typed; null for a word that is none. */
export function stopIn(source: string): SourceStopKind | null {
  return source === '' ? 'ferry' : stopNamed(source);
}

/** A cutover that is only looked ahead for. */
export function cutoverAhead(kind: SourceStopKind, reason: string): Ahead {
  const stop: SourceStop = kind === 'none' ? { kind, reason } : { kind };
  const command: MigrationCommand = { type: 'request-cutover', approvalId: approvalIdOf(0), evidence: UNMEASURED, contentHash: '', ...keptStop(stop) };
  return { verb: 'cutover', command, rest: kind === 'ferry' ? '' : `source:${kind}` };
}

/** What a cutover would send. */
export function dryRunCutover(ctx: Ctx, target: string, o: { readonly source: string; readonly reason: string }): Replies {
  const stop = stopIn(o.source);
  if (stop === null) return Promise.resolve(rejected(ctx, { code: 'unknown-choice', detail: { field: 'source' } }));
  const ahead = cutoverAhead(stop, o.reason);
  return withSelected(ctx, target, {
    one: (machine) => withMigration(ctx, named(machine, ahead), (m) => measured(ctx, m, ahead)),
    many: async (selected) => {
      const release = releases(target);
      const ready = await readyOf(ctx, selected, { operation: 'cutover', release });
      return 'replies' in ready ? ready.replies : dryRunReady(ctx, selected, { ...ahead, release, ready: ready.machines });
    },
  });
}

async function measured(ctx: Ctx, m: Migration, ahead: Ahead): Replies {
  const refusal = refusalNow(ctx, m, ahead.command);
  if (refusal !== null) return rejected(ctx, refusal, m);
  const evidence = await ctx.usecases.cutoverEvidence(m.id);
  if (!evidence.ok) return rejected(ctx, evidence.error, m);
  return evidence.value.blocks.length > 0 ? [refuse(ctx, ctx.words.phrases.outcomes.blocked(m.name, evidence.value.blocks))] : dryRunOne(ctx, m, ahead);
}

/** What a completion would send. */
export function dryRunComplete(ctx: Ctx, target: string, reason: string): Replies {
  const ahead: Ahead = { verb: 'complete', command: { type: 'request-completion', reason, approvalId: approvalIdOf(0), contentHash: '' } };
  return withSelected(ctx, target, {
    one: (machine) => withMigration(ctx, named(machine, ahead), (m) => dryRunOne(ctx, m, ahead)),
    many: async (selected) => {
      const ready = await readyOf(ctx, selected, { operation: 'complete', release: false });
      return 'replies' in ready ? ready.replies : dryRunReady(ctx, selected, { ...ahead, ready: ready.machines });
    },
  });
}
