import { BEFORE_REPLICATION, info, makeCheck, pass, unreadable, unsure, warn } from './support/make-check.ts';
import { profileText } from './support/words.ts';

// From this share on a wave is likely to find no room.
const NEARLY = 0.9;

/** How many machines a process server carries already; the sum over a wave is a check of its own. */
export const asrPsCap = makeCheck({
  id: 'ASR-PS-CAP',
  title: 'Machines per process server',
  topic: 'vault',
  phases: BEFORE_REPLICATION,
  severity: 'warn',
  curer: 'aws',
  needs: ['infrastructure'],
  expected: ({ profile }) => `At most ${profile.limits.processServer.machines} machines and ${profile.limits.processServer.churnGbPerDay} GB of changes a day on one process server. ${profileText(profile)}.`,
  link: ({ profile }) => profile.link,
  judge: ({ infrastructure, profile }) => {
    if (!infrastructure.known) return unreadable('The vault', infrastructure.why);
    const most = profile.limits.processServer.machines;
    const servers = infrastructure.value.processServers;
    if (servers.length === 0) return info('The vault shows no process server yet.', 'Deploy the appliance and register it with the vault.');
    const silent = servers.filter((s) => s.protectedItems === null).map((s) => s.name);
    const loads = servers.map((s) => `${s.name} carries ${s.protectedItems ?? 'an unknown number'} of ${most} machines`).join('; ');
    const free = (share: number): boolean => servers.some((s) => s.protectedItems !== null && s.protectedItems < share * most);
    if (free(NEARLY)) return pass(`${loads}.`);
    if (silent.length > 0) return unsure({ evidence: `${loads}.`, remedy: 'Look at the process servers in the vault.', cause: 'blind', causeText: `The vault does not say how many machines ${silent.join(', ')} carries` });
    const state = free(1) ? 'nearly full' : 'full';
    return warn({ evidence: `${loads}: ${servers.length === 1 ? 'it is' : 'they are'} ${state}.`, remedy: 'Deploy a second appliance and register it with the vault.', cause: 'full', causeText: `Every process server is ${state}` });
  },
});
