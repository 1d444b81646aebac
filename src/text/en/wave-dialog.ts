/** The questions on the way to a new wave. */
import type { WaveMember } from '../../domain/wave/types.ts';
import { named } from '../neutral.ts';

type Step = 'name' | 'machines' | 'groups' | 'target' | 'window' | 'approvers' | 'channel';

type Asked = { readonly question: string; readonly label: string };

const asked: { readonly [S in Step]: Asked } = {
  name: { question: 'What is the wave called?', label: 'Name' },
  machines: { question: "Which machines? Names, instance ids, patterns such as 'app*', or a tag such as 'tag:Wave=7', separated by spaces, commas or lines. Names with spaces need quotation marks.", label: 'Machines' },
  groups: { question: "Which must start first? Write for example '1: db01 db02; 2: app*'; machines that you do not name come last. 'none': all at once.", label: 'Groups' },
  target: { question: "Where do they land? Write for example 'group=rg-shop network=vnet-shop subnet=app size=Standard_D2s_v5', any of them. 'none': the defaults of the scope.", label: 'Target' },
  window: { question: "When may the wave be cut over? Write for example 'sat 22:00..02:00 Europe/Rome'. 'none': each request says it.", label: 'Window' },
  approvers: { question: "Who may approve? Names or object ids, separated by commas, all of them approvers of the scope. 'none': all of the scope's approvers.", label: 'Approvers' },
  channel: { question: "Where is the wave's thread? 'here' for this channel, 'none' for nowhere yet.", label: 'Channel' },
};

const GROUP_NAMES = 12;

function groupLines(members: readonly WaveMember[]): readonly string[] {
  const groups = [...new Set(members.map((m) => m.group))].toSorted((a, b) => a - b);
  return groups.map((g) => {
    const names = members.filter((m) => m.group === g).map((m) => named(m.name));
    return `Group ${g}: ${names.slice(0, GROUP_NAMES).join(', ')}${names.length > GROUP_NAMES ? ` and ${names.length - GROUP_NAMES} more` : ''}`;
  });
}

export const waveDialogWords = {
  title: (n: number, title: string): string => `Step ${n} of 8: ${title}`,
  titleOf: (name: string): string => (name === '' ? 'New wave' : `New wave ${named(name)}`),
  asked,
  understood: (n: number): string => `${n} machine${n === 1 ? '' : 's'} so far.`,
  groups: groupLines,
  confirm: (name: string, n: number): string => `Create wave ${named(name)} with ${n} machine${n === 1 ? '' : 's'}?`,
  window: (text: string | null): string => (text === null ? 'No window: each request says when it may run.' : `Window: ${text}`),
  target: (parts: readonly string[]): string => (parts.length === 0 ? "Target: the scope's defaults." : `Target: ${parts.map(named).join(' · ')}.`),
  approvers: (names: readonly string[] | null): string => (names === null ? "Approvers: the scope's." : `Approvers: ${names.map(named).join(', ')}.`),
  channel: (here: boolean): string => (here ? 'The thread of the wave is in this channel.' : 'No channel is chosen yet.'),
  nothing: 'Nothing in AWS or Azure changes.',
  create: 'Create the wave',
  created: (name: string, n: number): string => `Created wave ${named(name)} with ${n} machine${n === 1 ? '' : 's'}. Nothing in AWS or Azure changed. Next: 'check ${named(name)}'.`,
  problems: {
    groups: "I cannot read that. Write for example '1: db01 db02; 2: app*'.",
    notHere: 'A wave has its thread in a channel, and this is none. Answer none, and say it in the channel later.',
    target: "I cannot read that. Write for example 'group=rg-shop network=vnet-shop subnet=app'.",
    noTarget: (what: string, known: string): string => `Azure has no ${named(what)} of that name.${known === '' ? '' : ` There are: ${named(known)}.`}`,
    person: (text: string): string => `I cannot tell who ${named(text)} is. Give the Entra object id, or the exact name of somebody who has talked to me in a personal chat.`,
    needed: 'A wave needs a name.',
  },
};
