/** What somebody is asked before a wave changes: the change itself, and what it does to requests and needs. */
import { approvalEffects } from '../domain/wave/approval-effects.ts';
import type { WaveEdit, WaveEdited } from '../domain/wave/edit.ts';
import { hasPlan } from '../domain/wave/plan.ts';
import type { Wave } from '../domain/wave/types.ts';
import { lastPart } from '../text/format.ts';
import type { Question } from '../text/en/phrases.ts';
import { windowTextOf } from '../text/window.ts';
import type { WaveView } from '../usecases/wave-types.ts';
import type { Ctx } from './context.ts';

type Asked = { readonly wave: Wave; readonly edit: WaveEdit; readonly edited: readonly WaveEdited[] };

/** The question for a change that would be accepted as it stands. */
export async function questionOf(ctx: Ctx, o: Asked): Promise<Question> {
  const asked = questionFor(ctx, o);
  return { title: asked.title, lines: [...asked.lines, ...lostNeeds(ctx, o), ...whatFollows(ctx, o)], warnings: await effects(ctx, o.edited) };
}

/** A wave that has a recovery plan has it in the vault, and that follows the wave. A plan that is given up stays there. */
function whatFollows(ctx: Ctx, { wave, edit }: Asked): readonly string[] {
  const w = ctx.words.waves;
  const policy = edit.type === 'change' ? (edit.change.policy ?? wave.policy) : wave.policy;
  if (edit.type === 'close' || !hasPlan({ policy })) return wave.plan === null || !hasPlan(wave) ? [w.edits.nothing] : [w.recoveryPlan.stays(wave.plan.name)];
  return [w.recoveryPlan.follows];
}

function questionFor(ctx: Ctx, { wave, edit, edited }: Asked): { readonly title: string; readonly lines: readonly string[] } {
  const q = ctx.words.waves.edits.question;
  const nameOf = (id: string): string => wave.members.find((m) => m.instanceId === id)?.name ?? id;
  switch (edit.type) {
    case 'add':
      return q.add(wave.name, edit.members);
    case 'remove':
      return q.remove(wave.name, edit.instanceIds.map(nameOf));
    case 'move':
      return q.move(wave.name, { to: edited.find((e) => e.wave.id === edit.to)?.wave.name ?? '', names: edit.instanceIds.map(nameOf) });
    case 'regroup':
      return q.regroup(wave.name, edit.members, nameOf);
    case 'window':
      return q.window(wave.name, windowTextOf(edit.window));
    case 'after':
      return q.after(wave.name, edit.after);
    case 'change':
      return q.change(wave.name, changeLines(ctx, wave, edit.change));
    case 'close':
      return q.close(wave.name, edit.reason);
    case 'reopen':
      return q.reopen(wave.name, edit.reason);
  }
}

function changeLines(ctx: Ctx, wave: Wave, c: Extract<WaveEdit, { type: 'change' }>['change']): readonly string[] {
  const w = ctx.words.waves.edits.changed;
  return [
    ...(c.owner === undefined ? [] : [w.owner(c.owner.name)]),
    ...(c.approvers === undefined ? [] : [w.approvers(c.approvers)]),
    ...(c.policy === undefined ? [] : policyLines(ctx, wave, c.policy)),
    ...(c.note === undefined ? [] : [w.note(c.note)]),
    ...(c.channel === undefined ? [] : [ctx.words.waves.dialog.channel(c.channel !== null)]),
    ...(c.target === undefined ? [] : [w.target(targetParts(c.target))]),
  ];
}

function policyLines(ctx: Ctx, wave: Wave, p: Wave['policy']): readonly string[] {
  const w = ctx.words.waves.edits.changed;
  return [...(p.onFailure === wave.policy.onFailure ? [] : [w.policy(p.onFailure)]), ...(p.drive === wave.policy.drive ? [] : w.drive(p.drive))];
}

/** The parts of a target that are not the scope's, shortly. */
export function targetParts(t: Wave['target']): readonly string[] {
  return [t.resourceGroupId, t.networkId, t.subnet, t.size].flatMap((id) => (id === null ? [] : [lastPart(id)]));
}

/** Whoever stays does not wait for whoever goes: that is said before. */
function lostNeeds(ctx: Ctx, { wave, edit }: Asked): readonly string[] {
  if (edit.type !== 'remove' && edit.type !== 'move') return [];
  const names = new Map<string, string>(wave.members.map((m) => [m.instanceId, m.name]));
  const gone = new Set<string>(edit.instanceIds);
  return wave.members.flatMap((m) => {
    const lost = m.needs.filter((n) => gone.has(n) !== gone.has(m.instanceId));
    return lost.length === 0 ? [] : [ctx.words.waves.edits.loses(m.name, lost.map((n) => names.get(n) ?? n))];
  });
}

async function effects(ctx: Ctx, edited: readonly WaveEdited[]): Promise<readonly string[]> {
  const w = ctx.words.waves.edits;
  const lines: string[] = [];
  for (const e of edited) {
    const view = await ctx.usecases.waveView(e.wave.id);
    const approval = view?.approval ?? null;
    if (view === null || approval === null) continue;
    const events = approvalEffects(approval, { wave: e.wave, events: e.events, migrations: migrationsOf(view) });
    const left = events.flatMap((x) => (x.type === 'MachineSettled' ? [x.machine] : []));
    if (events.some((x) => x.type === 'ApprovalVoided')) lines.push(w.voids(approval.id));
    else if (left.length > 0) lines.push(w.settles(approval.id, left));
  }
  return lines;
}

function migrationsOf(view: WaveView): Parameters<typeof approvalEffects>[1]['migrations'] {
  return new Map(view.rows.flatMap((r) => (r.status === null ? [] : [[r.member.instanceId, r.status.migration.id] as const])));
}
