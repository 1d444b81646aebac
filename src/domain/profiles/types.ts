import type { OsFamily } from '../os/types.ts';

/** Versions of one family that a list supports, both ends included; `note` is what the list adds. */
export type OsRule = { readonly family: OsFamily; readonly from: string; readonly to: string; readonly note?: string };

/** What a list says about how a Linux guest reaches its disks. */
type StorageSupport = 'supported' | 'unsupported' | 'unstated';

/** A support list of one date, as plain data: newer lists are added, old ones stay for the vaults that follow them. */
export type RuleProfile = {
  readonly id: string;
  readonly title: string;
  /** The day the list carries. */
  readonly dated: string;
  readonly link: string;
  readonly systems: readonly OsRule[];
  readonly linuxStorage: { readonly nitro: StorageSupport; readonly xen: StorageSupport; readonly why: string };
};
