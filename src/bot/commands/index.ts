/** The list of all commands, in the order of `help`. */
import type { AnyCommand } from '../command.ts';
import { accept } from './accept.ts';
import { adopt } from './adopt.ts';
import { answer } from './answer.ts';
import { approve } from './approve.ts';
import { ask } from './ask.ts';
import { audit } from './audit.ts';
import { breakglass } from './breakglass.ts';
import { cancel } from './cancel.ts';
import { capacity } from './capacity.ts';
import { check } from './check.ts';
import { complete } from './complete.ts';
import { cutover } from './cutover.ts';
import { delegate } from './delegate.ts';
import { discover } from './discover.ts';
import { explain } from './explain.ts';
import { exportFindings } from './export.ts';
import { fix } from './fix.ts';
import { freeze } from './freeze.ts';
import { help } from './help.ts';
import { hold } from './hold.ts';
import { history } from './history.ts';
import { keep } from './keep.ts';
import { network } from './network.ts';
import { override } from './override.ts';
import { policy } from './policy.ts';
import { quiesce } from './quiesce.ts';
import { refuse } from './refuse.ts';
import { reject } from './reject.ts';
import { replicate } from './replicate.ts';
import { resume } from './resume.ts';
import { retry } from './retry.ts';
import { rollback } from './rollback.ts';
import { settings } from './settings.ts';
import { setup } from './setup.ts';
import { status } from './status.ts';
import { test } from './test.ts';
import { verdict } from './verdict.ts';
import { who } from './who.ts';
import { window } from './window.ts';
import { withdraw } from './withdraw.ts';

export const commands: readonly AnyCommand[] = [
  help, discover, check, answer, fix, override, exportFindings, status, history, audit, setup, capacity, network, policy, explain, settings, replicate, test, window, cutover, complete, verdict, approve, reject, ask, withdraw, breakglass, who, delegate, quiesce, accept, refuse, retry, adopt, keep, hold, resume, rollback, freeze, cancel,
];
