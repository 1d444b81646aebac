import { BEFORE_REPLICATION, makeCheck, pass, unreadable, warn } from './support/make-check.ts';
import { SOURCE } from './support/words.ts';

/** Bare metal moves like any physical server, which nobody should find out at the cutover. */
export const srcMetal = makeCheck({
  id: 'SRC-METAL',
  title: 'Virtual or bare metal',
  topic: 'source',
  phases: BEFORE_REPLICATION,
  severity: 'warn',
  curer: 'owner',
  needs: ['hardware'],
  expected: `A virtual instance type. ${SOURCE.ferry}.`,
  judge: ({ facts }) => {
    if (!facts.hardware.known) return unreadable('The instance type', facts.hardware.why);
    if (!facts.hardware.value.bareMetal) return pass(`${facts.instanceType} is a virtual machine.`);
    return warn({ evidence: `${facts.instanceType} is bare metal.`, remedy: 'Choose the target size by hand and rely on nothing before a test failover has passed.', cause: facts.instanceType, causeText: `${facts.instanceType} is bare metal` });
  },
});
