import { describe, expect, test } from '@jest/globals';
import { PERMISSIONS, type NeededPermission } from '../../src/domain/permissions.ts';
import { needsByVerb, privilegesAt, type PrivilegePlace } from '../../src/domain/privileges.ts';

const PLACES: { readonly [P in PrivilegePlace]: (p: NeededPermission) => boolean } = {
  vault: (p) => p.scope === 'vault' && /RecoveryServices|Authorization/.test(p.action),
  group: (p) => p.scope === 'target' && !/subnets|storageAccounts/.test(p.action),
  network: (p) => p.scope === 'target' && /subnets|permissions/.test(p.action),
  cache: (p) => p.scope === 'target' && /storageAccounts|permissions/.test(p.action),
};
const needed = (place: PrivilegePlace) => PERMISSIONS.filter((p) => p.cloud === 'azure' && PLACES[place](p));
const exactly = (place: PrivilegePlace) => [{ actions: needed(place).map((p) => p.action), notActions: [] }];

test('every place has its share, and together they are all that is needed there', () => {
  const all = new Set((['group', 'network', 'cache'] as const).flatMap((place) => needed(place)));
  expect(all).toEqual(new Set(PERMISSIONS.filter((p) => p.scope === 'target')));
});

describe.each(['vault', 'group', 'network', 'cache'] as const)('at the %s', (place) => {
  test('exactly what is needed lacks nothing and is not too much', () => {
    expect(privilegesAt(place, exactly(place))).toEqual({ missing: [], tooMuch: null });
  });

  test('each action that is taken away is missed by its name', () => {
    const own = needed(place).filter((p) => p.optional !== true);
    for (const one of own) {
      const without = [{ actions: needed(place).map((p) => p.action).filter((a) => a !== one.action), notActions: [] }];
      expect(privilegesAt(place, without).missing.map((p) => p.action)).toEqual([one.action]);
    }
    expect(own.length).toBeGreaterThan(2);
  });

  test.each([
    { role: 'Owner', permissions: [{ actions: ['*'], notActions: [] }], tooMuch: 'gives-rights-away' },
    { role: 'User Access Administrator beside the right ones', permissions: [{ actions: ['*/read', 'Microsoft.Authorization/*'], notActions: [] }], tooMuch: 'gives-rights-away' },
    { role: 'Contributor', permissions: [{ actions: ['*'], notActions: ['Microsoft.Authorization/*/Delete', 'Microsoft.Authorization/*/Write', 'Microsoft.Authorization/elevateAccess/Action'] }], tooMuch: 'everything' },
    { role: 'Reader', permissions: [{ actions: ['*/read'], notActions: [] }], tooMuch: null },
  ])('$role', ({ permissions, tooMuch }) => {
    expect(privilegesAt(place, permissions).tooMuch).toBe(tooMuch);
  });

  test('a reader lacks only what changes something, and nobody lacks all', () => {
    const reader = privilegesAt(place, [{ actions: ['*/read'], notActions: [] }]).missing;
    expect(new Set(reader.map((p) => p.kind))).toEqual(new Set(['write']));
    expect(privilegesAt(place, []).missing.some((p) => p.kind === 'read')).toBe(true);
  });
});

test('the list by command has every permission, and what Ferry does by itself comes first', () => {
  const verbs = needsByVerb();
  expect(verbs[0]?.verb).toBe('watch');
  expect(new Set(verbs.flatMap((v) => v.needs))).toEqual(new Set(PERMISSIONS));
});
