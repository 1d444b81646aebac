/** The list of all error codes that Ferry can explain. */
import type { CodeEntry } from '../types.ts';
import { FAILOVER_CODES } from './failover.ts';
import { PUSH_CODES } from './push-install.ts';
import { REPLICATION_CODES } from './replication.ts';

export const CODES: readonly CodeEntry[] = [...PUSH_CODES, ...REPLICATION_CODES, ...FAILOVER_CODES];
