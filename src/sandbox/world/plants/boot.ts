// Defects of the processor, of virtualisation, and of how the machine boots.
import { changeGuest, members, onMachine, rootOf } from './at.ts';
import { all, change, take } from './change.ts';
import type { Plant } from './types.ts';

/** Defects that the checks ARCH-*, VIRT-* and BOOT-* find. */
export const bootPlants: readonly Plant[] = [
  members('GUEST_32_BIT', 'ARCH-64', { architecture: 'i386', instanceType: 't2.medium' }),
  members('GRAVITON', 'ARCH-ARM', { architecture: 'arm64', instanceType: 'm6g.large', bootMode: 'uefi' }),
  members('PARAVIRTUAL', 'VIRT-HVM', { virtualization: 'paravirtual', instanceType: 'm3.large' }),
  members('XEN_TYPE', 'VIRT-HYP', { instanceType: 'm4.large' }),
  members('BOOT_MODE_NOT_TOLD', 'BOOT-GEN', { bootModeTold: false }),
  members('UEFI', 'BOOT-GEN', { bootMode: 'uefi' }),
  onMachine('WINDOWS_2008_R2_UEFI', 'BOOT-2008UEFI', (instance) =>
    all(changeGuest(instance, { type: 'Windows', name: 'Microsoft Windows Server 2008 R2 Standard', version: '6.1.7601' }), change(instance, { bootMode: 'uefi' })),
  ),
  members('NITRO_TPM', 'BOOT-SECURE', { tpm: 'v2.0', bootMode: 'uefi' }),
  onMachine('OS_DISK_3_TIB', 'BOOT-OSDISK', (instance, ctx) => change(rootOf(instance, ctx), { sizeGiB: 3072 })),
  onMachine('ROOT_VOLUME_MISSING', 'BOOT-ONE', (instance, ctx) => {
    const root = rootOf(instance, ctx);
    return all(take(ctx.world.aws.volumes, root.volumeId), change(instance, { volumeIds: instance.volumeIds.filter((id) => id !== root.volumeId) }));
  }),
];
