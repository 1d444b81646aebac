/** Finds what an auditor means, and answers about it. */
import { auditCard } from '../cards/audit.ts';
import { auditFilesCard } from '../cards/audit-files.ts';
import { auditVerdictCard } from '../cards/audit-verdict.ts';
import { targetKey, targetName, type AuditTarget } from '../domain/audit/target.ts';
import { withTarget } from './check-target.ts';
import type { Ctx } from './context.ts';
import { card, refuse, rejected } from './replies.ts';
import { onRecord } from './security.ts';
import type { Reply } from './turn.ts';

type Replies = Promise<readonly Reply[]>;

/** The newest records. */
export async function auditRecords(ctx: Ctx, named: string): Replies {
  return about(ctx, { named, act: 'show' }, async (target) => {
    const view = await ctx.usecases.audit(target);
    return view.ok ? card(auditCard({ view: view.value, named: targetKey(target), canExport: isAlone(ctx) }, ctx.words)) : rejected(ctx, view.error);
  });
}

/** What a walk over every record finds. */
export async function auditVerify(ctx: Ctx, named: string): Replies {
  return about(ctx, { named, act: 'verify' }, async (target) => {
    const verdict = await ctx.usecases.verifyAudit(target);
    return verdict.ok ? card(auditVerdictCard({ verdict: verdict.value, target: targetName(target), named: targetKey(target) }, ctx.words)) : rejected(ctx, verdict.error);
  });
}

/** Links to the files. Not where others read along: whoever has a link has the file. */
export async function auditExport(ctx: Ctx, named: string): Replies {
  const { files } = ctx.words.cards.audit;
  if (!isAlone(ctx)) return [refuse(ctx, files.personalOnly)];
  return about(ctx, { named, act: 'export' }, async (target) => {
    const id = targetKey(target);
    const [jsonl, csv] = [ctx.exports.link({ kind: 'audit-jsonl', id }), ctx.exports.link({ kind: 'audit-csv', id })];
    if (jsonl === null || csv === null) return [refuse(ctx, files.noAddress)];
    // First on record, then given out.
    await onRecord(ctx, { type: 'AuditExported', conversation: ctx.where.conversation, target: targetName(target) }, 'the audit was given out as a file');
    return card(auditFilesCard({ target: targetName(target), jsonl: jsonl.url, csv: csv.url, until: jsonl.until }, ctx.words));
  });
}

function isAlone(ctx: Ctx): boolean {
  return ctx.where.kind === 'personal';
}

type Asked = { readonly named: string; readonly act: string };

/** A machine that Ferry has records of is found even when AWS does not know it any more; otherwise whoever is meant is asked for. */
async function about(ctx: Ctx, { named, act }: Asked, go: (target: AuditTarget) => Replies): Replies {
  const known = await ctx.usecases.auditTarget(named);
  if (known !== null) return go(known);
  return withTarget(ctx, { machine: named, verb: 'audit', data: { act } }, {
    machine: ({ machine }) => go({ kind: 'machine', name: machine.name, instance: machine.instanceId }),
    async selection(selection) {
      if (selection.kind === 'all') return go({ kind: 'all' });
      const rows = await ctx.usecases.selected(selection);
      return go({ kind: 'wave', wave: selection.wave, instances: rows.map((row) => row.machine.instanceId) });
    },
  });
}
