import { describe, expect, test } from '@jest/globals';
import { PERMISSIONS } from '../../src/domain/permissions.ts';
import { needsByVerb, privilegesAt } from '../../src/domain/privileges.ts';

const needed = (scope: 'vault' | 'target') => PERMISSIONS.filter((p) => p.cloud === 'azure' && p.scope === scope);
const exactly = (scope: 'vault' | 'target') => [{ actions: needed(scope).map((p) => p.action), notActions: [] }];

describe.each(['vault', 'target'] as const)('at the %s', (scope) => {
  test('exactly what is needed lacks nothing and is not too much', () => {
    expect(privilegesAt(scope, exactly(scope))).toEqual({ missing: [], tooMuch: null });
  });

  test('each action that is taken away is missed by its name', () => {
    const own = needed(scope).filter((p) => p.optional !== true && (scope === 'target' || /RecoveryServices|Authorization/.test(p.action)));
    for (const one of own) {
      const without = [{ actions: needed(scope).map((p) => p.action).filter((a) => a !== one.action), notActions: [] }];
      expect(privilegesAt(scope, without).missing.map((p) => p.action)).toEqual([one.action]);
    }
    expect(own.length).toBeGreaterThan(5);
  });

  test.each([
    { role: 'Owner', permissions: [{ actions: ['*'], notActions: [] }], tooMuch: 'gives-rights-away' },
    { role: 'User Access Administrator beside the right ones', permissions: [{ actions: ['*/read', 'Microsoft.Authorization/*'], notActions: [] }], tooMuch: 'gives-rights-away' },
    { role: 'Contributor', permissions: [{ actions: ['*'], notActions: ['Microsoft.Authorization/*/Delete', 'Microsoft.Authorization/*/Write', 'Microsoft.Authorization/elevateAccess/Action'] }], tooMuch: 'everything' },
    { role: 'Reader', permissions: [{ actions: ['*/read'], notActions: [] }], tooMuch: null },
  ])('$role', ({ permissions, tooMuch }) => {
    expect(privilegesAt(scope, permissions).tooMuch).toBe(tooMuch);
  });

  test('a reader lacks only what changes something, and nobody lacks all', () => {
    const reader = privilegesAt(scope, [{ actions: ['*/read'], notActions: [] }]).missing;
    expect(new Set(reader.map((p) => p.kind))).toEqual(new Set(['write']));
    expect(privilegesAt(scope, []).missing.some((p) => p.kind === 'read')).toBe(true);
  });
});

test('the list by command has every permission, and what Ferry does by itself comes first', () => {
  const verbs = needsByVerb();
  expect(verbs[0]?.verb).toBe('watch');
  expect(new Set(verbs.flatMap((v) => v.needs))).toEqual(new Set(PERMISSIONS));
});
