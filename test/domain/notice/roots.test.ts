import { expect, test } from '@jest/globals';
import { instanceIdFromCloud, migrationIdFor, waveIdOf } from '../../../src/domain/ids.ts';
import { machineRoot, rootIn, waveRoot } from '../../../src/domain/notice/roots.ts';

const wave = waveIdOf('aws-prod', 'shop - east');
const machine = migrationIdFor(instanceIdFromCloud('i-0123456789abcdef0'), 2);

const ROWS: readonly (readonly [string, ReturnType<typeof rootIn>, string])[] = [
  [waveRoot(wave), { kind: 'wave', id: wave }, 'the card of a wave'],
  [`${waveRoot(wave)}@19:other@thread.tacv2`, { kind: 'wave', id: wave }, 'its copy in a channel that follows it'],
  [machineRoot(machine), { kind: 'machine', id: machine }, 'the card of a machine'],
  [`${machineRoot(machine)}@19:other@thread.tacv2`, { kind: 'machine', id: machine }, 'its copy'],
  [`${wave}:tested:3`, null, 'a milestone of a wave'],
  [`m:${machine}:4`, null, 'an event of a machine'],
  ['run:r-1', null, 'a check'],
  ['a:A-7:root', null, 'a request'],
  [`${machine}:root`, null, 'no key of ours'],
];

test.each(ROWS)('a post under %s begins the thread of %j: %s', (key, root) => {
  expect(rootIn(key)).toEqual(root);
});
