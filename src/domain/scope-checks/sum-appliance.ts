import { block, info, pass, unreadable, unsure, warn } from '../checks/support/make-check.ts';
import { counted, LINK, profileText } from '../checks/support/words.ts';
import type { Judgement } from '../checks/types.ts';
import type { ProcessServer } from '../infrastructure.ts';
import { churnOf, type Churn } from './support/churn.ts';
import { makeSum } from './support/make-sum.ts';
import { isReplicated, membersText, total } from './support/members.ts';
import type { ScopeInput } from './types.ts';

const REMEDY = 'Deploy another appliance and register it with the vault before these machines are replicated, or replicate fewer at a time.';

type Capacity = { readonly servers: readonly ProcessServer[]; readonly machines: number; readonly bytesPerDay: number };

function machineLine(input: ScopeInput, c: Capacity): { readonly text: string; readonly short: number; readonly blind: boolean } {
  const blind = c.servers.some((s) => s.protectedItems === null);
  const carried = total(c.servers, (s) => s.protectedItems ?? 0);
  const coming = input.members.filter((m) => !isReplicated(m)).length;
  const short = Math.max(0, carried + coming - c.machines);
  const state = short === 0 ? '' : `: short by ${short} of ${carried + coming}`;
  return { text: `${membersText(input)}, ${coming} of them new. Process servers: ${c.servers.length}, with ${blind ? 'at least ' : ''}${counted(carried, 'machine')} of ${c.machines}${state}.`, short, blind };
}

function gb(bytes: number): number {
  return Math.round(bytes / 1e9);
}

function churnLine(c: Capacity, churn: Churn, assumedPercent: number): { readonly text: string; readonly short: number } {
  const bytes = churn.known + churn.assumed;
  const short = Math.max(0, gb(bytes) - gb(c.bytesPerDay));
  const assumed = churn.guessed === 0 ? '' : `, ${gb(churn.assumed)} of them assumed (${assumedPercent} % of the disks a day, for ${counted(churn.guessed, 'machine')} of which nobody knows)`;
  const blind = churn.blind === 0 ? '' : ` Of ${counted(churn.blind, 'machine')} not even the disks are known.`;
  return { text: `Changes a day: ${gb(bytes)} GB${assumed}; ${gb(c.bytesPerDay)} GB are taken${short === 0 ? '' : `: short by ${short} GB`}.${blind}`, short };
}

function judge(input: ScopeInput): Judgement {
  const { infrastructure, profile } = input.common;
  if (!infrastructure.known) return unreadable('The vault', infrastructure.why);
  const servers = infrastructure.value.processServers;
  if (servers.length === 0) return info(`${membersText(input)}. The vault shows no process server yet.`, 'Deploy the appliance and register it with the vault.');
  const { processServer, assumedChurnPercent } = profile.limits;
  const capacity = { servers, machines: servers.length * processServer.machines, bytesPerDay: servers.length * processServer.churnGbPerDay * 1e9 };
  const machines = machineLine(input, capacity);
  const churn = churnOf(input);
  const changes = churnLine(capacity, churn, assumedChurnPercent);
  const evidence = `${machines.text} ${changes.text}`;
  if (machines.short > 0) return block({ evidence, remedy: REMEDY, cause: 'machines', causeText: `The process servers are short of room for ${counted(machines.short, 'machine')}` });
  if (changes.short > 0) return warn({ evidence, remedy: `${REMEDY} Type "capacity" for the figures.`, cause: 'churn', causeText: `The process servers are short by ${changes.short} GB of changes a day` });
  if (machines.blind || churn.blind > 0) return unsure({ evidence, remedy: "Look at the process servers in the vault, and let Ferry read the machines' volumes.", cause: 'blind', causeText: 'The load of the process servers is not known whole' });
  return pass(evidence);
}

/** One process server carries so many machines and so many changes a day, and no more. */
export const sumAppliance = makeSum({
  id: 'SUM-APPLIANCE',
  title: 'Capacity of the appliance',
  severity: 'block',
  curer: 'aws',
  needs: ['infrastructure', 'disks', 'item'],
  expected: ({ common: { profile } }) => `At most ${profile.limits.processServer.machines} machines and ${profile.limits.processServer.churnGbPerDay} GB of changes a day per process server. ${profileText(profile)}.`,
  link: LINK.appliance,
  judge,
});
