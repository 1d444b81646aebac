import { licenceFromBilling } from '../os/from-billing.ts';
import { BEFORE_REPLICATION, makeCheck, pass, warn } from './support/make-check.ts';
import { SOURCE } from './support/words.ts';

/** SQL Server billed by AWS needs a licence of its own in Azure. */
export const azLicSql = makeCheck({
  id: 'AZ-LIC-SQL',
  title: 'SQL Server licence',
  topic: 'target',
  phases: BEFORE_REPLICATION,
  severity: 'warn',
  curer: 'owner',
  needs: [],
  expected: `A SQL Server licence that may be used in Azure, where AWS bills one. ${SOURCE.ferry}.`,
  judge: ({ facts }) => {
    if (!licenceFromBilling(facts).sqlServer) return pass('AWS bills no SQL Server.');
    const seen = `AWS bills SQL Server with the instance (${facts.platformDetails}); the licence does not move`;
    return warn({ evidence: `${seen}.`, remedy: 'Bring a SQL Server licence with Software Assurance, or register the Azure machine with the SQL Server IaaS extension as pay-as-you-go after the failover.', cause: facts.platformDetails, causeText: seen });
  },
});
