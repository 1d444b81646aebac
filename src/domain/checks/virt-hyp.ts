import { BEFORE_REPLICATION, info, makeCheck, unreadable } from './support/make-check.ts';
import { SOURCE } from './support/words.ts';

/** Xen or Nitro decides how the guest sees its disks; the instance itself says "xen" for both, so its type is asked. */
export const virtHyp = makeCheck({
  id: 'VIRT-HYP',
  title: 'Hypervisor',
  topic: 'boot',
  phases: BEFORE_REPLICATION,
  severity: 'info',
  curer: 'ferry',
  needs: ['hardware'],
  expected: `Xen or Nitro, by the instance type: OS-STORAGE and OS-PVDRV rest on it. ${SOURCE.ec2}.`,
  judge: ({ facts }) => {
    if (!facts.hardware.known) return unreadable('The instance type', facts.hardware.why);
    const { hypervisor } = facts.hardware.value;
    if (hypervisor === '') return info(`${facts.instanceType} is bare metal: there is no hypervisor, and its EBS disks are NVMe.`);
    return info(`${facts.instanceType} runs on ${hypervisor === 'nitro' ? 'Nitro: the guest sees its EBS disks as NVMe' : 'Xen: the guest sees its EBS disks through paravirtual drivers'}.`);
  },
});
