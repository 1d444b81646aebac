// Volumes and images.
import type { Tags } from './instance.ts';

/** Where a volume is attached. */
export type Attachment = { readonly instanceId: string; readonly device: string; readonly deleteOnTermination: boolean; readonly at: number; readonly state: 'attaching' | 'attached' | 'detaching' | 'busy' };

/** A change of a volume's size or kind that EC2 is carrying out. */
type Modification = { readonly state: 'modifying' | 'optimizing' | 'completed' | 'failed'; readonly progress: number; readonly targetGiB: number; readonly originalGiB: number; readonly startedAt: number };

export type Volume = {
  readonly volumeId: string;
  sizeGiB: number;
  type: 'gp2' | 'gp3' | 'io1' | 'io2' | 'st1' | 'sc1' | 'standard';
  iops: number;
  throughput: number | null;
  encrypted: boolean;
  /** The customer's own key; null for the account's default one. */
  kmsKeyId: string | null;
  multiAttach: boolean;
  /** Set where the volume is neither in use nor available. */
  trouble: 'error' | 'creating' | 'deleting' | null;
  modification: Modification | null;
  readonly zone: string;
  readonly createdAt: number;
  readonly snapshotId: string;
  readonly tags: Tags;
  /** More than one only where multi-attach is on. */
  attachments: readonly Attachment[];
};

export type Image = {
  readonly imageId: string;
  readonly name: string;
  readonly description: string;
  readonly ownerId: string;
  readonly ownerAlias: 'amazon' | 'aws-marketplace' | null;
  readonly architecture: 'x86_64' | 'arm64' | 'i386' | 'x86_64_mac';
  readonly virtualization: 'hvm' | 'paravirtual';
  readonly rootDeviceType: 'ebs' | 'instance-store';
  readonly rootDeviceName: string;
  readonly bootMode: 'legacy-bios' | 'uefi' | 'uefi-preferred' | null;
  readonly windows: boolean;
  readonly platformDetails: string;
  readonly usageOperation: string;
  readonly createdAt: string;
  /** From then on it is listed only for those who ask for deprecated images, and for its owner. */
  readonly deprecatedAt: number | null;
  /** Instance store volumes that it maps: `ephemeral0` … */
  readonly ephemeral: readonly string[];
};
