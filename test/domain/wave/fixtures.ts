/** Waves for tests: machines are numbered, names follow the number. */
import { conversationIdFromActivity, instanceIdFromCloud, waveIdOf, type InstanceId } from '../../../src/domain/ids.ts';
import type { WaveWorld } from '../../../src/domain/wave/edit.ts';
import type { Wave, WaveMember } from '../../../src/domain/wave/types.ts';
import { waveKey } from '../../../src/domain/waves.ts';
import { NOW, person } from '../../cards/fixtures.ts';

export const OLGA = person('Olga Owner', '00000000-0000-0000-0000-0000000000b1');
export const RITA = person('Rita Requester', '00000000-0000-0000-0000-0000000000b2');
export const LATER = NOW + 60_000;

/** The nth machine. */
export function machine(n: number): InstanceId {
  return instanceIdFromCloud(`i-${n.toString(16).padStart(17, '0')}`);
}

/** The nth machine as a member. */
export function member(n: number, group = 1, needs: readonly number[] = []): WaveMember {
  return { instanceId: machine(n), name: `m${n}`, group, needs: needs.map(machine) };
}

/** A wave of the scope `weu`. */
export function waveOf(name: string, over: Partial<Wave> = {}): Wave {
  return {
    id: waveIdOf('weu', waveKey(name)), scope: 'weu', name, owner: OLGA, members: [], window: null, approvers: null, after: [], note: '', createdAt: NOW, plan: null, closed: null,
    target: { resourceGroupId: null, networkId: null, subnet: null, size: null }, channel: conversationIdFromActivity('19:ops@thread.tacv2'), policy: { onFailure: 'stop', drive: 'machines' }, edited: { by: OLGA, at: NOW }, ...over,
  };
}

/** A world in which nothing has begun. */
export function worldOf(waves: readonly Wave[], over: Partial<WaveWorld> = {}): WaveWorld {
  return { waves, past: new Map(), running: new Set(), ...over };
}
