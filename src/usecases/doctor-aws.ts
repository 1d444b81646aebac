/** AWS: who Ferry is there, whether it can see all that checks need, and whether it could stop a machine and start it again. */
import type { InstanceId } from '../domain/ids.ts';
import { SOURCE_PARTS, type MachineFacts, type SourcePart } from '../domain/machine.ts';
import { CloudError } from '../ports/trouble.ts';
import { seen, type Look, type Seen } from './doctor-finding.ts';
import type { DoctorDeps } from './doctor-types.ts';

/** Nothing breaks without them: what they would tell is shown as not known. */
const MAY_BE_LEFT_OUT: ReadonlySet<SourcePart> = new Set(['guest', 'software']);
const SHOWN = 3;

export const lookAtAwsIdentity: Look = async (d) => {
  const { account, arn } = await d.probe.identity();
  return seen('ok', 'aws-is', account, arn);
};

/** A list shows that one permission is there; the others show when one machine is looked at from all sides. */
export const lookAtAwsReads: Look = async (d) => {
  const count = String((await d.source.list()).length);
  const [id] = await machinesToAsk(d);
  if (id === undefined) return seen('unknown', 'aws-reads-list', count, d.scope.awsRegion);
  const { machines } = await d.source.facts({ ids: [id], parts: new Set(SOURCE_PARTS) });
  const [facts] = machines;
  if (facts === undefined) return seen('unknown', 'aws-reads-list', count, d.scope.awsRegion);
  const needed = unreadOf(facts).filter((u) => !MAY_BE_LEFT_OUT.has(u.part));
  if (needed.length > 0) return short('bad', 'aws-reads-not', [id, ...needed.map((u) => u.why)]);
  const others = [...unreadOf(facts).map((u) => u.why), ...(await churnTrouble(d, facts))];
  return others.length > 0 ? short('warn', 'aws-reads-less', [id, ...others]) : seen('ok', 'aws-reads', count, d.scope.awsRegion, id);
};

function unreadOf(facts: MachineFacts): readonly { readonly part: SourcePart; readonly why: string }[] {
  const unread = SOURCE_PARTS.flatMap((part) => {
    const read = facts[part];
    return read.known ? [] : [{ part, why: read.why }];
  });
  // The volumes themselves are known then, so that nothing else would tell.
  const hidden = facts.disks.known && facts.disks.value.some((disk) => disk.modification === null);
  return hidden ? [...unread, { part: 'disks', why: 'changes of volumes (ec2:DescribeVolumesModifications)' }] : unread;
}

async function churnTrouble({ source }: DoctorDeps, facts: MachineFacts): Promise<readonly string[]> {
  try {
    await source.churn([facts]);
    return [];
  } catch (error) {
    if (error instanceof CloudError && error.kind === 'forbidden') return [`how much machines write (${error.operation})`];
    throw error;
  }
}

function short(state: 'bad' | 'warn', code: 'aws-reads-not' | 'aws-reads-less', [id = '', ...whys]: readonly string[]): Seen {
  return seen(state, code, id, whys.slice(0, SHOWN).join('; '), String(Math.max(0, whys.length - SHOWN)));
}

/** Asked of a machine that is there, without doing it. */
export const lookAtAwsStop: Look = async (d) => {
  const [machine] = await machinesToAsk(d);
  if (machine === undefined) return seen('unknown', 'aws-nothing-to-ask');
  const noStop = await refusalOf('ec2:StopInstances', d.probe.mayStop(machine));
  if (noStop !== null) return seen('warn', 'aws-may-not-stop', machine, noStop);
  const noStart = await refusalOf('ec2:StartInstances', d.probe.mayStart(machine));
  return noStart === null ? seen('ok', 'aws-may-stop', machine) : seen('warn', 'aws-may-not-start', machine, noStart);
};

async function refusalOf(operation: string, asked: Promise<void>): Promise<string | null> {
  try {
    await asked;
    return null;
  } catch (error) {
    if (error instanceof CloudError && error.kind === 'forbidden' && error.operation === operation) return error.code ?? '';
    throw error;
  }
}

/** A machine that is being moved carries whatever tag the role asks for; any other may not. */
async function machinesToAsk(d: DoctorDeps): Promise<readonly InstanceId[]> {
  const open = await d.store.migrations({ open: true });
  const moving = open.map((s) => s.state.instanceId);
  const running = (await d.source.list()).filter((m) => m.power === 'running' && m.instanceId !== d.scope.applianceInstanceId).map((m) => m.instanceId);
  return [...moving.filter((id) => running.includes(id)), ...running];
}
