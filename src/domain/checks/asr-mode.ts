import { BEFORE_REPLICATION, block, makeCheck, pass, unreadable } from './support/make-check.ts';
import { LINK, SOURCE } from './support/words.ts';

/** Ferry speaks to both kinds of vault, but Azure takes no new machine into a classic one. */
export const asrMode = makeCheck({
  id: 'ASR-MODE',
  title: 'Kind of vault',
  topic: 'vault',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'azure',
  needs: ['infrastructure'],
  expected: `A vault with the replication appliance: the configuration server was retired on 2026-03-30. ${SOURCE.faq}.`,
  link: LINK.faq,
  judge: ({ infrastructure }) => {
    if (!infrastructure.known) return unreadable('The vault', infrastructure.why);
    if (infrastructure.value.provider === 'InMageRcm') return pass('The vault uses the replication appliance.');
    return block({
      evidence: 'The vault uses a configuration server: support for it has ended, and Azure may refuse to enable replication.',
      remedy: 'Make a new vault for the appliance alone, deploy the appliance, and point Ferry at that vault (FERRY_VAULT_NAME).',
      cause: 'classic',
      causeText: 'The vault uses a configuration server, which is retired',
    });
  },
});
