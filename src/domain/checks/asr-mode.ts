import { BEFORE_REPLICATION, makeCheck, pass, unreadable, warn } from './support/make-check.ts';
import { SOURCE } from './support/words.ts';

/** Both kinds of vault work with Ferry; only one has a future. */
export const asrMode = makeCheck({
  id: 'ASR-MODE',
  title: 'Kind of vault',
  phases: BEFORE_REPLICATION,
  expected: `A vault with the replication appliance: the configuration server was retired on 2026-03-30. ${SOURCE.matrix}.`,
  judge: ({ infrastructure }) => {
    if (!infrastructure.known) return unreadable('The vault', infrastructure.why);
    if (infrastructure.value.provider === 'InMageRcm') return pass('The vault uses the replication appliance.');
    return warn({ evidence: 'The vault uses a configuration server.', remedy: 'Make a new vault for the appliance and move what is not replicating yet there.', cause: 'classic' });
  },
});
