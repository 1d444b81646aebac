// What is wrong with an item beyond what its source explains.
import { hour } from '../times.ts';
import type { Operation } from './operation.ts';

/** The mobility service on a machine. */
export type Agent = {
  readonly version: string;
  readonly latestVersion: string | null;
  readonly expiresAt: number;
  readonly upgradeable: boolean;
  /** Why it cannot be upgraded, in Site Recovery's words. */
  readonly blocked: readonly string[];
  readonly rebootPending: boolean;
  /** Its last heartbeat when it has gone silent; null while it follows the machine. */
  readonly silentSince: number | null;
};

/** An error that the item reports. */
type Reported = { readonly code: string; readonly level: 'Warning' | 'Error' };

/** Planted troubles; none of them changes how replication itself goes on. */
export type Troubles = {
  /** The newest point, and when the objective was last calculated; null there while that goes on. */
  rpo: { readonly pointAt: number; readonly calculatedAt: number | null } | null;
  noPoints: boolean;
  backlogMb: number | null;
  reported: Reported | null;
  /** What is said against the chosen size. */
  sizeError: string | null;
  forbidden: readonly Operation[];
};

export const latestAgent = '9.62.7219.1';

const supportLasts = 400 * 24 * hour;

/** A fresh agent of the newest version. */
export function newAgent(at: number): Agent {
  return { version: latestAgent, latestVersion: null, expiresAt: at + supportLasts, upgradeable: false, blocked: ['AlreadyOnLatestVersion'], rebootPending: false, silentSince: null };
}

/** An item without troubles. */
export function noTroubles(): Troubles {
  return { rpo: null, noPoints: false, backlogMb: null, reported: null, sizeError: null, forbidden: [] };
}
