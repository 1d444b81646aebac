/** Why a change to a wave was refused. */
import type { Rejection } from '../../usecases/types.ts';
import { named, quoted } from '../neutral.ts';

type Detail = Rejection['detail'];
type Code = Extract<Rejection['code'], `wave-${string}`>;

const wave = (d: Detail): string => named(d['wave'] ?? 'the wave');
const machine = (d: Detail): string => named(d['machine'] ?? 'that machine');

const inWaves = (d: Detail): string => (d['of'] === 'waves' ? 'These waves wait for each other' : 'These machines need each other');

export const waveRejections: { readonly [C in Code]: (d: Detail) => string } = {
  'wave-name': (d) => `${quoted(d['wave'] ?? 'That')} is no name for a wave. Nothing was changed. Take letters, digits, spaces, dots, dashes and underscores, at most 40, beginning with a letter or digit: for example W07.`,
  'wave-exists': (d) => (d['closed'] === 'yes' ? `There was a wave ${wave(d)}; it is closed, and a name is not used twice. Nothing was changed. 'wave ${wave(d)} reopen because …' opens it again, or take another name.` : `There is a wave ${wave(d)} already. Nothing was changed. 'wave ${wave(d)} add MACHINE' adds to it.`),
  'wave-full': (d) => `${wave(d)} would have ${d['machines'] ?? 'too many'} machines; Site Recovery takes at most ${d['most'] ?? '100'} in one recovery plan. Nothing was changed. Split it into two waves.`,
  'wave-group': (d) => `${machine(d)} cannot be in group ${quoted(d['group'] ?? '')}: groups go from 1 to ${d['most'] ?? '7'}. Nothing was changed.`,
  'wave-cycle': (d) => `${inWaves(d)} in a circle: ${quoted(d['cycle'] ?? '')}. Nothing was changed. Take one of these steps out.`,
  'wave-taken': (d) => `${machine(d)} is in ${wave(d)} already, and a machine is in one open wave only. Nothing was changed. 'wave ${wave(d)} move ${machine(d)} to WAVE' moves it.`,
  'wave-past': (d) => `The cutover of ${machine(d)} has begun or is done, so it stays in its wave and group. Nothing was changed.`,
  'wave-without': (d) => `${machine(d)} is not in ${wave(d)}. Nothing was changed. 'wave ${wave(d)}' lists its machines.`,
  'wave-need': (d) => `${machine(d)} would need ${named(d['need'] ?? 'a machine')}, which is not in the same wave. Nothing was changed. Add that machine, or let the whole wave come after another one.`,
  'wave-need-later': (d) => `${machine(d)} (group ${d['group'] ?? '?'}) would need ${named(d['need'] ?? 'a machine')}, which comes later (group ${d['needGroup'] ?? '?'}). Nothing was changed. Put what is needed into an earlier group, or into the same one.`,
  'wave-running': (d) => `A run of ${wave(d)} is under way, and what was approved must not change beneath it. Nothing was changed. Wait for its end; 'hold MACHINE because …' keeps one machine out.`,
  'wave-closed': (d) => `${wave(d)} is closed. Nothing was changed. 'wave ${wave(d)} reopen because …' opens it again.`,
  'wave-open': (d) => `${wave(d)} is open already. Nothing was changed.`,
  'wave-approver': (d) => `${named(d['person'] ?? 'That person')} may not approve in this scope, so not for a wave of it either. Nothing was changed. 'who approvers' lists who may.`,
  'wave-not-ready': (d) => `Of ${wave(d)} ${d['ready'] ?? '0'} ${d['ready'] === '1' ? 'machine is' : 'machines are'} ready, ${d['not'] ?? 'some'} not: ${quoted(d['machines'] ?? '')}. Nobody was asked, and nothing was changed. Ask again without them: '${wave(d)} -MACHINE', or put them right first.`,
  'wave-needs': (d) => `${machine(d)} needs ${named(d['need'] ?? 'another machine')}, which neither runs in Azure nor is ready to go with it. Nothing was changed.`,
  'wave-held-asked': (d) => `Still part of ${named(d['id'] ?? 'a request')}, held, until that has ended. Nothing was changed. 'resume ${d['machine'] === undefined ? 'MACHINE' : machine(d)}' has it take part again, as long as no later group has begun. Once ${named(d['id'] ?? 'the request')} has ended ('withdraw ${named(d['id'] ?? 'A-7')} because …' ends one that has stopped nothing), 'cutover ${wave(d)} state:held' releases it and asks anew.`,
  'wave-waits': (d) => `It is not the turn of ${machine(d)} yet: an earlier group of ${wave(d)}, or a machine that it needs, does not run in Azure. Nothing was changed. Keep the application running until Ferry asks.`,
  'wave-stopped': (d) => `${wave(d)} waits because ${named(d['by'] ?? 'one of its machines')} needs help, and the wave stops at a failure. Nothing was changed. Retry that machine, or hold it: then the others go on. Keep the application of ${machine(d)} running.`,
  'wave-target': (d) => `I cannot find ${quoted(d['value'] ?? 'that')} in Azure.${(d['why'] ?? '') === '' ? '' : ` It could not be read: ${quoted(d['why'] ?? '')}.`}${(d['known'] ?? '') === '' ? '' : ` There are: ${quoted(d['known'] ?? '')}.`} Nothing was changed. Write for example 'group=rg-shop network=vnet-shop subnet=app size=Standard_D2s_v5'.`,
  'wave-machine': (d) => `${machine(d)} is not a machine that Ferry can move: AWS does not list it, or it is part of Ferry's own equipment. Nothing was changed.`,
};
