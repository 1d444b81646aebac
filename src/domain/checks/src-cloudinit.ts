import { guestOf } from '../os.ts';
import { isWindows } from '../os/names.ts';
import { askPerson, BEFORE_REPLICATION, doesNotApply } from './support/make-check.ts';
import { LINK, SOURCE } from './support/words.ts';

/** cloud-init that waits for AWS's metadata service delays or breaks the first start in Azure. */
export const srcCloudinit = askPerson({
  id: 'SRC-CLOUDINIT',
  title: 'cloud-init with the AWS data source',
  topic: 'source',
  phases: BEFORE_REPLICATION,
  severity: 'warn',
  curer: 'guest',
  needs: ['guest'],
  expected: `No cloud-init that insists on AWS's metadata service. ${SOURCE.migrateAws}.`,
  link: LINK.migrateAws,
  question: { text: 'Linux: is cloud-init absent, switched off, or free to use other data sources than AWS?', validDays: 90 },
  remedy: 'Switch cloud-init off before replicating: sudo touch /etc/cloud/cloud-init.disabled',
  judge: (input) => (isWindows(guestOf(input).family) ? doesNotApply('it is Windows, which has no cloud-init.') : null),
});
