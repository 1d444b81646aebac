/** Who may do what, looked at with every turn: guests whom only Teams' list gives away, and people who lost a role while a form was open. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { AccessPolicy } from '../../src/domain/access.ts';
import type { SecurityEvent } from '../../src/domain/audit/types.ts';
import { ok } from '../../src/domain/result.ts';
import { en } from '../../src/text/en.ts';
import type { UseCases } from '../../src/usecases/types.ts';
import { approvalOf, at } from '../cards/fixtures.ts';
import { ACCESS, ADA, AMIR, button, CHANNEL, conversation, freshStore, RITA, said, usecasesOver, VERA } from './support.ts';

let open: Awaited<ReturnType<typeof freshStore>>;
beforeAll(async () => { open = await freshStore(); }, 60_000);
afterAll(() => open.close());
beforeEach(async () => { for (const who of [RITA, ADA, AMIR]) await open.store.dropDialog(CHANNEL.conversation, who.id); });

const everyone: AccessPolicy = { ...ACCESS, viewers: ['*'], approvers: ['*'] };

/** A conversation that notes which use cases were called, and what was put on record. */
function talk(o: { readonly access?: () => AccessPolicy; readonly over?: Partial<UseCases> } = {}) {
  const called: string[] = [];
  const recorded: SecurityEvent[] = [];
  const noted = <K extends 'approve' | 'accept' | 'requestTest' | 'addFreeze' | 'delegate' | 'hold'>(name: K): Pick<UseCases, K> => {
    const real = usecasesOver(at('tested'), o.over)[name] as (...args: unknown[]) => unknown;
    return { [name]: (...args: unknown[]) => { called.push(name); return real(...args); } } as unknown as Pick<UseCases, K>;
  };
  const usecases = usecasesOver(at('protected'), { ...o.over, ...noted('approve'), ...noted('accept'), ...noted('requestTest'), ...noted('addFreeze'), ...noted('delegate'), ...noted('hold'), recordSecurity: ({ event }) => { recorded.push(event); return Promise.resolve(); } });
  return { called, recorded, ...conversation({ store: open.store, usecases, ...(o.access === undefined ? {} : { access: o.access }) }) };
}

describe('a guest whom only Teams\' own list gives away', () => {
  test.each(['status', 'approve A-1042', 'who', 'hold web-01 because of me'])('is refused like any stranger: %s', async (line) => {
    const t = talk({ access: () => everyone });
    expect(said(await t.type(line, VERA, { standing: 'guest' }))).toBe(en.answers.stranger);
    expect([t.called, t.recorded]).toEqual([[], [{ type: 'StrangerRefused', conversation: CHANNEL.conversation, why: 'guest' }]]);
  });

  test('is refused also when a list names him: guests are refused', async () => {
    const t = talk();
    expect(said(await t.type('status', RITA, { standing: 'guest' }))).toBe(en.answers.stranger);
  });

  test('is let in where guests are allowed, and Teams is not asked', async () => {
    const t = talk({ access: () => ({ ...everyone, guests: 'allowed' }) });
    expect(said(await t.type('status', VERA, { standing: 'guest' }))).toMatch(/1 migration/);
  });

  test('does not press in vain only: nothing of the card is acted on', async () => {
    const t = talk({ access: () => everyone, over: { approval: () => Promise.resolve(approvalOf()) } });
    const form = await t.type('test web-01', RITA);
    expect(said(await t.press(button(form, { step: 'confirm' }), RITA, { standing: 'guest' }))).toBe(en.answers.stranger);
    expect(t.called).toEqual([]);
  });
});

describe('somebody of whom Teams cannot tell whether he is a guest', () => {
  test('has nothing that everyone has', async () => {
    const t = talk({ access: () => everyone });
    const stranger = { ...VERA, id: AMIR.id };
    expect(said(await t.type('status', stranger, { standing: 'unknown' }))).toBe(en.answers.unplaced);
    expect(said(await t.type('status', stranger))).toMatch(/1 migration/);
    expect(t.recorded).toEqual([{ type: 'StrangerRefused', conversation: CHANNEL.conversation, why: 'unplaced' }]);
  });

  test('keeps what his name gives him: who operates can look and hold, and approves nothing by being anyone', async () => {
    const t = talk({ access: () => everyone });
    expect(said(await t.type('status', RITA, { standing: 'unknown' }))).toMatch(/1 migration/);
    await t.type('hold web-01 because of trouble', RITA, { standing: 'unknown' });
    for (const line of ['approve A-1042', 'accept web-01', 'breakglass A-1042 confirm']) expect(said(await t.type(line, RITA, { standing: 'unknown' }))).toBe(en.answers.unplaced);
    expect(t.called).toEqual(['hold']);
    await t.type('approve A-1042', RITA);
    expect(t.called).toEqual(['hold', 'approve']);
  });

  test('is let in as ever where lists name people', async () => {
    const t = talk();
    await t.type('approve A-1042', AMIR, { standing: 'unknown' });
    expect(t.called).toEqual(['approve']);
  });
});

describe('a form whose owner has lost the role meanwhile', () => {
  let access: AccessPolicy;
  beforeEach(() => { access = ACCESS; });
  const rows = [
    { line: 'test web-01', who: RITA, lost: { operators: [] }, role: 'operator' },
    { line: 'freeze 2026-12-20..2027-01-03 Europe/Rome because year end', who: ADA, lost: { admins: [] }, role: 'admin' },
    { line: 'delegate Vera until 2026-12-01', who: AMIR, lost: { approvers: [] }, role: 'approver' },
  ] as const;

  test.each(rows)('does nothing when it is confirmed: $line', async ({ line, who, lost, role }) => {
    const t = talk({ access: () => access, over: { personNamed: () => Promise.resolve(ok(VERA)) } });
    const form = await t.type(line, who);
    const confirm = button(form, { step: 'confirm' });
    access = { ...ACCESS, viewers: [who.id], ...lost };
    expect(said(await t.press(confirm, who))).toMatch(new RegExp(`You may not do that here \\(it needs the role ${role}\\)`));
    expect(said(await t.type('yes', who))).toMatch(/You may not do that here/);
    expect(t.called).toEqual([]);
    expect(t.recorded.map((e) => e.type)).toEqual(['CommandRefused', 'CommandRefused']);
    access = ACCESS;
    await t.press(confirm, who);
    expect(t.called).toHaveLength(1);
  });
});
