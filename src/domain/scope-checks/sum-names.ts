import { block, pass } from '../checks/support/make-check.ts';
import { counted, listText, SOURCE } from '../checks/support/words.ts';
import type { Judgement } from '../checks/types.ts';
import { testVmName } from '../naming.ts';
import { makeSum } from './support/make-sum.ts';
import { isInAzure, membersText } from './support/members.ts';
import type { ScopeInput } from './types.ts';

/** Each name with the machines that would take it, be it for themselves or for their test machine. */
function clashes(input: ScopeInput): readonly { readonly name: string; readonly machines: readonly string[] }[] {
  const takers = new Map<string, { readonly name: string; readonly machines: Set<string> }>();
  for (const { input: { plan, facts } } of input.members) {
    for (const name of [plan.vmName, testVmName(plan.vmName)]) {
      const key = JSON.stringify([(plan.resourceGroupId ?? '').toLowerCase(), name.toLowerCase()]);
      const taker = takers.get(key) ?? { name: name.toLowerCase(), machines: new Set<string>() };
      taker.machines.add(`${facts.name} (${facts.instanceId})`);
      takers.set(key, taker);
    }
  }
  const shared = [...takers.values()].filter((t) => t.machines.size > 1);
  return shared.map((t) => ({ name: t.name, machines: [...t.machines].sort() })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function judge(input: ScopeInput): Judgement {
  const movable = { ...input, members: input.members.filter((m) => !isInAzure(m)) };
  // Where two machines share a name their test machines share one as well: that is said once.
  const all = clashes(movable);
  const found = all.filter((c) => !all.some((o) => testVmName(o.name) === c.name && o.machines.join() === c.machines.join()));
  if (found.length === 0) return pass(`${membersText(input)}, each with a target name of its own.`);
  const text = found.map((c) => `${c.name} would be taken by ${listText(c.machines)}`).join('; ');
  return block({ evidence: `${membersText(input)}: ${counted(found.length, 'target name')} wanted more than once. ${text}.`, remedy: 'Give all but one of them another target name when you start the replication.', cause: found.map((c) => c.name).join(','), causeText: `Target names wanted more than once: ${listText(found.map((c) => c.name))}` });
}

/** Azure compares names without case, and within a resource group each is there once. */
export const sumNames = makeSum({
  id: 'SUM-NAMES',
  title: 'Target names within the selection',
  severity: 'block',
  curer: 'ferry',
  needs: ['item'],
  expected: () => `No two machines of the selection have the same target name, test machines included. ${SOURCE.ferry}.`,
  judge,
});
