import type { MachineFacts } from '../machine.ts';
import { BEFORE_REPLICATION, makeCheck, pass, warn } from './support/make-check.ts';
import { SOURCE } from './support/words.ts';

function tiesOf(facts: MachineFacts): readonly string[] {
  return [
    ...(facts.tenancy === 'default' ? [] : [`its tenancy is ${facts.tenancy}`]),
    ...(facts.hostId === null ? [] : [`it runs on the host ${facts.hostId}`]),
    ...facts.licences.map((id) => `it is bound to ${id}`),
  ];
}

/** Whoever pays for a host of his own usually does it for a licence that counts sockets. */
export const srcTenancy = makeCheck({
  id: 'SRC-TENANCY',
  title: 'Dedicated host and host-bound licences',
  topic: 'source',
  phases: BEFORE_REPLICATION,
  severity: 'warn',
  curer: 'owner',
  needs: [],
  expected: `Shared tenancy without host-bound licences. ${SOURCE.ferry}.`,
  judge: ({ facts }) => {
    const ties = tiesOf(facts);
    if (ties.length === 0) return pass('The tenancy is shared and no host or licence configuration is attached.');
    return warn({
      evidence: `The machine does not run on shared hardware by default: ${ties.join('; ')}.`,
      remedy: 'Check the licences that count sockets or hosts, and choose Azure Dedicated Host only when they need it.',
      cause: facts.hostId ?? facts.tenancy,
      causeText: facts.hostId === null ? `tenancy ${facts.tenancy}` : `on the dedicated host ${facts.hostId}`,
    });
  },
});
