import { describe, expect, test } from '@jest/globals';
import { dependantsOf, isUnderWay, returns, stopperOf, turnOf, type Stand } from '../../../src/domain/wave/gate.ts';
import type { Turn } from '../../../src/domain/wave/turn.ts';
import { idOf, stand, waveApproval, type Line } from './support.ts';

type Row = { readonly reason: string; readonly lines: readonly Line[]; readonly stands: readonly Stand[]; readonly me: string; readonly turn: Turn; readonly onFailure?: 'go-on'; readonly behind?: true };
const DB: Line = { name: 'db', group: 1 };
const APP: Line = { name: 'app', group: 2 };
const WEB: Line = { name: 'web', group: 3 };
const all = [DB, APP, WEB];
const failed = { stuck: true };

const rows: readonly Row[] = [
  { reason: 'the first group begins', lines: all, stands: [stand('db'), stand('app'), stand('web')], me: 'db', turn: 'go' },
  { reason: 'a wave that comes after another one waits for it', lines: all, stands: [stand('db'), stand('app'), stand('web')], me: 'db', turn: 'waits', behind: true },
  { reason: 'the second group waits for the first', lines: all, stands: [stand('db', 'failing-over'), stand('app'), stand('web')], me: 'app', turn: 'waits' },
  { reason: 'the second group begins when the first is in Azure', lines: all, stands: [stand('db', 'in-azure'), stand('app'), stand('web')], me: 'app', turn: 'go' },
  { reason: 'a machine whose source is stopped goes on whatever happens', lines: [DB, { name: 'db2', group: 1 }], stands: [stand('db', 'source-stopped', failed), stand('db2', 'source-stopped')], me: 'db2', turn: 'go' },
  { reason: 'a machine that has begun does not come after another wave any more', lines: all, stands: [stand('db', 'stopping-source'), stand('app'), stand('web')], me: 'db', turn: 'go', behind: true },
  { reason: 'a failure stops what has not begun', lines: [DB, { name: 'db2', group: 1 }], stands: [stand('db', 'source-stopped', failed), stand('db2', 'draining')], me: 'db2', turn: 'stopped' },
  { reason: 'a failure that is held stops nothing', lines: [{ ...DB, state: 'left', byHold: true }, APP], stands: [stand('db', 'source-stopped', { stuck: true, held: true }), stand('app')], me: 'app', turn: 'go' },
  { reason: 'what was changed outside stops the wave until somebody looks', lines: [{ ...DB, state: 'failed' }, { name: 'db2', group: 1 }], stands: [stand('db', 'tested', { drifted: true }), stand('db2')], me: 'db2', turn: 'stopped' },
  { reason: 'trouble after the failover stops nothing', lines: [{ ...DB, state: 'done' }, APP], stands: [stand('db', 'completing', failed), stand('app')], me: 'app', turn: 'go' },
  { reason: 'where the others go on, a failure keeps no later group back', lines: all, stands: [stand('db', 'source-stopped', failed), stand('app'), stand('web')], me: 'app', turn: 'go', onFailure: 'go-on' },
  { reason: 'but what needs it stays', lines: [DB, { ...APP, needs: ['db'] }], stands: [stand('db', 'source-stopped', failed), stand('app')], me: 'app', turn: 'waits', onFailure: 'go-on' },
  { reason: 'and what needs that keeps nobody back either', lines: [DB, { ...APP, needs: ['db'] }, WEB], stands: [stand('db', 'source-stopped', failed), stand('app'), stand('web')], me: 'web', turn: 'go', onFailure: 'go-on' },
  { reason: 'a held machine is waited for by nobody', lines: [{ ...DB, state: 'left', byHold: true }, APP], stands: [stand('db', 'awaiting-approval', { held: true }), stand('app')], me: 'app', turn: 'go' },
  { reason: 'it waits itself until it is released', lines: [{ ...DB, state: 'left', byHold: true }, APP], stands: [stand('db', 'awaiting-approval', { held: true }), stand('app')], me: 'db', turn: 'waits' },
  { reason: 'it is out once a later group has begun', lines: [{ ...DB, state: 'left', byHold: true }, APP], stands: [stand('db', 'awaiting-approval', { held: true }), stand('app', 'quiescing')], me: 'db', turn: 'passed' },
  { reason: 'it is out when it was released and yet not taken back', lines: [{ ...DB, state: 'left', byHold: true }, APP], stands: [stand('db'), stand('app')], me: 'db', turn: 'passed' },
  { reason: 'a machine that was taken out of the wave is out', lines: [{ ...DB, state: 'left' }, APP], stands: [stand('db', 'awaiting-approval', { held: true }), stand('app')], me: 'db', turn: 'passed' },
  { reason: 'what fell behind does not slip in', lines: [DB, { ...APP, needs: ['db'] }, WEB], stands: [stand('db', 'in-azure'), stand('app'), stand('web', 'quiescing')], me: 'app', turn: 'passed', onFailure: 'go-on' },
  { reason: 'a machine that left and is moved by itself turns no order round', lines: [DB, { ...APP, state: 'left' }], stands: [stand('db'), stand('app', 'failing-over')], me: 'db', turn: 'go' },
  { reason: 'a need of the same group is waited for', lines: [DB, { name: 'db2', group: 1, needs: ['db'] }], stands: [stand('db', 'draining'), stand('db2')], me: 'db2', turn: 'waits' },
  { reason: 'a need that was rolled back is not there', lines: [{ ...DB, state: 'failed' }, { ...APP, needs: ['db'] }], stands: [stand('db', 'rolled-back'), stand('app')], me: 'app', turn: 'waits' },
  { reason: 'a need that left and came to Azure by itself is there', lines: [{ ...DB, state: 'left' }, { ...APP, needs: ['db'] }], stands: [stand('db', 'in-azure'), stand('app')], me: 'app', turn: 'go' },
  { reason: 'who is not named has no turn', lines: all, stands: [stand('db')], me: 'other', turn: 'passed' },
  { reason: 'a machine that nobody knows any more has none either', lines: all, stands: [], me: 'db', turn: 'passed' },
];

