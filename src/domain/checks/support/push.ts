/** Which ports the push of the mobility service needs, by the machine's system. */
import { guestOf } from '../../os.ts';
import { isLinux } from '../../os/names.ts';
import type { CheckInput } from '../types.ts';
import { port, type Span } from './spans.ts';

const SSH: readonly Span[] = [port(22)];
const FILE_SHARING: readonly Span[] = [port(135), port(445)];
const OLD_SESSIONS: readonly Span[] = [port(139)];
const DYNAMIC_RPC: readonly Span[] = [{ from: 49_152, to: 65_535 }];

/** Ports from the appliance to the machine; null when the system is not known well enough. */
export function pushPorts(input: CheckInput): readonly Span[] | null {
  const { family, version } = guestOf(input);
  if (isLinux(family)) return SSH;
  if (family !== 'windows' && family !== 'windows-client') return null;
  // Systems up to 2008 R2 still speak NetBIOS sessions; one of unknown age may.
  const old = version === null || version.startsWith('2008') || version.startsWith('7');
  return [...FILE_SHARING, ...(old ? OLD_SESSIONS : []), ...DYNAMIC_RPC];
}
