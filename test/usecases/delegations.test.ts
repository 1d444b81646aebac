/** Who may be named to stand in for an approver: somebody whom Ferry would listen to. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { AccessPolicy } from '../../src/domain/access.ts';
import { governanceIdOf } from '../../src/domain/governance/types.ts';
import { groupIdFromSettings, userIdFromActivity } from '../../src/domain/ids.ts';
import type { Person } from '../../src/domain/person.ts';
import { DAY } from '../../src/domain/time.ts';
import type { Store } from '../../src/ports/store.ts';
import { en } from '../../src/text/en.ts';
import { makeDelegations } from '../../src/usecases/delegations.ts';
import type { Deps } from '../../src/usecases/deps.ts';
import { freshStore, memoryLog } from '../bot/support.ts';
import { NOW } from '../cards/fixtures.ts';

const person = (id: string, tenant = 't-1'): Person => ({ id: userIdFromActivity(id), tenant, name: id });
const [ANA, VERA, NED] = ['ana', 'vera', 'ned'].map((id) => person(id)) as [Person, Person, Person];
const ACCESS: AccessPolicy = { tenants: ['t-1'], viewers: [VERA.id], operators: [], approvers: [ANA.id], knownGuests: [] };

let store: Store;
let close: () => Promise<void>;
let access: AccessPolicy;
beforeAll(async () => { ({ store, close } = await freshStore()); }, 60_000);
afterAll(() => close());

const grant = (to: Person) => makeDelegations({ store, clock: { now: () => NOW, nonce: () => '' }, log: memoryLog().log, scope: { name: 'scope' }, policy: {}, access: () => Promise.resolve(access) } as unknown as Deps).delegate({ to, until: NOW + DAY, who: ANA });
const GOVERNANCE = governanceIdOf('scope');
const SILENT = { group: groupIdFromSettings('c001'), state: 'unreadable', why: 'it does not answer', roles: ['viewer'], seats: [] } as const;

const rows: readonly { readonly reason: string; readonly to: Person; readonly given: AccessPolicy; readonly then: Readonly<Record<string, string>> | null }[] = [
  { reason: 'somebody with a role', to: VERA, given: ACCESS, then: null },
  { reason: 'everybody may look', to: NED, given: { ...ACCESS, viewers: ['*'] }, then: null },
  { reason: 'nobody whom Ferry would not let in', to: NED, given: ACCESS, then: { person: 'ned' } },
  { reason: 'nobody of another tenant', to: person('vera', 't-2'), given: ACCESS, then: { person: 'vera' } },
  { reason: 'no guest', to: VERA, given: { ...ACCESS, knownGuests: [VERA.id] }, then: { person: 'vera' } },
  { reason: 'nobody while it cannot be told', to: NED, given: { ...ACCESS, silent: [SILENT] }, then: { person: 'ned', unread: 'it does not answer' } },
];

test.each(rows)('$reason', async ({ to, given, then }) => {
  access = given;
  const before = await store.governance(GOVERNANCE);
  const answered = await grant(to);
  if (then === null) expect(answered).toMatchObject({ ok: true, value: { from: ANA, to, until: NOW + DAY } });
  else {
    expect(answered).toEqual({ ok: false, error: { code: 'delegate-without-role', detail: then } });
    expect(en.rejection({ code: 'delegate-without-role', detail: then })).toMatch(/has no role here[^]*Nothing was changed/);
    expect(await store.governance(GOVERNANCE)).toEqual(before);
  }
});
