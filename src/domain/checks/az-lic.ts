import { detectOs } from '../os.ts';
import { isLinux } from '../os/names.ts';
import { BEFORE_REPLICATION, info, makeCheck, pass, warn } from './support/make-check.ts';
import { SOURCE } from './support/words.ts';

const WINDOWS = 'Choose the licence when you start the replication: "WindowsServer" only with Software Assurance. Windows will activate against Azure.';
const LINUX = "Attach your own subscription, or convert the licence in Azure after the failover: AWS's update servers do not answer there.";

const SQL = ' SQL Server needs a licence of its own in Azure.';

/** A licence billed by AWS ends with the instance. */
export const azLic = makeCheck({
  id: 'AZ-LIC',
  title: 'Licences billed by AWS',
  phases: BEFORE_REPLICATION,
  expected: `Licences that may be used in Azure. ${SOURCE.ferry}.`,
  judge: ({ facts }) => {
    const os = detectOs(facts);
    if (os.licence.kind === 'none') return pass('AWS bills no licence.');
    if (os.licence.kind === 'byol') return info(`The licence is your own (${facts.platformDetails}).`, 'Check that it may be used in Azure.');
    const remedy = `${isLinux(os.family) ? LINUX : WINDOWS}${os.licence.sqlServer ? SQL : ''}`;
    if (os.licence.kind === 'included') return warn({ evidence: `AWS bills the licence (${facts.platformDetails}); it does not move.`, remedy, cause: facts.platformDetails });
    return warn({ evidence: `AWS does not say which licence it bills (${facts.platformDetails === '' ? 'no platform details' : facts.platformDetails}).`, remedy: 'Look at the billing details of the instance in the EC2 console.' });
  },
});
