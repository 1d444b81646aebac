/** The queue's next few machines: each is judged anew with what was confirmed for it, then stored as begun; whatever is refused leaves the queue with its reason. */
import type { QueueEnd } from '../domain/dossier/types.ts';
import { by, FERRY } from '../domain/person.ts';
import { ok, type Result } from '../domain/result.ts';
import { judge, readAll, type Judged } from './bulk-replicate.ts';
import { waitingIn, type Waiting } from './bulk-queue.ts';
import { keepReports } from './check.ts';
import type { Deps } from './deps.ts';
import { dossierOf } from './dossiers.ts';
import type { Rejection } from './outcome.ts';
import { dossierChange, wakes } from './record.ts';
import { beginning, whyBarred } from './replicate.ts';

/** How many were begun, refused, or left for another moment. */
export type StartCount = { readonly begun: number; readonly refused: number; readonly left: number };

/** Begins these machines. Throws {@link CloudError} when the clouds cannot be read at all: then all of them keep their place. */
export async function startWaiting(d: Deps, next: readonly Waiting[]): Promise<Result<StartCount, Rejection>> {
  const count = { begun: 0, refused: 0, left: 0 };
  const read = await readAll(d, { ids: next.map((w) => w.instanceId), choices: new Map(next.map(({ instanceId, queued: { choices: c } }) => [instanceId, { vmName: c.vmName, size: c.size, resourceGroupId: c.resourceGroupId, networkId: c.networkId, subnet: c.subnet, licence: c.licence, push: c.runAsAccountId !== '' }])) });
  if (!read.ok) return read;
  const offers = new Map(read.value.offers.map((o) => [o.input.facts.instanceId, o]));
  for (const waiting of next) {
    const offer = offers.get(waiting.instanceId);
    const judged = offer === undefined ? null : judge(offer, () => waiting.queued.choices);
    if (judged !== null) await keepReports(d, [judged.report]);
    count[await settle(d, waiting, judged)] += 1;
  }
  return ok(count);
}

async function settle(d: Deps, w: Waiting, judged: Judged | null): Promise<keyof StartCount> {
  const barred: Rejection | null = await whyBarred(d, w.instanceId);
  if (barred !== null) return leave(d, w, barred);
  if (judged === null) return leave(d, w, { code: 'no-such-machine', detail: {} });
  if (judged.outcome.ok) return begin(d, w, { input: judged.input, plan: judged.outcome.value.plan });
  const { code, detail } = judged.outcome.error;
  return leave(d, w, { code, detail: { machine: judged.input.facts.name, ...detail } });
}

/** The record of the machine and its leaving the queue are one transaction: it is never begun and still waiting. */
async function begin(d: Deps, w: Waiting, o: Pick<Parameters<typeof beginning>[1], 'input' | 'plan'>): Promise<keyof StartCount> {
  const { by: who, here } = w.queued;
  const change = await beginning(d, { ...o, request: { instanceId: w.instanceId, who, here } });
  const queue = await leaving(d, w, { outcome: 'started', code: '', detail: {} });
  if (queue === null) return 'left';
  const at = change.state.startedAt;
  return (await d.store.commit({ at, changes: [change, queue], jobs: wakes(change.id) })) === 'saved' ? 'begun' : 'left';
}

async function leave(d: Deps, w: Waiting, why: Rejection): Promise<keyof StartCount> {
  const change = await leaving(d, w, { outcome: 'refused', code: why.code, detail: why.detail });
  if (change === null || (await d.store.commit({ at: d.clock.now(), changes: [change] })) !== 'saved') return 'left';
  d.log.info({ instanceId: w.instanceId, bulk: w.queued.bulk, code: why.code }, 'a machine left the queue without being replicated');
  return 'refused';
}

/** Null when somebody called it off meanwhile, or confirmed it anew. */
async function leaving(d: Deps, w: Waiting, end: Pick<QueueEnd, 'outcome' | 'code' | 'detail'>): Promise<ReturnType<typeof dossierChange> | null> {
  const before = await dossierOf(d, w.instanceId);
  if (before.state.queued?.bulk !== w.queued.bulk) return null;
  return dossierChange(before, [{ type: 'ReplicationUnqueued', end: { bulk: w.queued.bulk, ...end } }], { at: d.clock.now(), actor: end.outcome === 'started' ? by(w.queued.by) : FERRY });
}

/** Everybody who waits, as of now. */
export async function waitingNow(d: Pick<Deps, 'store'>): Promise<readonly Waiting[]> {
  return waitingIn(await d.store.dossiers());
}
