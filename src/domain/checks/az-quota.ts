import type { Quota, VmSize } from '../infrastructure.ts';
import { freeOf, quotasOf } from '../sizing/quota.ts';
import { sizeInQuestion } from '../sizing.ts';
import { ALWAYS, block, makeCheck, pass, unreadable, unsure } from './support/make-check.ts';
import { quotaRequest } from './support/quota-words.ts';
import { same } from './support/words.ts';
import type { CheckInput, Judgement } from './types.ts';

// Before replication a test machine is still to run beside others; before a failover it is gone again.
function machinesIn({ phase }: CheckInput): 1 | 2 {
  return phase === 'failover' ? 1 : 2;
}

type Claim = { readonly quota: Quota; readonly need: number };

/** What the machine claims of each limit; of the number of machines only where Azure lists one. */
function claims(size: VmSize, limits: readonly Quota[], input: CheckInput): readonly Claim[] {
  const machines = machinesIn(input);
  const { family, total } = quotasOf(size, limits);
  const cores = [family, total].flatMap((quota) => (quota === null ? [] : [{ quota, need: machines * size.vcpus }]));
  const count = limits.filter((q) => same(q.name, 'virtualMachines')).map((quota) => ({ quota, need: machines }));
  return [...cores, ...count];
}

function judge(input: CheckInput): Judgement {
  const { target, scope } = input;
  if (!target.quotas.known) return unreadable('The quotas', target.quotas.why);
  if (!target.sizes.known) return unreadable('The sizes on offer', target.sizes.why);
  const size = sizeInQuestion(input);
  if (size === null) return unsure({ evidence: 'Without a size the vCPU needed are not known.', remedy: 'Choose a size first.' });
  const { family, total } = quotasOf(size, target.quotas.value);
  if (family === null || total === null) {
    const what = family === null ? size.family : 'the regional total';
    return unsure({ evidence: `Azure lists no quota for ${what}.`, remedy: 'Look at the quotas in the Azure portal.', cause: `unlisted:${what}`, causeText: `Azure lists no quota for ${what}` });
  }
  const all = claims(size, target.quotas.value, input);
  const short = all.find((c) => freeOf(c.quota) < c.need);
  const beside = machinesIn(input) === 1 ? '' : ', for the machine and a test machine beside it';
  const seen = (c: Claim): string => `${c.quota.title}: ${c.quota.used} of ${c.quota.limit} used, ${freeOf(c.quota)} free; ${c.need} are needed for ${size.name}${beside}`;
  if (short === undefined) return pass(`${all.map(seen).join('. ')}.`);
  const { quota } = short;
  return block({ evidence: `${seen(short)}.`, remedy: quotaRequest(scope, quota, quota.used + short.need), cause: quota.name.toLowerCase(), causeText: `${quota.title}: ${freeOf(quota)} of ${quota.limit} free` });
}

/** A failover that Azure refuses for lack of quota fails after the source was stopped. */
export const azQuota = makeCheck({
  id: 'AZ-QUOTA',
  title: 'vCPU quota in Azure',
  topic: 'target',
  phases: ALWAYS,
  severity: 'block',
  curer: 'azure',
  needs: ['quotas', 'sizes', 'hardware', 'disks'],
  expected: ({ scope }) => `Free vCPU in ${scope.location}, in the family of the size and in the regional total, and room in the number of machines. Azure's live quotas.`,
  judge,
});
