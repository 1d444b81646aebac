/** A selection with nothing wrong: tests change one thing at a time. */
import type { CheckInput } from '../../../src/domain/checks/types.ts';
import { instanceIdFromCloud } from '../../../src/domain/ids.ts';
import type { MachineFacts } from '../../../src/domain/machine.ts';
import type { Member, Rival, ScopeInput } from '../../../src/domain/scope-checks/types.ts';
import { facts, GROUP_ID, input, NETWORK_ID, NOW } from '../checks/input.ts';

/** The n-th machine of a selection; each has an id, a name and a target name of its own. */
export function member(n: number, o: { readonly facts?: Partial<MachineFacts>; readonly input?: Partial<CheckInput>; readonly plan?: Partial<CheckInput['plan']>; readonly size?: string | null } = {}): Member {
  const name = `app-${String(n).padStart(2, '0')}`;
  const base = input({ facts: facts({ instanceId: instanceIdFromCloud(`i-0${n.toString(16).padStart(16, '0')}`), name, ...o.facts }), ...o.input });
  return { input: { ...base, plan: { ...base.plan, vmName: name, ...o.plan } }, size: o.size === undefined ? 'Standard_D4s_v5' : o.size };
}

export function rival(change: Partial<Rival> = {}): Rival {
  return { name: 'shop-01', wave: 'W05', size: 'Standard_D4s_v5', resourceGroupId: GROUP_ID, networkId: NETWORK_ID, subnet: 'machines', nics: 1, disks: 2, inAzure: false, churnBytesPerDay: null, ...change };
}

/** So many machines, all alike but for their names. */
export function members(count: number): readonly Member[] {
  return Array.from({ length: count }, (_, i) => member(i + 1));
}

export function scope(change: Partial<ScopeInput> = {}, common: Partial<CheckInput> = {}): ScopeInput {
  const { facts: _facts, item: _item, itemAsOf: _itemAsOf, offeredSizes: _offered, plan: _plan, sameIp: _sameIp, otherNames: _otherNames, known: _known, ...shared } = input({ items: { known: true, value: [] }, ...common });
  return { now: NOW, wave: 'W07', members: members(1), rivals: [], common: shared, churn: new Map(), ...change };
}

/** The good selection with the target changed. */
export function withTarget(target: Partial<CheckInput['target']>, change: Partial<ScopeInput> = {}): ScopeInput {
  return scope(change, { target: { ...input().target, ...target } });
}
