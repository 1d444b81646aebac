import { BEFORE_REPLICATION, makeCheck, pass, warn } from './support/make-check.ts';
import { SOURCE } from './support/words.ts';

/** Bare metal moves like any physical server, which nobody should find out at the cutover. */
export const srcMetal = makeCheck({
  id: 'SRC-METAL',
  title: 'Virtual or bare metal',
  phases: BEFORE_REPLICATION,
  expected: `A virtual instance type. ${SOURCE.ferry}.`,
  judge: ({ facts }) => {
    if (!/\.metal/.test(facts.instanceType)) return pass(`${facts.instanceType} is a virtual machine.`);
    return warn({ evidence: `${facts.instanceType} is bare metal.`, remedy: 'Choose the target size by hand and rely on nothing before a test failover has passed.' });
  },
});
