/** The longest end there is: a turn that hangs, a request that hangs, and a database that is cut off. The process ends within half a minute, and the next one goes on. */
import { expect, test } from '@jest/globals';
import { CHANNEL, OLA } from '../e2e/support/chat.ts';
import { counts, makeCrew } from '../e2e/support/crew.ts';
import { step, type World } from '../e2e/support/world.ts';
import { eventually, startFleet } from '../replicas/support/fleet.ts';

const MACHINE = 'web-01';
/** Whoever stops a process kills it after this. */
const KILLED_AFTER_MS = 30_000;

test('a process that everything keeps from ending ends in time, says so, and nothing is done twice afterwards', async () => {
  const fleet = await startFleet({ replicas: 1 });
  if (fleet === null) return;
  try {
    const { chat, sandbox, replicas: [replica] } = fleet;
    if (replica === undefined) throw new Error('a replica was expected');
    const crew = makeCrew({ sandbox, chat } as unknown as World, MACHINE);
    await chat.addBot(CHANNEL);
    await crew.replicate();
    sandbox.world.faults.add({ match: { server: 'azure', method: 'POST', path: crew.pathOf('testFailover') }, effect: { delayMs: 5_000, drop: true, afterwards: true } });
    await crew.say(`test ${MACHINE}`);
    await crew.press(OLA, 'form', step('confirm'));
    await crew.wait('the request', () => sandbox.world.faults.list().length === 0);
    sandbox.world.faults.add({ match: { server: 'ec2', action: 'DescribeInstances' }, effect: { delayMs: 30_000 }, count: 1_000 });
    const hung = chat.deliver({ type: 'message', ...chat.frame(OLA, CHANNEL, '1699999999997'), text: '<at>Ferry</at> discover', entities: [{ type: 'mention', text: '<at>Ferry</at>', mentioned: { id: '28:ferry', name: 'Ferry' } }] }).catch((error: unknown) => error);
    await eventually('the turn to ask AWS', 5_000, () => sandbox.world.faults.list().some((f) => f.remaining < 1_000));
    replica.database.cut();
    const begun = performance.now();
    const code = await replica.bot.stop();
    const ms = performance.now() - begun;
    const said = /Ferry did not stop (?:in time|cleanly)[^\n]*/.exec(replica.bot.output())?.[0] ?? null;
    expect(ms).toBeLessThan(KILLED_AFTER_MS);
    // Either in order or cut off, and the process says which.
    expect(said === null ? 0 : 1).toBe(code);
    expect(replica.bot.output()).not.toMatch(/Unhandled|throw er/);
    await hung;
    sandbox.world.faults.clear();
    replica.database.mend();
    expect(await replica.bot.start()).toBe('listening');
    await crew.wait('the question about the test', () => crew.find('verdict'));
    expect(counts(crew.journal(/\/testFailover$/i))).toEqual({ sent: 1, accepted: 1 });
  } finally {
    await fleet.stop();
  }
}, 200_000);
