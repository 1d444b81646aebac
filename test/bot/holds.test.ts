/** Who may hold and release what, in words: one machine, a wave, everything. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Migration } from '../../src/domain/migration/types.ts';
import { no, ok } from '../../src/domain/result.ts';
import type { UseCases } from '../../src/usecases/types.ts';
import { at, rowOf } from '../cards/fixtures.ts';
import { ADA, button, conversation, freshStore, RITA, said, usecasesOver, VERA, WEB01 } from './support.ts';

let open: Awaited<ReturnType<typeof freshStore>>;
beforeAll(async () => { open = await freshStore(); });
afterAll(() => open.close());

const running = at('failing-over');

/** Notes what is held and released; the wave W07 has a machine that has ended as well. */
function watched(m: Migration = running) {
  const done: string[] = [];
  const over: Partial<UseCases> = {
    hold: (o) => { done.push(`hold ${o.id} ${o.reason}`); return Promise.resolve(o.reason === '' ? no({ code: 'reason-needed', detail: {} }) : ok([{ machine: 'web-01', act: 'startFailover' as const, scenario: null }])); },
    holdAll: (o) => { done.push(`hold all ${o.reason}`); return Promise.resolve(ok([{ machine: 'db-01', act: null, scenario: 'TestFailover' }])); },
    resume: (id) => { done.push(`resume ${id}`); return Promise.resolve(ok(m)); },
    resumeAll: () => { done.push('resume all'); return Promise.resolve(ok(['db-02'])); },
    selected: () => Promise.resolve([rowOf({ migration: m }), rowOf({ migration: at('migrated') }), rowOf({ migration: null })]),
  };
  return { done, talk: conversation({ store: open.store, usecases: usecasesOver(m, over) }) };
}

describe('a hold', () => {
  test('acts at once, and names what goes on all the same', async () => {
    const { done, talk } = watched();
    const answer = said(await talk.type('hold web-01 because the line is down'));
    expect(done).toEqual([`hold ${running.id} the line is down`]);
    expect(answer).toMatch(/no new step starts[\s\S]*goes on[\s\S]*web-01 \(start the failover\)/);
  });

  test('needs a reason, also for everything', async () => {
    const { talk } = watched();
    expect(said(await talk.type('hold web-01'))).toMatch(/A reason is needed/);
  });

  test('of a wave holds each machine of it that has not ended', async () => {
    const { done, talk } = watched();
    expect(said(await talk.type('hold W07 because the line is down'))).toMatch(/W07 is held, one machine/);
    expect(done).toEqual([`hold ${running.id} the line is down`]);
  });

  test('of everything is said by any operator', async () => {
    const { done, talk } = watched();
    expect(said(await talk.type('hold all because the line is down', RITA))).toMatch(/Everything is held[\s\S]*db-01 \(test failover\)[\s\S]*An admin lets it go on/);
    expect(done).toEqual(['hold all the line is down']);
  });

  test('is not for whoever only looks', async () => {
    const { done, talk } = watched();
    expect(said(await talk.type('hold web-01 because I can', VERA))).toMatch(/needs the role operator/);
    expect(said(await talk.type('resume web-01', VERA))).toMatch(/needs the role operator/);
    expect(done).toEqual([]);
  });
});

describe('going on', () => {
  test('with one machine or a wave is for operators', async () => {
    const held = at('source-stopped', { hold: { by: RITA, at: 1, reason: 'the line is down' } });
    const { done, talk } = watched(held);
    expect(said(await talk.type('resume web-01'))).toMatch(/is not held any more/);
    expect(said(await talk.type('resume W07'))).toMatch(/One machine of W07 is not held any more/);
    expect(done).toEqual([`resume ${held.id}`, `resume ${held.id}`]);
  });

  test('with everything is for admins, operators or not, and tells what is still held', async () => {
    const { done, talk } = watched();
    expect(said(await talk.type('resume all', RITA))).toMatch(/needs the role admin/);
    expect(said(await talk.type('resume all', ADA))).toMatch(/Still held one by one: db-02/);
    expect(done).toEqual(['resume all']);
  });

  test('is on the card of a held machine, in place of the next step', async () => {
    const { talk } = watched(at('tested', { hold: { by: RITA, at: 1, reason: 'the line is down' } }));
    const shown = await talk.type('status web-01');
    expect(said(shown)).toMatch(/Held by Rita Requester since .*the line is down/);
    expect(button(shown, { verb: 'resume' })['id']).toBe(WEB01);
  });
});

test('nothing is cancelled while a failover runs: the answer says why and offers the hold', async () => {
  const { done, talk } = watched();
  for (const text of ['cancel web-01', 'cancel failover', 'cancel the cutover of web-01']) expect(said(await talk.type(text))).toMatch(/cannot be cancelled[\s\S]*'hold MACHINE because/);
  expect(done).toEqual([]);
});
