import { describe, expect, test } from '@jest/globals';
import { byNameOnly, gainsAsEveryone, isAllowedPlace, may, ROLES, silentFor, whyBarred, type AccessPolicy, type Entrance, type Role } from '../../src/domain/access.ts';
import { expandAccess, withHolders, type Membership } from '../../src/domain/governance/expand.ts';
import { groupsOf, NOBODY, type GovernanceSettings } from '../../src/domain/governance/settings.ts';
import { defaultPolicies } from '../../src/domain/approval/policy.ts';
import { groupIdFromSettings, userIdFromActivity, type GroupId } from '../../src/domain/ids.ts';
import type { Person } from '../../src/domain/person.ts';
import { commands } from '../../src/bot/commands/index.ts';

const person = (id: string, tenant = 'T-1'): Person => ({ id: userIdFromActivity(id), tenant, name: id });
const only = (id: string) => [userIdFromActivity(id)];
const POLICY: AccessPolicy = { tenants: ['t-1'], viewers: only('viewer'), operators: only('operator'), approvers: only('approver'), admins: only('admin'), auditors: only('auditor'), seats: [{ name: 'owner', holders: only('owner') }] };
const NOTHING: AccessPolicy = { tenants: ['t-1'], viewers: [], operators: [], approvers: [] };

/** Who may use a command that needs a role. Everybody with any role may look; a role brings no other one. */
const MAY: { readonly [R in Role]: readonly string[] } = {
  viewer: ['viewer', 'operator', 'approver', 'admin', 'auditor', 'owner'],
  operator: ['operator'],
  approver: ['approver', 'owner'],
  admin: ['admin'],
  auditor: ['auditor'],
};

describe('every role with every command', () => {
  const rows = commands.flatMap((c) => [...ROLES, 'owner', 'nobody'].map((who) => ({ command: c.name, role: c.role, who, allowed: MAY[c.role].includes(who) })));
  test.each(rows)('$command by $who: $allowed', ({ role, who, allowed }) => {
    expect(may(POLICY, person(who), role)).toBe(allowed);
  });

  test.each(ROLES)('an empty list means that nobody is %s', (role) => {
    for (const who of [...ROLES, 'owner']) expect(may(NOTHING, person(who), role)).toBe(false);
  });

  test.each(ROLES)('nobody of another tenant is %s, by whatever name', (role) => {
    expect(may({ ...POLICY, viewers: ['*'], operators: ['*'], approvers: ['*'], admins: ['*'], auditors: ['*'] }, person(role, 't-2'), role)).toBe(false);
  });

  test('an id counts in any case', () => {
    expect(may(POLICY, person('OPERATOR'), 'operator')).toBe(true);
  });
});

describe('the door', () => {
  const personal = { kind: 'personal', conversation: 'a:1', team: null } as const;
  const channel = { kind: 'channel', conversation: '19:ops', team: '19:team' } as const;
  const at = (who: string, over: Partial<Entrance> = {}): Entrance => ({ who: person(who), guest: false, place: personal, ...over });
  const listed: AccessPolicy = { ...POLICY, places: { teams: ['19:TEAM'], channels: ['19:chat'] } };
  const guests: AccessPolicy = { ...POLICY, viewers: ['*'], knownGuests: only('gus') };

  test.each([
    { reason: 'a person with a role', policy: POLICY, e: at('viewer'), barred: null },
    { reason: 'somebody without any', policy: POLICY, e: at('nobody'), barred: 'no-role' },
    { reason: 'another tenant comes first', policy: POLICY, e: at('admin', { who: person('admin', 't-2'), guest: true }), barred: 'tenant' },
    { reason: 'Teams says guest', policy: POLICY, e: at('admin', { guest: true }), barred: 'guest' },
    { reason: 'the directory says guest', policy: guests, e: at('gus'), barred: 'guest' },
    { reason: 'guests are allowed', policy: { ...guests, guests: 'allowed' } as const, e: at('gus', { guest: true }), barred: null },
    { reason: 'no list: every channel', policy: POLICY, e: at('viewer', { place: channel }), barred: null },
    { reason: 'a channel of a listed team', policy: listed, e: at('viewer', { place: channel }), barred: null },
    { reason: 'a channel of another team', policy: listed, e: at('viewer', { place: { ...channel, team: '19:other' } }), barred: 'place' },
    { reason: 'a channel whose team is not told', policy: listed, e: at('viewer', { place: { ...channel, team: null } }), barred: 'place' },
    { reason: 'a listed group chat', policy: listed, e: at('viewer', { place: { kind: 'group', conversation: '19:chat', team: null } }), barred: null },
    { reason: 'another group chat, whatever team it claims', policy: listed, e: at('viewer', { place: { kind: 'group', conversation: '19:x', team: '19:team' } }), barred: 'place' },
    { reason: 'personal chats need no list', policy: { ...POLICY, places: { teams: [], channels: [] } }, e: at('viewer'), barred: null },
    { reason: 'empty lists: no channel at all', policy: { ...POLICY, places: { teams: [], channels: [] } }, e: at('admin', { place: channel }), barred: 'place' },
  ] as const)('$reason', ({ policy, e, barred }) => {
    expect(whyBarred(policy, e)).toBe(barred);
  });

  test('a guest who is known has no role either, so nothing behind the door is open', () => {
    expect(may(guests, person('gus'), 'viewer')).toBe(false);
    expect(isAllowedPlace(null, channel)).toBe(true);
  });
});

