/** English words around asking for a run over a wave. */
import type { Evidence } from '../../domain/evidence.ts';
import { duration, utc } from '../format.ts';
import { named } from '../neutral.ts';

function machines(n: number): string {
  return n === 1 ? '1 machine' : `${n} machines`;
}

export const waveRunWords = {
  needsWave: "Several machines are cut over together as a wave that Ferry keeps: 'wave new' makes one. A machine by itself: 'cutover MACHINE'. Nothing was asked for.",
  title: { cutover: (wave: string, n: number): string => `Ask for the cutover of ${named(wave)}, ${machines(n)}?`, complete: (wave: string, n: number): string => `Complete the migration of ${named(wave)}, ${machines(n)}?` },
  ready: (ready: number, not: number): string => (not === 0 ? `${machines(ready)}, all ready.` : `${ready} ready, ${not} not. Going on leaves those ${not} out:`),
  nobody: (wave: string): string => `Nobody was asked for an approval. What only people can tell is asked by 'answer ${named(wave)}'; cure the rest, then ask again.`,
  measured: (e: Evidence): string => `Measured ${utc(e.at)}: worst RPO ${e.rpoSeconds === null ? 'unknown' : duration(e.rpoSeconds * 1000)}, worst replication health ${e.replicationHealth}.`,
  order: (groups: readonly (readonly [number, number])[]): string => `Order: ${groups.map(([group, n]) => `group ${group} (${machines(n)})`).join(', then ')}.`,
  onFailure: { stop: 'After a failure nothing more of the wave begins until a person decides.', 'go-on': 'After a failure the other machines go on; only what needs the failed one stays.' },
  others: {
    stop: (wave: string): string => `Nothing more of ${named(wave)} begins until somebody decides: retry this machine, hold it and go on with the others, or ask for a rollback. What runs of the others goes on to its end.`,
    'go-on': (wave: string): string => `The other machines of ${named(wave)} go on; what needs this one waits.`,
  },
  failureLabel: 'When one machine fails',
  failures: { stop: 'Nothing more begins until a person decides', 'go-on': 'The others go on' },
  asks: 'This only asks: one approval card for all of them goes to the channel, and somebody else must approve it.',
  released: (names: readonly string[]): string => `Held now, and released with this request: ${names.map(named).join(', ')}.`,
  requested: (id: string, wave: string, n: number): string => `Approval ${id} for ${machines(n)} of ${named(wave)} was posted. Nothing runs before somebody else approves it.`,
  complete: ['Replication and its recovery points are removed, machine by machine. There is no rollback through Ferry afterwards.', 'The EC2 machines are not touched.'],
  askComplete: 'Ask for approval',
};
