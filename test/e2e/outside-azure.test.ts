/** What others do in the portal, behind Ferry's back: it is seen, told with its author, and never answered by a second failover. */
import { expect } from '@jest/globals';
import { ANA, OLA, said } from './support/chat.ts';
import { counts } from './support/crew.ts';
import { adopt, cards, control, driftCard, FAILOVER, inAzure, makeStories, REMOVE, STOP } from './support/stories.ts';

const MARA = 'mara@contoso.example';
const happens = makeStories();

happens('a failover before anything was asked for: who and when, one card; adopted only when the VM runs; never a second one', async (c, w) => {
  await control(c, w, { portalFailover: true, portalBy: MARA });
  const card = await driftCard(c);
  expect(said(card.message)).toMatch(/failed over outside Ferry/);
  expect(said(card.message)).toMatch(/No approval was open/);
  await c.wait('its author', () => said(card.message).includes(MARA));
  expect(said(card.message)).toMatch(/failover, .*Activity Log/);
  expect(cards(c, /failed over outside Ferry/)).toBe(1);
  expect(await c.say(`cutover ${c.machine} because the window is open`)).toMatch(/outside/i);
  await adopt(c, w);
  await inAzure(c);
  await c.wait('the question to the owner', () => c.find('accept'));
  expect(counts(c.journal(FAILOVER)).sent + counts(c.journal(STOP)).sent).toBe(0);
});

happens('a failover after the approval, before the application was stopped: the approval is void by name, kept paused, then adopted', async (c, w) => {
  await c.askForCutover();
  await c.press(ANA, 'approve');
  await c.wait('the quiesce card', () => c.find('quiesce'));
  await control(c, w, { portalFailover: true, portalBy: MARA });
  const card = await driftCard(c);
  expect(said(card.message)).toMatch(/A-\d+ is void/);
  await c.wait('the approval card to say so', () => c.own().some((m) => /Voided/i.test(said(m)) && /outside/i.test(said(m))));
  // The button on an old card does nothing any more.
  expect(await c.say(`quiesce ${c.machine}`)).toMatch(/outside|not possible/i);
  const keep = await c.wait('keep paused', () => c.find('keep'));
  await w.chat.press(OLA, keep, {}, c.channel);
  await c.wait('who decided', () => /Ola Operator looked at it and keeps the machine paused/.test(said(card.message)));
  await adopt(c, w);
  await inAzure(c);
  expect(counts(c.journal(FAILOVER)).sent + counts(c.journal(STOP)).sent).toBe(0);
});

happens('a failover while the source is stopped for the cutover: the bot does not try its own', async (c, w) => {
  // The stop takes as long as a person needs to press a button in the portal.
  w.sandbox.world.faults.add({ match: { server: 'azure', method: 'POST', path: c.pathOf('unplannedFailover') }, effect: { status: 503, retryAfter: 30 } });
  await c.cutOver();
  await c.wait('the first try', () => counts(c.journal(FAILOVER)).sent === 1);
  await control(c, w, { portalFailover: true, portalBy: MARA });
  await c.wait('a card', () => c.find('adopt', (b) => typeof b.data['etag'] === 'number') ?? /failed over to Azure/i.test(c.state()));
  if (c.find('adopt', (b) => typeof b.data['etag'] === 'number') !== undefined) await adopt(c, w);
  await inAzure(c);
  expect(counts(c.journal(FAILOVER))).toEqual({ sent: 1, accepted: 0 });
});

happens('a test failover: paused within a round, adopted as a test of its own with a verdict', async (c, w) => {
  await control(c, w, { portalTest: true, portalBy: MARA });
  const card = await driftCard(c);
  expect(said(card.message)).toMatch(/test failover was started outside Ferry/);
  await adopt(c, w);
  await c.press(OLA, 'verdict', (b) => b.data['works'] === true);
  await c.wait('tested again', () => /tested, ready/i.test(c.state()));
  expect(counts(c.journal(/\/testFailoverCleanup$/i)).accepted).toBe(2);
});

happens('other target settings: then and now, the open request is void, adopted settings are what the next approval is about', async (c, w) => {
  await c.askForCutover();
  await control(c, w, { portalSettings: { vmSize: 'Standard_D4s_v5' }, portalBy: MARA });
  const card = await driftCard(c);
  expect(said(card.message)).toMatch(/size is .*Standard_D4s_v5.*, chosen was/);
  expect(said(card.message)).toMatch(/A-\d+ is void/);
  await c.wait('its author', () => said(card.message).includes(MARA));
  expect((await c.say(`approve ${/A-\d+/.exec(said(card.message))?.[0] ?? ''}`, ANA))).toMatch(/Voided|decided|void/i);
  await adopt(c, w);
  await c.wait('the new size', () => /Standard_D4s_v5/.test(c.state()) && /tested, ready/i.test(c.state()));
  expect(counts(c.journal(STOP)).sent).toBe(0);
});

happens('replication removed: told with its author, adopted as given up', async (c, w) => {
  await control(c, w, { portalDisable: true, portalBy: MARA });
  const card = await driftCard(c);
  expect(said(card.message)).toMatch(/replication was removed outside Ferry/);
  await c.wait('its author', () => said(card.message).includes(MARA));
  await adopt(c, w);
  await c.wait('the end', () => /given up/i.test(c.state()));
  expect(counts(c.journal(REMOVE)).sent).toBe(0);
});

happens('completed by somebody else: adopted as migrated, nothing is removed twice', async (c, w) => {
  await c.cutOver();
  await c.press(OLA, 'accept');
  await c.wait('accepted', () => /accepted in Azure/i.test(c.state()));
  await control(c, w, { portalComplete: true, portalBy: MARA });
  await adopt(c, w);
  await c.wait('the end', () => /migrated/i.test(c.state()));
  expect(counts(c.journal(REMOVE)).sent).toBe(0);
});
