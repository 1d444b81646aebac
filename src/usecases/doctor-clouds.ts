/** The clouds: do their clocks agree with ours, what kind of vault it is, and does Ferry have there what it needs and no more. */
import { privilegesAt, type PrivilegePlace } from '../domain/privileges.ts';
import { SECOND, type Instant } from '../domain/time.ts';
import { seen, type Look, type Seen } from './doctor-finding.ts';
import { rights, vaultIdOf } from './doctor-rights.ts';
import type { DoctorDeps } from './doctor-types.ts';
import { scopeInForce } from './policy.ts';

/** Tokens and signatures are judged by the clock: AWS refuses from five minutes on, and windows run by ours. */
const SKEW_MS = 60 * SECOND;

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

export const lookAtVaultRights: Look = async (d) => rights(privilegesAt('vault', await d.target.permissions(vaultIdOf(d.scope))), d.scope.vaultName);

/** A network and the cache account may lie anywhere, and have roles of their own. */
export const lookAtTargetRights: Look = async (d) => {
  const { resourceGroupId, networkId, testNetworkId, cacheStorageAccountId } = (await scopeInForce(d)).defaults;
  if (resourceGroupId === null) return seen('unknown', 'azure-no-target');
  const places: readonly (readonly [PrivilegePlace, string | null])[] = [['group', resourceGroupId], ['network', networkId], ['network', testNetworkId], ['cache', cacheStorageAccountId]];
  const held = await Promise.all(places.flatMap(([place, id]) => (id === null ? [] : [heldAt(d, { place, id })])));
  const short = held.filter((h) => h.missing.length > 0);
  const missing = [...new Set(short.flatMap((h) => h.missing))];
  const where = (missing.length > 0 ? short : held).map((h) => h.name).join(', ');
  return rights({ missing, tooMuch: held.find((h) => h.tooMuch !== null)?.tooMuch ?? null }, where);
};

async function heldAt({ target }: DoctorDeps, at: { readonly place: PrivilegePlace; readonly id: string }) {
  return { name: at.id.split('/').at(-1) ?? at.id, ...privilegesAt(at.place, await target.permissions(at.id)) };
}
