// A virtual machine size on offer in the region.

/** One size: what quota, the portal and Site Recovery need to know of it. A restriction bars it for the subscription, in the whole region or in some zones. */
export type VmSize = {
  readonly name: string;
  readonly family: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly maxDataDisks: number;
  readonly maxNics: number;
  readonly tempDiskGiB: number;
  generations: readonly ('V1' | 'V2')[];
  diskControllers: 'SCSI' | 'SCSI, NVMe' | 'NVMe';
  acceleratedNetworking: boolean;
  zones: readonly string[];
  restricted: boolean;
  restrictedZones: readonly string[];
};
