import { describe, expect, test } from '@jest/globals';
import { parseGovernance, readGovernanceFile } from '../../src/adapters/governance-file.ts';
import { defaultPolicies } from '../../src/domain/approval/policy.ts';
import { NOBODY, type GovernanceSettings } from '../../src/domain/governance/settings.ts';
import { DAY, HOUR, MINUTE } from '../../src/domain/time.ts';

const A = '00000000-0000-4000-8000-000000000a01';
const B = '00000000-0000-4000-8000-000000000a02';
const G = '00000000-0000-4000-8000-00000000c001';
const BASE: GovernanceSettings = {
  ...{ tenants: ['t-0'], guests: 'refused', places: null, seats: [], freezes: [], escalation: NOBODY },
  roles: { viewer: NOBODY, operator: { people: ['*'], groups: [] }, approver: NOBODY, admin: NOBODY, auditor: NOBODY },
  operations: defaultPolicies({ quorum: 1, lifetimeMs: 24 * HOUR }),
  evidence: { rpoMs: 15 * MINUTE, testMaxAgeMs: 30 * DAY },
};

function parsed(text: string): GovernanceSettings {
  const read = parseGovernance({ file: 'g.yaml', text }, BASE);
  if (!read.ok) throw new Error(read.problems.join('\n'));
  return read.settings;
}

function problems(text: string): readonly string[] {
  const read = parseGovernance({ file: 'g.yaml', text }, BASE);
  return read.ok ? [] : read.problems;
}

const WHOLE = `
tenants: [${A}]
guests: allowed
teams: ['19:team@thread.tacv2']
channels: ['19:chat@thread.v2']
roles:
  viewer: { people: ['*'] }
  operator: { people: [${A}] }
  approver: { people: [${B}], groups: [${G}] }
  admin: { groups: [${G}] }
seats:
  owner: { people: [${A}] }
  operations: { groups: [${G}] }
operations:
  cutover: { approvals: 2, rejections: 3, seats: { owner: 1, operations: 1 }, expires: 12h, confirm: name, fourEyes: false }
  rollback: { expires: 45m, confirm: none }
escalation: { people: [${B}] }
evidence: { rpo: 10m, testAge: 14d }
freezes:
  - { from: '2026-12-19 00:00', to: '2027-01-04T06:00', zone: europe/rome, because: year's end }
  - { from: '2026-10-25 02:30+02:00', to: '2026-10-25T02:30+01:00', zone: Europe/Rome, because: the doubled hour }
`;

