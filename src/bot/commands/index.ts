/** The list of all commands, in the order of `help`. */
import type { AnyCommand } from '../command.ts';
import { accept } from './accept.ts';
import { adopt } from './adopt.ts';
import { approve } from './approve.ts';
import { cancel } from './cancel.ts';
import { check } from './check.ts';
import { complete } from './complete.ts';
import { cutover } from './cutover.ts';
import { discover } from './discover.ts';
import { help } from './help.ts';
import { history } from './history.ts';
import { quiesce } from './quiesce.ts';
import { refuse } from './refuse.ts';
import { reject } from './reject.ts';
import { replicate } from './replicate.ts';
import { retry } from './retry.ts';
import { rollback } from './rollback.ts';
import { status } from './status.ts';
import { test } from './test.ts';
import { verdict } from './verdict.ts';
import { withdraw } from './withdraw.ts';

export const commands: readonly AnyCommand[] = [
  help, discover, check, status, history, replicate, test, cutover, complete, verdict, approve, reject, withdraw, quiesce, accept, refuse, retry, adopt, rollback, cancel,
];
