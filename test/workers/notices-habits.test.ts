/** Who wants to be told what, and when not. */
import { describe, expect, test } from '@jest/globals';
import type { GovernanceEvent } from '../../src/domain/governance/types.ts';
import type { Approval, ApprovalEvent } from '../../src/domain/approval/types.ts';
import { approvalIdOf, type ConversationId } from '../../src/domain/ids.ts';
import { by } from '../../src/domain/person.ts';
import { HOUR, MINUTE, SECOND } from '../../src/domain/time.ts';
import { foundIn } from '../../src/workers/removed.ts';
import { approvalOf, person } from '../cards/fixtures.ts';
import { happens, OWNER, PAGER, waveOf } from './support/notice-room.ts';
import { FAILED, noticeStage, stuck } from './support/notice-stage.ts';

const s = noticeStage();
const { inThread, name, live, machines, lone, governs, quietFor } = s;

describe('who wants what', () => {
  const follow = (conversation: ConversationId, subject: string, level: 'failures' | 'milestones'): GovernanceEvent => ({ type: 'Followed', follow: { conversation, subject, name: 'x', level, since: s.room.now } });

  test('a follower gets its level from then on, quiet hours hold milestones back, and a failure comes all the same', async () => {
    const m = await lone();
    const group = await s.room.chat('group', '19:group@unq.gbl.spaces');
    const chat = await s.room.chat('personal', 'a:ann');
    // It is night in UTC: two quiet hours from now on.
    await governs(follow(group, m.instanceId, 'failures'), follow(chat, m.instanceId, 'milestones'), { type: 'HabitSet', habit: { conversation: chat, zone: 'UTC', quiet: quietFor(2), digest: null, since: s.room.now } });
    await happens(s.room, [m], { type: 'ProtectionReached' });
    await happens(s.room, [m], FAILED, stuck);
    await s.room.after(MINUTE);
    const told = (thread: string): readonly string[] => s.room.fake.messages.filter((x) => x.thread === thread).map((x) => x.content);
    expect(told(group)).toHaveLength(1);
    expect(told(group)[0]).toContain('The failover failed');
    expect(told(chat).map((c) => c.includes('The failover failed'))).toEqual([true]);
    await s.room.after(3 * HOUR);
    expect(told(chat).filter((c) => c.includes('first copy is complete'))).toHaveLength(1);
  });

  test('an approver who adds Ferry later gets the open request at once, as the same card; all copies end together', async () => {
    const amir = person('Amir Late', '00000000-0000-4000-8000-000000000c0a');
    const m = await lone();
    const asked = approvalOf({ id: approvalIdOf(9_000 + s.tests), migrationId: m.id, machine: m.name, requester: OWNER, requestedAt: s.room.now, quorum: 1, approvers: [amir.id], approvals: [], expiresAt: s.room.now + 20 * HOUR, channel: s.channel });
    const approve = (version: number, state: Approval, event: ApprovalEvent) => s.room.store.commit({ at: s.room.now, changes: [{ kind: 'approval', id: state.id, version, state, events: [{ actor: by(OWNER), event }] }] });
    expect(await approve(0, asked, { type: 'ApprovalRequested', approval: asked })).toBe('saved');
    await happens(s.room, [m], { type: 'ProtectionReached' });
    await happens(s.room, [m], { type: 'CutoverRequested', approvalId: asked.id, evidence: asked.evidence, contentHash: asked.contentHash });
    await s.room.after(5 * SECOND);
    const cards = () => s.room.fake.messages.filter((x) => x.summary.includes(m.name) && x.content.includes(asked.id) && !x.thread.endsWith(x.id));
    expect(cards().map((x) => x.thread.startsWith(s.channel))).toEqual([true]);
    const { id, name: title, reference, kind } = (await s.room.store.conversation(await s.room.chat('personal', 'a:amir', amir)))!;
    await s.room.store.forgetConversation(id);
    await foundIn(s.room.store, { id, name: title, reference, kind, person: amir }, s.room.now);
    await s.room.after(SECOND);
    const [home, copy] = cards();
    expect(copy?.thread).toBe(id);
    expect(copy?.content).toContain('"verb":"approve"');
    expect(copy?.content).toBe(home?.content);
    await approve(1, { ...asked, status: 'withdrawn', closing: { at: s.room.now, by: OWNER, reason: 'not today' } }, { type: 'ApprovalWithdrawn', reason: 'not today' });
    await happens(s.room, [m], { type: 'CutoverDenied', approvalId: asked.id, outcome: 'withdrawn', reason: 'not today' });
    await s.room.after(SECOND);
    expect([home?.edits, copy?.edits]).toEqual([1, 1]);
    expect(copy?.content).toContain('not today');
    expect(copy?.content).not.toContain('"verb":"approve"');
    expect(copy?.content).toBe(home?.content);
  });

  test('whoever is on call is paged in quiet hours', async () => {
    const pager = await s.room.chat('personal', 'a:pager', PAGER);
    await governs({ type: 'HabitSet', habit: { conversation: pager, zone: 'UTC', quiet: quietFor(4), digest: { at: 0, days: 'daily' }, since: s.room.now } });
    const m = await lone();
    await happens(s.room, [m], FAILED, stuck);
    await s.room.after(5 * SECOND);
    expect(s.room.fake.messages.filter((x) => x.thread === pager && x.content.includes('The failover failed'))).toHaveLength(1);
  });

  test('the card of a wave and of a machine stay as they are while only time passes', async () => {
    const m = await lone();
    const all = await machines(2);
    await waveOf(s.room, all, { channel: s.channel, name: name() });
    await live([m, ...all], { percent: 99 });
    await happens(s.room, [m, ...all], { type: 'ProtectionReached' });
    await s.room.after(3 * MINUTE);
    const roots = inThread().filter((x) => x.thread.endsWith(x.id));
    expect(roots).toHaveLength(2);
    const before = roots.map((x) => x.edits);
    for (let i = 0; i < 12; i++) {
      [m.id, ...all.map((one) => one.id)].forEach((key) => s.room.ask({ queue: 'notify', key }));
      await s.room.after(30 * MINUTE);
    }
    expect(roots.map((x) => x.edits)).toEqual(before);
  });

  test('milestones of quiet hours that no state shows any more are told by the digest, also when Teams lost the one before', async () => {
    const chat = await s.room.chat('personal', 'a:bea', person('Bea', '00000000-0000-4000-8000-000000000c09'));
    const m = await lone();
    const minute = Math.floor(s.room.now / MINUTE) % 1440;
    await governs(follow(chat, m.instanceId, 'milestones'), { type: 'HabitSet', habit: { conversation: chat, zone: 'UTC', quiet: quietFor(4), digest: { at: (minute + 5 * 60) % 1440, days: 'daily' }, since: s.room.now } });
    s.room.ask({ queue: 'notify', key: `digest:${chat}` });
    await happens(s.room, [m], { type: 'MachineHeld', reason: 'the switch is replaced' }, { hold: { by: OWNER, at: s.room.now, reason: 'x' } });
    await happens(s.room, [m], { type: 'MachineReleased' }, { hold: null });
    s.room.fake.state.fault = (c) => (c.thread === chat ? { status: 502, when: 'before' } : null);
    await s.room.after(6 * HOUR);
    s.room.fake.state.fault = () => null;
    await s.room.after(24 * HOUR);
    const digests = s.room.fake.messages.filter((x) => x.thread === chat);
    expect(digests).toHaveLength(1);
    expect(digests[0]?.content).toMatch(/In quiet hours:.*is held: no new step starts.*the switch is replaced.*is not held any more/);
  });

  test('a digest comes at its time in its zone, once; with nothing to say there is none', async () => {
    const chat = await s.room.chat('personal', 'a:ann');
    const habit = { conversation: chat, zone: 'Europe/Rome', quiet: null, digest: { at: 8 * 60 + 30, days: 'daily' }, since: s.room.now } as const;
    await governs({ type: 'HabitSet', habit });
    s.room.ask({ queue: 'notify', key: `digest:${chat}` });
    await s.room.after(8 * HOUR);
    expect(s.room.fake.messages.filter((x) => x.thread === chat)).toEqual([]);
    const m = await lone();
    await governs(follow(chat, m.instanceId, 'failures'));
    await happens(s.room, [m], { type: 'ProtectionReached' });
    await s.room.after(24 * HOUR);
    const digests = s.room.fake.messages.filter((x) => x.thread === chat);
    expect(digests).toHaveLength(1);
    expect(new Date(digests[0]?.at ?? 0).toISOString()).toMatch(/T07:30/);
    await s.room.restart([`digest:${chat}`]);
    await s.room.after(HOUR);
    expect(s.room.fake.messages.filter((x) => x.thread === chat)).toHaveLength(1);
  });
});
