/** English words of the cards that only show something. */
import { named } from '../neutral.ts';

const welcome = {
  title: (bot: string): string => `${named(bot)} moves EC2 machines to Azure`,
  lines: (channel: string | null): readonly string[] => [
    `I check, replicate, test and cut over machines with Azure Site Recovery${channel === null ? '' : `, and report to ${named(channel)}`}.`,
    'Nothing is cut over before a named approver has said yes, and no EC2 machine is ever terminated.',
    "Start with the list of machines, then 'check' one of them.",
  ],
  discover: 'List machines',
  status: 'Migrations',
  help: 'Help',
};

const help = {
  title: (place: 'personal' | 'channel'): string => (place === 'channel' ? 'What I can do in this channel' : 'What I can do for you'),
  first: "Start with 'discover' (which machines?), then 'check' one (can it move?), then 'replicate' it. After that its card tells each next step: test, cutover, complete.",
  hint: (place: 'personal' | 'channel'): string => (place === 'channel' ? 'Mention me and type a command. MACHINE is a Name tag, an instance id or a private IP. In the thread of a wave or a machine its name may be left out.' : 'Type a command. MACHINE is a Name tag, an instance id or a private IP.'),
  didYouMean: 'I did not understand that. Did you mean one of these?',
  notUnderstood: 'I did not understand that',
  all: 'All commands',
};

const machines = {
  title: (n: number): string => (n === 1 ? '1 EC2 machine' : `${n} EC2 machines`),
  unreadTitle: 'EC2 machines: not known now',
  counts: (o: { readonly migrating: number; readonly outside: number; readonly free: number }): string => `${o.migrating} with Ferry · ${o.outside} replicating outside Ferry · ${o.free} not replicated`,
  page: (number: number, last: number): string => `Page ${number + 1} of ${last + 1}`,
  notReplicated: '○ not replicated',
  outside: (text: string): string => `⚠ replicated outside Ferry (${text})`,
  none: 'No machine was found in this scope. Is the AWS account the right one?',
  noIp: 'no private IP',
  hint: "Next: 'check' with a name, an instance id or a private IP.",
};

const chooseMachine = {
  title: 'Which machine?',
  line: (n: number): string => `${n} machines fit. I never guess; please choose one.`,
  more: (n: number): string => `${n} more fit. Type the instance id if yours is not listed.`,
  choose: (name: string, id: string): string => `${name} · ${id}`,
};

const history = {
  title: (name: string): string => `History of ${named(name)}`,
  counts: (n: number, page: number, last: number): string => `${n} events, newest last · page ${page + 1} of ${last + 1} · times in UTC`,
  none: 'Nothing has happened yet.',
  ferry: 'Ferry',
  older: 'Older',
  newer: 'Newer',
};

const summary = {
  title: (name: string): string => `✅ ${named(name)} is migrated`,
  head: (vm: string, place: string): string => `It is Azure VM ${named(vm)} (${named(place)}); replication is off.`,
  source: (id: string, stopped: boolean, leftOn: boolean): string => `EC2 machine ${id}: ${stopped ? 'stopped by the cutover, not terminated' : leftOn ? 'not stopped, as approved; it may still run, please look at it' : 'not stopped by Ferry, please look at it'}. Ferry never terminates it; its volumes still cost money in AWS.`,
  facts: { vm: 'Azure VM', size: 'Size', network: 'Network', started: 'Started', total: 'Whole migration', copy: 'First copy', downtime: 'Source stop to failover end', approved: 'Approved by', accepted: 'Accepted by', owner: 'Owner' },
  notRecorded: 'not recorded',
  wayBack: 'Way back: none through Ferry. Starting the EC2 machine again is a manual step in AWS.',
};

export const lookCards = { welcome, help, machines, chooseMachine, history, summary };
