/** The list of all dialogs. */
import type { AnyDialog } from '../dialog.ts';
import { adoptDialog } from './adopt.ts';
import { answerDialog } from './answer.ts';
import { bulkConfirmDialog } from './bulk-confirm.ts';
import { checkDialog } from './check.ts';
import { completeDialog } from './complete.ts';
import { completeWaveDialog } from './complete-wave.ts';
import { cutoverDialog } from './cutover.ts';
import { delegateDialog } from './delegate.ts';
import { fixDialog } from './fix.ts';
import { freezeDialog } from './freeze.ts';
import { overrideDialog } from './override.ts';
import { policyDialog } from './policy.ts';
import { replicateDialog } from './replicate.ts';
import { replicateWaveDialog } from './replicate-wave.ts';
import { retryDialog } from './retry.ts';
import { rollbackDialog } from './rollback.ts';
import { testDialog } from './test.ts';
import { planImportDialog } from './plan-import.ts';
import { waveEditDialog } from './wave-edit.ts';
import { waveNewDialog } from './wave-new.ts';
import { windowDialog } from './window.ts';
import { withdrawOverrideDialog } from './withdraw-override.ts';

export const dialogs: readonly AnyDialog[] = [planImportDialog, waveEditDialog, waveNewDialog, policyDialog, checkDialog, answerDialog, fixDialog, overrideDialog, withdrawOverrideDialog, replicateDialog, replicateWaveDialog, bulkConfirmDialog, testDialog, windowDialog, freezeDialog, cutoverDialog, delegateDialog, completeDialog, completeWaveDialog, rollbackDialog, retryDialog, adoptDialog];
