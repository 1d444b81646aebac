/** What `--dry-run` lists is what is sent afterwards: the journals of both clouds are the judge, and nothing is sent before. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ANA, buttonsOf, CHANNEL, OLA, said, type Button, type Message } from './support/chat.ts';
import { listing, writes as writesOf } from './support/listing.ts';
import { readyWaves } from './support/ready-waves.ts';
import { defaultsOf, makePeople, startWorld, step, until, type World } from './support/world.ts';

const [FIRST, SECOND, TESTED, FRESH] = ['bulk-0001', 'bulk-0002', 'bulk-0003', 'bulk-0004'] as const;

let w: World;
beforeAll(async () => {
  w = await startWorld({ speed: 3_000, extraMachines: 4, settings: { FERRY_TEST_MAX_AGE_DAYS: '3000' } });
  await w.chat.addBot();
  await readyWaves(w, { W07: [[FIRST], [SECOND]], W08: [[TESTED]] });
});
afterAll(() => w.stop());

const plain = (text: string): string => text.replaceAll('\u200b', '');
const writes = (): readonly string[] => writesOf(w);
const here = (): readonly Message[] => w.chat.messages.filter((m) => m.conversation === CHANNEL.id);

async function answer(text: string, of: RegExp, who = OLA): Promise<Message> {
  const before = w.chat.messages.length;
  await w.chat.say(who, text);
  return until(`the answer to '${text}'`, w.chat, () => w.chat.messages.slice(before).toReversed().find((m) => m.conversation === CHANNEL.id && of.test(plain(said(m)))));
}

const button = (m: Message, where: (b: Button) => boolean): Button => {
  const found = buttonsOf(m).find(where);
  if (found === undefined) throw new Error(`no such button on ${said(m)}`);
  return found;
};
const confirm = async (m: Message): Promise<string> => (await w.chat.press(OLA, button(m, (b) => b.verb === 'form' && step('confirm')(b)))).text;
const stands = (m: Message): Message => w.chat.messages.find((one) => one.id === m.id) ?? m;

/** Asks for a listing, and sees that nothing was sent for it. */
async function ahead(command: string, who = OLA): Promise<readonly string[]> {
  const before = writes().length;
  const card = await answer(command, /Dry run of/, who);
  expect(plain(said(card))).toMatch(/Nothing was sent and nothing was stored/);
  expect(writes()).toHaveLength(before);
  return listing(said(card));
}

/** Runs `act` and waits until as many requests were sent as were listed: exactly those. */
async function sends(listed: readonly string[], act: () => Promise<unknown>): Promise<void> {
  expect(listed.length).toBeGreaterThan(0);
  const before = writes().length;
  await act();
  await until('what was listed', w.chat, () => writes().length >= before + listed.length);
  expect(writes().slice(before)).toEqual(listed);
}

const opened = (m: Message): readonly string[] => [...JSON.stringify(m.card).matchAll(/"url":"([^"]+)"/g)].map((found) => String(found[1]));
const approvalCard = (machine: string): Promise<Message> => until('the approval card', w.chat, () => here().toReversed().find((m) => buttonsOf(m).some((b) => b.verb === 'approve') && said(m).includes(machine)));
const approve = async (card: Message): Promise<unknown> => w.chat.press(ANA, button(stands(card), (b) => b.verb === 'approve'));
const says = async (text: string, of: RegExp): Promise<boolean> => of.test((await w.chat.say(OLA, text)).map(said).join('\n'));
async function untilSaid(text: string, of: RegExp): Promise<void> {
  for (let n = 0; n < 200; n++) if (await says(text, of)) return;
  throw new Error(`'${text}' never led to ${of}`);
}

describe('a dry run lists exactly what is sent', () => {
  test('for replication', async () => {
    const people = makePeople(w.chat);
    await people.answerQuestions(FRESH);
    const listed = await ahead(`replicate ${FRESH} --dry-run`);
    await sends(listed, () => people.replicate(FRESH));
  });

  test('for a test and its verdict', async () => {
    const test = await ahead(`test ${TESTED} --dry-run`);
    const asked = await answer(`test ${TESTED}`, /test network/);
    await sends(test, () => confirm(asked));
    await untilSaid(`verdict ${TESTED} works --dry-run`, /1 request/);
    const verdict = await ahead(`dryrun verdict ${TESTED} fails because of a wrong address`);
    await sends(verdict, () => w.chat.say(OLA, `verdict ${TESTED} works`));
  });

  test('for another try of a step that failed: the remains first, as the clouds show them', async () => {
    const id = w.sandbox.world.sources.list().find((m) => m.name === TESTED)!.instanceId;
    const planted = await fetch(`${w.sandbox.azureUrl}/_sandbox/machines/${id}`, { method: 'POST', body: JSON.stringify({ failNextJob: { scenario: 'TestFailover', code: '' } }) });
    expect(planted.ok).toBe(true);
    await untilSaid(`test ${TESTED} --dry-run`, /1 request/);
    await confirm(await answer(`test ${TESTED}`, /test network/));
    await untilSaid(`dryrun retry ${TESTED}`, /Dry run of/);
    const listed = await ahead(`retry ${TESTED} --dry-run`);
    await sends(listed, async () => confirm(await answer(`retry ${TESTED}`, /again/)));
  });

  test('for a rule in AWS, which is asked for without effect first', async () => {
    const [asked, added, ...more] = await ahead('fix web-08 NET-SG-OUT --dry-run');
    expect([asked, more]).toEqual([added, []]);
    const form = await answer('fix web-08 NET-SG-OUT', /TCP 9443/);
    await sends([added!], () => confirm(form));
  });

  test('for the policies of the vault', async () => {
    const created = await ahead('policy create ferry-dry retention 48h --dry-run');
    const form = await answer('policy create ferry-dry retention 48h', /ferry-dry/);
    await sends(created, async () => {
      await w.chat.press(OLA, button(form, (b) => b.verb === 'form' && step('next')(b)), defaultsOf(form));
      await confirm(stands(form));
    });
    await untilSaid('policy use ferry-dry --dry-run', /1 request/);
    const used = await ahead('policy use ferry-dry --dry-run');
    const use = await answer('policy use ferry-dry', /ferry-dry/);
    await sends(used, () => confirm(use));
  });
});

