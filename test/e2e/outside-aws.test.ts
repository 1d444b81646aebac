/** What others do to EC2 machines that replicate: what makes a cutover wrong pauses it, what is lost is told at once. */
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from '@jest/globals';
import { ANA, buttonsOf, OLA, said } from './support/chat.ts';
import { counts } from './support/crew.ts';
import { adopt, cards, control, driftCard, FAILOVER, inAzure, makeStories, REMOVE, STOP } from './support/stories.ts';

const happens = makeStories();

happens('terminated while it replicates: red at once, the owner is called, the copy is told with its age; failed over through an approval of its own, completed only with a reason', async (c, w) => {
  await control(c, w, { state: 'terminated' });
  const card = await c.wait('the card', () => c.own().find((m) => m.thread !== null && /⛔.*the EC2 machine is gone/.test(said(m)) && buttonsOf(m).some((b) => b.verb === 'cutover')));
  expect(said(card)).toMatch(/<at>Ola Operator<\/at>/);
  expect(said(card)).toMatch(/Last recovery point: .* old when the loss was seen/);
  expect(said(card)).toMatch(/do not remove the replication/i);
  expect(await c.say(`complete ${c.machine}`)).not.toMatch(/Ask to complete the migration/);
  await c.say(`cutover ${c.machine} because it is the last copy`);
  await c.confirm();
  await c.press(ANA, 'approve');
  await inAzure(c);
  expect(counts(c.journal(STOP)).sent).toBe(0);
  expect(counts(c.journal(FAILOVER))).toEqual({ sent: 1, accepted: 1 });
  expect(await c.say(`rollback ${c.machine} because it is slow`)).toMatch(/gone/);
  await c.press(OLA, 'accept');
  await c.wait('accepted', () => /accepted in Azure/i.test(c.state()));
  expect(await c.say(`complete ${c.machine}`)).toMatch(/gone/);
  await c.say(`complete ${c.machine} because the owner has checked all data`);
  await c.confirm();
  await c.press(ANA, 'approve');
  await c.wait('the end', () => counts(c.journal(REMOVE)).accepted === 1);
});

happens('terminated with an open approval: the approval is void', async (c, w) => {
  await c.askForCutover();
  await control(c, w, { state: 'terminated' });
  await c.wait('the card', () => c.own().find((m) => m.thread !== null && /the EC2 machine is gone/.test(said(m)) && buttonsOf(m).some((b) => b.verb === 'cutover')));
  await c.wait('the approval', () => c.own().some((m) => /Voided/i.test(said(m)) && /EC2 machine is gone/.test(said(m))));
  expect(counts(c.journal(FAILOVER)).sent).toBe(0);
});

happens('replaced by its Auto Scaling group: the new machine is another one, by name and by migration', async (c, w) => {
  const old = c.instanceId();
  await control(c, w, { autoScalingGroup: 'shop-asg' });
  await c.wait('the group', () => c.own().some((m) => /belongs to the Auto Scaling group/.test(said(m))));
  await control(c, w, { replace: true });
  const card = await c.wait('the card', () => c.own().find((m) => m.thread !== null && /the EC2 machine is gone/.test(said(m)) && /It is another machine/.test(said(m))));
  expect(said(card)).toMatch(/shop-asg/);
  const successor = [...w.sandbox.world.aws.instances.values()].find((i) => i.tags['Name'] === c.machine && i.instanceId !== old)?.instanceId ?? 'none';
  expect(said(card)).toContain(successor);
  const found = await c.say(`status ${successor}`);
  expect(found).toMatch(/not being migrated|check|replicate/i);
  expect(found).not.toMatch(/tested, ready/i);
});

happens('a disk is added: paused, since it is not in the copy; adopted it goes on', async (c, w) => {
  await control(c, w, { addVolumeGiB: 20 });
  const card = await driftCard(c);
  expect(said(card.message)).toMatch(/disk vol-\S+ \(20 GiB\) was attached: it is not in the copy/);
  expect(said(card.message)).toMatch(/CloudTrail/);
  await adopt(c, w);
  await c.wait('tested', () => /tested, ready/i.test(c.state()));
  await pause(1_500);
  expect(cards(c, /was attached: it is not in the copy/)).toBe(1);
});

happens('resized, stopped and started while it replicates: told once each, nothing is paused', async (c, w) => {
  await control(c, w, { state: 'stopped' });
  await c.wait('stopped', () => c.own().some((m) => /EC2 machine: it was stopped/.test(said(m))));
  await control(c, w, { instanceType: 'm5.xlarge' });
  await c.wait('resized', () => c.own().some((m) => /its type is .*m5\.xlarge/.test(said(m))));
  await control(c, w, { state: 'running' });
  await c.wait('started', () => c.own().some((m) => /EC2 machine: it was started/.test(said(m))));
  await pause(1_500);
  expect(c.own().filter((m) => m.card === null && m.text.includes('ℹ'))).toHaveLength(3);
  expect(c.state()).toMatch(/tested, ready/i);
});

happens('stopped after the application was confirmed as quiet: the cutover is void, nothing is failed over', async (c, w) => {
  await control(c, w, { churnMbPerMinute: 5_000 });
  await c.askForCutover();
  await c.press(ANA, 'approve');
  await c.press(OLA, 'quiesce');
  await control(c, w, { instanceType: 'm5.2xlarge' });
  const card = await driftCard(c);
  expect(said(card.message)).toMatch(/its type is/);
  expect(counts(c.journal(FAILOVER)).sent).toBe(0);
});
