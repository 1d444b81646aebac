import { BEFORE_REPLICATION, makeCheck, pass, unreadable, warn } from './support/make-check.ts';
import { SOURCE } from './support/words.ts';

/** Ferry's sizes know nothing of graphics cards and inference chips. */
export const srcAccel = makeCheck({
  id: 'SRC-ACCEL',
  title: 'Graphics cards, accelerators and EFA',
  topic: 'source',
  phases: BEFORE_REPLICATION,
  severity: 'warn',
  curer: 'owner',
  needs: ['hardware'],
  expected: `No GPU, FPGA, inference chip or EFA: the proposed sizes do not have them. ${SOURCE.ferry}.`,
  judge: ({ facts }) => {
    const efa = facts.nics.filter((n) => n.kind.startsWith('efa')).map((n) => `the network card ${n.id} is an EFA`);
    if (!facts.hardware.known && efa.length === 0) return unreadable('The instance type', facts.hardware.why);
    const parts = [...(facts.hardware.known ? facts.hardware.value.accelerators.map((a) => `it has ${a}`) : []), ...efa];
    if (parts.length === 0) return pass(`${facts.instanceType} has no accelerators, and no network card is an EFA.`);
    return warn({ evidence: `${facts.instanceType}: ${parts.join('; ')}.`, remedy: 'Choose a size of the N or H series by hand, install its drivers after the test failover, and test the workload there.', cause: facts.instanceType, causeText: `${facts.instanceType} has accelerators` });
  },
});