describe('a governance file', () => {
  test('says who may do what, and what an operation needs', () => {
    const s = parsed(WHOLE);
    expect(s).toMatchObject({ tenants: [A], guests: 'allowed', places: { teams: ['19:team@thread.tacv2'], channels: ['19:chat@thread.v2'] }, escalation: { people: [B], groups: [] }, evidence: { rpoMs: 10 * MINUTE, testMaxAgeMs: 14 * DAY } });
    expect(s.roles).toEqual({ viewer: { people: ['*'], groups: [] }, operator: { people: [A], groups: [] }, approver: { people: [B], groups: [G] }, admin: { people: [], groups: [G] }, auditor: NOBODY });
    expect(s.seats).toEqual([{ name: 'owner', people: [A], groups: [] }, { name: 'operations', people: [], groups: [G] }]);
    expect(s.operations.cutover).toEqual({ approvals: 2, rejections: 3, seats: [{ name: 'owner', needed: 1 }, { name: 'operations', needed: 1 }], expiresMs: 12 * HOUR, confirm: 'name', fourEyes: false });
    expect(s.operations.rollback).toMatchObject({ approvals: 1, expiresMs: 45 * MINUTE, confirm: 'none', fourEyes: true });
    expect(s.operations.rollback).not.toHaveProperty('rejections');
    expect(s.operations.complete).toEqual(BASE.operations.complete);
  });

  test('has freezes in local time, of a zone by its proper name, numbered so that no command ends them', () => {
    expect(parsed(WHOLE).freezes).toEqual([
      { number: -1, from: Date.UTC(2026, 11, 18, 23), to: Date.UTC(2027, 0, 4, 5), zone: 'Europe/Rome', reason: "year's end", by: null },
      { number: -2, from: Date.UTC(2026, 9, 25, 0, 30), to: Date.UTC(2026, 9, 25, 1, 30), zone: 'Europe/Rome', reason: 'the doubled hour', by: null },
    ]);
  });

  test('that names no role gives none, whatever the single settings were', () => {
    expect(parsed('roles: {}').roles).toEqual({ viewer: NOBODY, operator: NOBODY, approver: NOBODY, admin: NOBODY, auditor: NOBODY });
  });

  test.each([
    { text: 'roles: {}', places: null, reason: 'no list: everywhere' },
    { text: 'roles: {}\nteams: []', places: { teams: [], channels: [] }, reason: 'an empty list: nowhere' },
    { text: "roles: {}\nchannels: ['19:a']", places: { teams: [], channels: ['19:a'] }, reason: 'one list: no team by the way' },
  ])('places: $reason', ({ text, places }) => {
    expect(parsed(text).places).toEqual(places);
  });

  test('tells every problem at once, each with file, line, column and reason', () => {
    const text = `roles:\n  operator: { people: [somebody] }\n  aprover: { people: [] }\nguests: maybe\noperations:\n  cutover: { approvals: 0, expires: 2 hours }\n  complete: { seats: { owner: 1 } }\nfreezes:\n  - { from: a, to: b, zone: UTC, because: c }\n`;
    expect(problems(text)).toEqual(expect.arrayContaining([
      expect.stringMatching(/^g\.yaml:2:24: roles\.operator\.people\.0: must be an Entra object id/),
      'g.yaml:3:3: roles.aprover: is no key of a governance file',
      expect.stringMatching(/^g\.yaml:4:1: guests: /),
      'g.yaml:6:14: operations.cutover.approvals: must be at least 1',
      expect.stringMatching(/^g\.yaml:6:28: operations\.cutover\.expires: must be a time such as/),
      'g.yaml:7:24: operations.complete.seats.owner: is a seat, but the file has no seats',
      expect.stringMatching(/^g\.yaml:9:7: freezes\.0\.from: must be a day and a time/),
    ]));
  });

  test.each([
    { reason: 'a seat that nobody has', text: 'roles: {}\nseats: { owner: {} }\noperations:\n  cutover: { seats: { owners: 1 } }\n', says: [/^g\.yaml:4:23: operations\.cutover\.seats\.owners: is none of the seats owner$/] },
    { reason: 'no rejection at all ends it', text: 'roles: {}\noperations: { cutover: { rejections: 0 } }\n', says: [/^g\.yaml:2:26: operations\.cutover\.rejections: must be at least 1$/] },
    { reason: 'a part of a rejection', text: 'roles: {}\noperations: { cutover: { rejections: 1.5 } }\n', says: [/^g\.yaml:2:26: operations\.cutover\.rejections: /] },
    { reason: 'more rejections than anybody has people for', text: 'roles: {}\noperations: { cutover: { rejections: 21 } }\n', says: [/rejections: must be at most 20$/] },
    { reason: 'a seat without any', text: 'roles: {}\noperations: { complete: { seats: { owner: 1 } } }\n', says: [/^g\.yaml:2:36: .*the file has no seats$/] },
    { reason: 'a zone that is none', text: "roles: {}\nfreezes: [{ from: '2026-01-01 00:00', to: '2026-01-02 00:00', zone: EST, because: x }]\n", says: [/^g\.yaml:2:63: freezes\.0\.zone: must be an IANA time zone/] },
    { reason: 'a day that is none', text: "roles: {}\nfreezes: [{ from: '2026-02-30 00:00', to: '2026-03-02 00:00', zone: UTC, because: x }]\n", says: [/^g\.yaml:2:13: freezes\.0\.from: must be a day and a time/] },
    { reason: 'an hour that is missing', text: "roles: {}\nfreezes: [{ from: '2026-03-29 02:30', to: '2026-03-30 00:00', zone: Europe/Rome, because: x }]\n", says: [/freezes\.0\.from: does not exist in Europe\/Rome: .*2026-03-29T01:59\+01:00 and 2026-03-29T03:00\+02:00$/] },
    { reason: 'an hour that comes twice', text: "roles: {}\nfreezes: [{ from: '2026-10-25 02:30', to: '2026-10-26 00:00', zone: Europe/Rome, because: x }]\n", says: [/freezes\.0\.from: comes twice in Europe\/Rome: .*write 2026-10-25T02:30\+02:00 or 2026-10-25T02:30\+01:00$/] },
    { reason: 'an end before its beginning', text: "roles: {}\nfreezes: [{ from: '2026-10-26 00:00', to: '2026-10-25 00:00', zone: UTC, because: x }]\n", says: [/freezes\.0\.to: must not end before it begins$/] },
    { reason: 'no roles', text: 'guests: refused\n', says: [/^g\.yaml:1:1: roles: /] },
    { reason: 'a list', text: '- 1\n', says: [/^g\.yaml:1:1: must be a mapping of the keys of governance/] },
    { reason: 'no YAML', text: 'roles: [', says: [/^g\.yaml:1:\d+: /] },
  ])('is refused: $reason', ({ text, says }) => {
    const found = problems(text);
    expect(found).toHaveLength(says.length);
    says.forEach((pattern, i) => expect(found[i]).toMatch(pattern));
  });

  test('that is not there is a problem, not an empty governance', async () => {
    expect(await readGovernanceFile('/nowhere/g.yaml', BASE)).toMatchObject({ ok: false, problems: [expect.stringContaining('/nowhere/g.yaml: cannot be read')] });
  });
});
