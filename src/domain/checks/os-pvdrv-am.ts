import { guestOf } from '../os.ts';
import { unlessWindows } from './support/guest.ts';
import { BEFORE_REPLICATION, doesNotApply, makeCheck, unreadable, warn } from './support/make-check.ts';
import { LINK, SOURCE } from './support/words.ts';

/** Azure Migrate's page refuses Xen drivers that the AWS guide asks for: only a test failover decides. */
export const osPvdrvAm = makeCheck({
  id: 'OS-PVDRV-AM',
  title: 'Xen drivers after the move',
  topic: 'system',
  phases: BEFORE_REPLICATION,
  severity: 'warn',
  curer: 'guest',
  needs: ['guest', 'hardware'],
  expected: `No PV drivers and no XenServer tools in the moved machine. ${SOURCE.migratePhysical}; the AWS guide of 2018 says otherwise.`,
  link: LINK.migratePhysical,
  judge: (input) => {
    const { facts } = input;
    const other = unlessWindows(guestOf(input));
    if (other !== null) return other;
    if (!facts.hardware.known) return unreadable('The instance type', facts.hardware.why);
    if (facts.hardware.value.hypervisor !== 'xen') return doesNotApply(`${facts.instanceType} is not a Xen type.`);
    return warn({ evidence: `${facts.instanceType} is a Xen type, so Windows has Xen drivers, and Microsoft's pages contradict each other about them.`, remedy: 'Run a test failover before relying on anything, and remove the PV drivers from the moved machine afterwards.', cause: 'xen-windows', causeText: 'Windows with Xen drivers: Microsoft pages contradict each other' });
  },
});