test.each(rows)('$reason', ({ lines, stands, me, turn, onFailure, behind }) => {
  expect(turnOf(waveApproval(lines, onFailure === undefined ? {} : { onFailure }), idOf(me), { stands, behind: behind ?? false })).toBe(turn);
});

describe('a run', () => {
  test('of one machine, or of completions, has no order', () => {
    expect(turnOf({ ...waveApproval(all), wave: null }, idOf('web'), { stands: [], behind: true })).toBe('go');
    expect(turnOf(waveApproval(all, { operation: 'complete' }), idOf('web'), { stands: [stand('web')], behind: true })).toBe('go');
  });

  test('names whoever stops it, unless the others go on', () => {
    const stands = [stand('db', 'source-stopped', failed)];
    expect(stopperOf(waveApproval(all), stands)).toBe('db');
    expect(stopperOf(waveApproval(all, { onFailure: 'go-on' }), stands)).toBeNull();
    expect(stopperOf({ ...waveApproval(all), wave: null }, stands)).toBeNull();
  });

  test('is over when nothing is under way and nothing may begin', () => {
    const lines: readonly Line[] = [DB, { ...APP, needs: ['db'] }];
    const waiting = [stand('db', 'source-stopped', failed), stand('app')];
    expect(isUnderWay(waveApproval(lines, { onFailure: 'go-on' }).wave!, waiting)).toBe(true);
    expect(isUnderWay(waveApproval([{ ...DB, state: 'failed' }, { ...APP, needs: ['db'] }]).wave!, [stand('db', 'rolled-back'), stand('app')])).toBe(false);
  });

  test('ends in spite of machines that need each other in a circle', () => {
    const circle = waveApproval([{ name: 'a', group: 1, needs: ['b'] }, { name: 'b', group: 1, needs: ['a'] }]);
    expect(isUnderWay(circle.wave!, [stand('a'), stand('b')])).toBe(false);
    expect(turnOf(circle, idOf('a'), { stands: [stand('a'), stand('b')], behind: false })).toBe('waits');
  });

  test('takes a released machine back while its group has not passed, and always when its source is stopped', () => {
    const a = waveApproval([{ ...DB, state: 'left', byHold: true }, APP]);
    expect(returns(a, idOf('db'), [stand('db'), stand('app')])).toBe(true);
    expect(returns(a, idOf('db'), [stand('db'), stand('app', 'draining')])).toBe(false);
    expect(returns(a, idOf('db'), [stand('db', 'source-stopped'), stand('app', 'draining')])).toBe(true);
    expect(returns(a, idOf('app'), [stand('db'), stand('app')])).toBe(false);
  });

  test('knows what depends on a machine, through others too', () => {
    const a = waveApproval([DB, { ...APP, needs: ['db'] }, { ...WEB, needs: ['app'] }, { name: 'lone', group: 3 }]);
    expect(dependantsOf(a.wave!, idOf('db')).map((m) => m.machine)).toEqual(['app', 'web']);
  });
});
