/** The list of all dialogs. */
import type { AnyDialog } from '../dialog.ts';
import { adoptDialog } from './adopt.ts';
import { completeDialog } from './complete.ts';
import { cutoverDialog } from './cutover.ts';
import { replicateDialog } from './replicate.ts';
import { retryDialog } from './retry.ts';
import { rollbackDialog } from './rollback.ts';
import { testDialog } from './test.ts';

export const dialogs: readonly AnyDialog[] = [replicateDialog, testDialog, cutoverDialog, completeDialog, rollbackDialog, retryDialog, adoptDialog];