describe('what everyone may do', () => {
  const rows = [
    { reason: 'named everywhere: nothing', policy: POLICY, who: 'operator', gains: false },
    { reason: 'looks as everyone does', policy: { ...POLICY, viewers: ['*'] }, who: 'nobody', gains: true },
    { reason: 'may look anyway by another role', policy: { ...POLICY, viewers: ['*'] }, who: 'operator', gains: false },
    { reason: 'approves as everyone does, operates by name', policy: { ...POLICY, approvers: ['*'] }, who: 'operator', gains: true },
    { reason: 'named beside everyone', policy: { ...POLICY, viewers: ['*'], approvers: ['*', ...only('approver')] }, who: 'approver', gains: false },
    { reason: 'a seat that is everyone\'s', policy: { ...POLICY, seats: [{ name: 'owner', holders: ['*'] }] }, who: 'approver', gains: true },
    { reason: 'of another tenant: everyone is none of those', policy: { ...POLICY, tenants: ['t-2'], viewers: ['*'] }, who: 'nobody', gains: false },
  ] as const satisfies readonly { readonly reason: string; readonly policy: AccessPolicy; readonly who: string; readonly gains: boolean }[];
  test.each(rows)('$reason', ({ policy, who, gains }) => {
    expect(gainsAsEveryone(policy, person(who))).toBe(gains);
  });

  test('taken away, only names are left', () => {
    const all: AccessPolicy = { ...POLICY, viewers: ['*'], operators: ['*', ...only('operator')], approvers: ['*'], admins: ['*'], auditors: ['*'], seats: [{ name: 'owner', holders: ['*'] }] };
    expect(byNameOnly(all)).toEqual({ ...all, viewers: [], operators: only('operator'), approvers: [], admins: [], auditors: [], seats: [{ name: 'owner', holders: [] }] });
    for (const role of ROLES) expect(may(byNameOnly(all), person('nobody'), role)).toBe(false);
  });
});

describe('groups', () => {
  const G1 = groupIdFromSettings('G-1');
  const G2 = groupIdFromSettings('G-2');
  const SETTINGS: GovernanceSettings = {
    ...{ tenants: ['t-1'], guests: 'refused', places: null, freezes: [], escalation: { people: ['*', userIdFromActivity('boss')], groups: [G2] } },
    seats: [{ name: 'owner', people: [], groups: [G2] }],
    roles: { viewer: NOBODY, operator: NOBODY, approver: { people: only('Ann'), groups: [G1] }, admin: NOBODY, auditor: NOBODY },
    operations: defaultPolicies({ quorum: 1, lifetimeMs: 1 }),
    evidence: { rpoMs: 1, testMaxAgeMs: 1 },
  };
  const members = (...ids: readonly (readonly [string, boolean | null])[]): Membership => ({ members: ids.map(([id, guest]) => ({ id: userIdFromActivity(id), guest })) });
  const expand = (one: Membership, two: Membership, over: Partial<GovernanceSettings> = {}) => expandAccess({ ...SETTINGS, ...over }, new Map<GroupId, Membership>([[G1, one], [G2, two]]));

  test('bring their members, each once', () => {
    const a = expand(members(['ANN', false], ['bob', false]), members(['cat', false]));
    expect(a).toMatchObject({ approvers: ['Ann', 'bob'], seats: [{ name: 'owner', holders: ['cat'] }], backups: ['boss', 'cat'], silent: [] });
    expect(groupsOf(SETTINGS)).toEqual([G1, G2]);
  });

  test('bring no guests unless allowed, and a guest who is named is none either', () => {
    expect(expand(members(['ann', true], ['bob', false]), members(['cat', true]))).toMatchObject({ approvers: ['bob'], knownGuests: ['ann', 'cat'], silent: [{ group: G2, state: 'empty', seats: ['owner'] }] });
    expect(expand(members(['ann', true]), members(['cat', true]), { guests: 'allowed' })).toMatchObject({ approvers: ['Ann'], seats: [{ holders: ['cat'] }], silent: [] });
  });

  test('of which the directory does not say what they are count as guests: nobody gets in by a right that Ferry lacks', () => {
    const a = expand(members(['ann', null], ['bob', false]), members(['cat', null]));
    expect(a).toMatchObject({ approvers: ['bob'], knownGuests: ['ann', 'cat'], silent: [{ group: G2, state: 'empty', why: expect.stringContaining('User.Read.All') }] });
    expect(may({ ...a, viewers: ['*'] }, { ...person('cat'), tenant: 't-1' }, 'viewer')).toBe(false);
    expect(expand(members(['ann', null]), members(['cat', null]), { guests: 'allowed' })).toMatchObject({ approvers: ['Ann'], silent: [] });
  });

  test('that cannot be read, or are empty, are nobody, and it is told whose rights are missing', () => {
    const a = expand({ why: 'it does not answer' }, members());
    expect(a).toMatchObject({ approvers: ['Ann'], seats: [{ name: 'owner', holders: [] }] });
    expect(a.silent).toEqual([
      { group: G1, state: 'unreadable', why: 'it does not answer', roles: ['approver'], seats: [] },
      { group: G2, state: 'empty', why: '', roles: [], seats: ['owner'] },
    ]);
    expect(silentFor(a, 'approver')).toHaveLength(2);
    expect(silentFor(a, 'operator')).toEqual([]);
  });

  test('that were never asked for are nobody', () => {
    expect(expandAccess(SETTINGS, new Map())).toMatchObject({ approvers: ['Ann'], silent: [{ state: 'unreadable' }, { state: 'unreadable' }] });
  });

  test('fill the seats of an operation at the moment; a seat that is gone is nobody', () => {
    const a = expand(members(), members(['cat', false]));
    const operation = { ...SETTINGS.operations.cutover, seats: [{ name: 'owner', needed: 1 }, { name: 'gone', needed: 2 }] };
    expect(withHolders(operation, a).seats).toEqual([{ name: 'owner', needed: 1, holders: ['cat'] }, { name: 'gone', needed: 2, holders: [] }]);
  });
});
