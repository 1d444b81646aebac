import { z } from 'zod';
import { bulkConfirmCard } from '../../cards/bulk-confirm.ts';
import { bulkReplicateCard } from '../../cards/bulk-replicate.ts';
import { frozenCard } from '../../cards/frozen.ts';
import { conversationIdFromActivity, instanceIdFromCloud, type ConversationId } from '../../domain/ids.ts';
import { DISK_TYPES, LICENCES } from '../../domain/scope.ts';
import { lastPart } from '../../text/format.ts';
import type { BulkPlan, ReadyMachine } from '../../usecases/bulk-types.ts';
import type { Rejection } from '../../usecases/types.ts';
import type { Ctx } from '../context.ts';
import { dialog, type Answer, type Finish, type Step } from '../dialog.ts';
import { isYes } from '../parse.ts';
import { say, swap } from '../replies.ts';

const Choices = z.object({ resourceGroupId: z.string(), networkId: z.string(), subnet: z.string(), vmName: z.string(), size: z.string(), diskType: z.enum(DISK_TYPES), licence: z.enum(LICENCES), runAsAccountId: z.string() });
const State = z.object({
  what: z.string(),
  wave: z.string().nullable(),
  here: z.string().transform(conversationIdFromActivity),
  ready: z.array(z.object({ instanceId: z.string().transform(instanceIdFromCloud), name: z.string(), choices: Choices })).readonly(),
  barred: z.array(z.object({ machine: z.string(), why: z.object({ code: z.string(), detail: z.record(z.string(), z.string()) }) })).readonly(),
  under: z.array(z.string()).readonly(),
  short: z.array(z.string()).readonly(),
  vault: z.string(),
  policy: z.string(),
  most: z.number(),
  price: z.object({ amount: z.number(), currency: z.string() }).nullable().default(null),
  batch: z.string(),
  at: z.enum(['form', 'confirm']),
  problem: z.enum(['batch', 'first', 'unclear']).nullable(),
});
/** Where the dialog stands. What is confirmed here is what is begun: the choices are kept with each machine. */
export type ReplicateWaveState = Readonly<z.infer<typeof State>>;

/** The first state: the usual number at once, all that are ready. */
export function beginReplicateWave(plan: BulkPlan, o: { readonly here: ConversationId; readonly batch: number }): ReplicateWaveState {
  return {
    ...{ what: plan.title, wave: plan.wave, here: o.here, ready: plan.ready.map((m) => ({ ...m, choices: { ...m.choices } })), under: [...plan.under], short: [...plan.short] },
    barred: plan.barred.map(({ name, why }) => ({ machine: name, why: { code: why.code, detail: { ...why.detail } } })),
    ...{ vault: plan.vault, policy: plan.policy, most: plan.mostAtOnce, price: plan.price, batch: String(Math.min(o.batch, plan.mostAtOnce)), at: 'form', problem: null },
  };
}

/** Shows who is ready, asks how many at once, sums up, and puts them into the queue. */
export const replicateWaveDialog = dialog<ReplicateWaveState>({
  name: 'replicate-wave',
  schema: State,
  asksForText: () => false,
  step: stepReplicateWave,
  view(state, form, ctx) {
    const { words } = ctx;
    const problem = problemOf(state, ctx);
    if (state.at === 'form') return bulkReplicateCard({ ...state, what: state.what, ready: state.ready.length, barred: refusals(state), problem, form }, words);
    const w = words.bulk.replicate;
    const n = state.ready.length;
    return bulkConfirmCard({
      title: words.phrases.stepOf(2, 2, w.confirmTitle(n, state.what)),
      warnings: [...(problem === null ? [] : [problem]), ...state.short.slice(0, 3).map(w.short)],
      lines: [w.vault(state.vault, state.policy), w.place(placesOf(state.ready)), w.batchLine(Number(state.batch), n), w.cost(n), ...(state.price === null ? [] : [w.monthly(n, state.price)]), w.again],
      names: state.ready.map((m) => m.name),
      left: refusals(state),
      confirmTitle: w.button(n),
      form,
    }, words);
  },
  finish,
});

function refusals(state: ReplicateWaveState): readonly { readonly machine: string; readonly why: Rejection }[] {
  return state.barred.map(({ machine, why }) => ({ machine, why: why as Rejection }));
}

/** Resource group, network and subnet; machines of one wave mostly share them. */
function placesOf(ready: readonly Pick<ReadyMachine, 'choices'>[]): readonly string[] {
  const places = ready.map(({ choices: c }) => `${lastPart(c.resourceGroupId)}, ${lastPart(c.networkId)}/${c.subnet}`);
  return [...new Set(places)].slice(0, 3);
}

function problemOf({ problem, most }: ReplicateWaveState, { words }: Ctx): string | null {
  if (problem === null) return null;
  return { batch: words.bulk.replicate.batchWrong(most), first: words.answers.nothingToGoBack, unclear: words.phrases.notAnAnswer }[problem];
}

/** Pure: where an answer leads. A typed number is how many at once. */
export function stepReplicateWave(state: ReplicateWaveState, answer: Answer): Step<ReplicateWaveState> {
  const ask = (change: Partial<ReplicateWaveState>): Step<ReplicateWaveState> => ({ kind: 'ask', state: { ...state, problem: null, ...change } });
  if (answer.kind === 'startOver') return ask({ at: 'form' });
  if (answer.kind === 'back') return state.at === 'confirm' ? ask({ at: 'form' }) : ask({ problem: 'first' });
  if (state.at === 'confirm') return answer.kind === 'confirm' || (answer.kind === 'text' && isYes(answer.text)) ? { kind: 'done', state: { ...state, problem: null } } : ask({ problem: 'unclear' });
  const batch = batchIn(state, answer);
  if (batch === null) return ask({ problem: 'unclear' });
  return isBatch(batch, state.most) ? ask({ at: 'confirm', batch }) : ask({ problem: 'batch' });
}

function batchIn(state: ReplicateWaveState, answer: Answer): string | null {
  if (answer.kind === 'next') return typeof answer.inputs['batch'] === 'string' ? answer.inputs['batch'].trim() : state.batch;
  if (answer.kind !== 'text') return null;
  if (isYes(answer.text)) return state.batch;
  return /\d+/.exec(answer.text)?.[0] ?? null;
}

function isBatch(text: string, most: number): boolean {
  return /^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= most;
}

async function finish(state: ReplicateWaveState, ctx: Ctx): Promise<Finish<ReplicateWaveState>> {
  const w = ctx.words.bulk.replicate;
  const batch = Number(state.batch);
  const queued = await ctx.usecases.queueReplication({ machines: state.ready, batch, wave: state.wave, who: ctx.who, here: state.here });
  const text = queued.ok ? w.queued(queued.value.machines, batch, state.wave ?? '') : ctx.words.rejection(queued.error);
  return { kind: 'over', replies: ctx.typed ? [say(ctx, text)] : swap(frozenCard({ title: w.title(state.what), text }, ctx.words)) };
}