describe('what needs an approval', () => {
  let listed: readonly string[];
  let card: Message;

  test('a cutover of a wave is listed the same before it, on its form and on its approval, by group', async () => {
    listed = await ahead('cutover W07 dry run');
    expect(listed.map((line) => line.replace(/^.*?(\w+)(?: i-\w+)?$/, '$1'))).toEqual(['StopInstances', 'unplannedFailover', 'StopInstances', 'unplannedFailover']);
    const form = await answer('cutover W07 because users are told', /cutover of W07/);
    expect(await ahead('dry run')).toEqual(listed);
    const before = w.chat.messages.length;
    await w.chat.press(OLA, button(stands(form), (b) => b.verb === 'dryrun'));
    const pressed = await until('the listing', w.chat, () => w.chat.messages.slice(before).find((m) => /Dry run of/.test(said(m))));
    expect(listing(said(pressed))).toEqual(listed);
    expect(await confirm(here().toReversed().find((m) => buttonsOf(m).some((b) => b.verb === 'dryrun' && b.data['id'] === ''))!)).toMatch(/Approval A-\d+/);
    card = await approvalCard('W07');
    const id = String(button(card, (b) => b.verb === 'approve').data['id']);
    expect(button(card, (b) => b.verb === 'dryrun').data['id']).toBe(id);
    expect(await ahead(`dryrun ${id}`, ANA)).toEqual(listed);
    // The flag on the decision itself decides nothing.
    expect(await ahead(`approve ${id} W07 --dry-run`, ANA)).toEqual(listed);
    expect(buttonsOf(stands(card)).some((b) => b.verb === 'approve')).toBe(true);
  });

  test('and that is what runs', async () => {
    await sends(listed, async () => {
      await approve(card);
      await untilSaid(`quiesce ${FIRST}`, /Recorded: the application/);
      await untilSaid(`quiesce ${SECOND}`, /Recorded: the application/);
    });
  });

  test('a completion and a rollback', async () => {
    await untilSaid(`accept ${FIRST}`, /accepted/i);
    const complete = await ahead(`complete ${FIRST} —dry-run`);
    await sends(complete, async () => {
      await confirm(await answer(`complete ${FIRST}`, /Complete|complete/));
      await approve(await approvalCard(FIRST));
    });
    await untilSaid(`status ${SECOND}`, /runs in Azure|in Azure/);
    const back = await ahead(`rollback ${SECOND} because it answers slowly --dry-run`);
    expect(back.map((line) => line.replace(/^.*?(\w+)(?: i-\w+)?$/, '$1'))).toEqual(['deallocate', 'StartInstances']);
    await sends(back, async () => {
      await confirm(await answer(`rollback ${SECOND} because it answers slowly`, /EC2/));
      await approve(await approvalCard(SECOND));
    });
  });
});

test('the report tells where each machine stands, as a page and as a table, to whoever has the link', async () => {
  const card = await answer('report W07', /Report of W07/);
  const [page, table] = await Promise.all(opened(card).map(async (url) => fetch(url)));
  const html = await page!.text();
  expect(page!.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/);
  expect(html).toMatch(new RegExp(`<td>W07</td><td>1</td><td>${FIRST}</td>`));
  const rows = (await table!.text()).split('\r\n').filter((line) => line.startsWith('W07,'));
  expect(rows).toHaveLength(2);
  expect(rows[0]).toMatch(new RegExp(`^W07,1,${FIRST},i-\\w+,.*works,.*A-\\d+ cutover: done by Ana Approver`));
  expect((await fetch(opened(card)[0]!.replace(/t=./, 't=z'))).status).toBe(404);
  expect(plain(said(await answer('report W99', /./)))).toMatch(/no such wave/);
});

test('what calls no cloud says so, and does not happen', async () => {
  expect(plain(said(await answer(`hold ${TESTED} because of a change --dry-run`, /Dry run of/)))).toMatch(/no cloud call[\s\S]*Nothing was done/);
  expect((await w.chat.say(OLA, `resume ${TESTED}`)).map(said).join()).toMatch(/not held/i);
  expect(plain(said(await answer(`cutover ${FRESH} --dry-run`, /./)))).not.toMatch(/Dry run of/);
});
