/** The clouds: do they know Ferry, do their clocks agree with ours, and does Ferry have what it needs and no more. */
import type { InstanceId } from '../domain/ids.ts';
import { privilegesAt, type Privileges } from '../domain/privileges.ts';
import { SECOND, type Instant } from '../domain/time.ts';
import { CloudError } from '../ports.ts';
import { seen, type Look, type Seen } from './doctor-finding.ts';
import type { DoctorDeps } from './doctor-types.ts';
import { scopeInForce } from './policy.ts';

/** Tokens and signatures are judged by the clock: AWS refuses from five minutes on, and windows run by ours. */
const SKEW_MS = 60 * SECOND;
const NAMES = 3;

export const lookAtAzureClock: Look = async (d) => {
  const before = d.clock.now();
  const { asOf } = await d.replication.infrastructure();
  return d.surroundings.sandbox ? seen('ok', 'clock-sandbox', 'Azure') : skewOf('Azure', asOf, { before, after: d.clock.now() });
};

export const lookAtAwsClock: Look = async (d) => {
  const before = d.clock.now();
  const { at } = await d.probe.identity();
  if (d.surroundings.sandbox) return seen('ok', 'clock-sandbox', 'AWS');
  return at === null ? seen('unknown', 'clock-not-told', 'AWS') : skewOf('AWS', at, { before, after: d.clock.now() });
};

/** Their clock tells whole seconds, and what the question took on its way belongs to nobody. */
function skewOf(whose: string, theirs: Instant, ours: { readonly before: Instant; readonly after: Instant }): Seen {
  const off = theirs < ours.before ? ours.before - theirs : Math.max(0, theirs - ours.after);
  return off > SKEW_MS ? seen('bad', 'clock-off', whose, String(off), theirs < ours.before ? 'ahead' : 'behind') : seen('ok', 'clock-fine', whose);
}

export const lookAtVault: Look = async (d) => {
  const { value: { provider } } = await d.replication.infrastructure();
  return provider === 'InMageAzureV2' ? seen('warn', 'vault-classic', d.scope.vaultName) : seen('ok', 'vault-modern', d.scope.vaultName);
};

export const lookAtVaultRights: Look = async (d) => {
  const { subscriptionId, vaultResourceGroup, vaultName } = d.scope;
  const id = `/subscriptions/${subscriptionId}/resourceGroups/${vaultResourceGroup}/providers/Microsoft.RecoveryServices/vaults/${vaultName}`;
  return rights(privilegesAt('vault', await d.target.permissions(id)), vaultName);
};

export const lookAtTargetRights: Look = async (d) => {
  const group = (await scopeInForce(d)).defaults.resourceGroupId;
  if (group === null) return seen('unknown', 'azure-no-target');
  return rights(privilegesAt('target', await d.target.permissions(group)), group.split('/').at(-1) ?? group);
};

/** Without what only changes something Ferry is still good for looking. */
function rights({ missing, tooMuch }: Privileges, where: string): Seen {
  if (missing.length > 0) {
    const verbs = [...new Set(missing.flatMap((p) => p.verbs))].sort();
    const names = missing.slice(0, NAMES).map((p) => p.action);
    return seen(missing.some((p) => p.kind === 'read') ? 'bad' : 'warn', 'azure-missing', where, names.join(', '), String(missing.length - names.length), verbs.join(', '));
  }
  return tooMuch === null ? seen('ok', 'azure-fine', where) : seen('warn', 'azure-too-much', where, tooMuch);
}

export const lookAtAwsIdentity: Look = async (d) => {
  const { account, arn } = await d.probe.identity();
  return seen('ok', 'aws-is', account, arn);
};

export const lookAtAwsReads: Look = async (d) => seen('ok', 'aws-reads', String((await d.source.list()).length), d.scope.awsRegion);

/** Asked of a machine that is there, without doing it. */
export const lookAtAwsStop: Look = async (d) => {
  const [machine] = await machinesToAsk(d);
  if (machine === undefined) return seen('unknown', 'aws-nothing-to-ask');
  try {
    await d.probe.mayStop(machine);
    return seen('ok', 'aws-may-stop', machine);
  } catch (error) {
    if (error instanceof CloudError && error.kind === 'forbidden' && error.operation === 'ec2:StopInstances') return seen('warn', 'aws-may-not-stop', machine, error.code ?? '');
    throw error;
  }
};

/** A machine that is being moved carries whatever tag the role asks for; any other may not. */
async function machinesToAsk(d: DoctorDeps): Promise<readonly InstanceId[]> {
  const open = await d.store.migrations({ open: true });
  const moving = open.map((s) => s.state.instanceId);
  const running = (await d.source.list()).filter((m) => m.power === 'running' && m.instanceId !== d.scope.applianceInstanceId).map((m) => m.instanceId);
  return [...moving.filter((id) => running.includes(id)), ...running];
}
