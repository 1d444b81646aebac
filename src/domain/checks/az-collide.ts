import { testVmName } from '../naming.ts';
import { ALWAYS, block, info, makeCheck, pass, unreadable } from './support/make-check.ts';
import { LINK, listText, same, SOURCE } from './support/words.ts';
import type { CheckInput, Judgement } from './types.ts';

const KINDS = [['machines', 'virtual machine'], ['networkCards', 'network card'], ['disks', 'disk']] as const;

// Every machine of a wave is compared with every other one, so this has to be quick.
function rivalsOf(vmName: string, others: readonly string[]): readonly string[] {
  const own = vmName.toLowerCase();
  const test = testVmName(own);
  return others.filter((other) => {
    const name = other.toLowerCase();
    return name === own || name === test || (name.length < own.length && testVmName(name) === own);
  });
}

function judge({ plan, target, otherNames }: CheckInput): Judgement {
  const names = [plan.vmName, testVmName(plan.vmName)];
  const rivals = rivalsOf(plan.vmName, otherNames);
  if (rivals.length > 0) {
    return block({ evidence: `Another machine that is checked or on its way is to be called ${listText(rivals)} as well.`, remedy: 'Give one of the two another target name.', cause: `batch:${plan.vmName.toLowerCase()}`, causeText: `Several machines are to be called ${plan.vmName}` });
  }
  if (plan.resourceGroupId === null) return info('No resource group is chosen yet, so there is nothing to collide with.', 'Choose one when you start the replication.');
  if (!target.names.known) return unreadable('The names in the target resource group', target.names.why);
  const { value } = target.names;
  const taken = KINDS.flatMap(([kind, word]) => value[kind].filter((have) => names.some((name) => same(have, name))).map((have) => `the ${word} ${have}`));
  if (taken.length === 0) return pass(`${listText(names)} are free.`);
  return block({ evidence: `The resource group has ${listText(taken)} already.`, remedy: 'Choose another name or another resource group, or remove what is left over.' });
}

/** A test failover and a failover each create a machine whose name has to be free. */
export const azCollide = makeCheck({
  id: 'AZ-COLLIDE',
  title: 'Availability of the target name',
  topic: 'target',
  phases: ALWAYS,
  severity: 'block',
  curer: 'azure',
  needs: ['names'],
  expected: `Neither the target resource group nor another machine on its way has the name, nor the name with "-test". ${SOURCE.migrateAws}.`,
  link: LINK.migrateAws,
  judge,
});
