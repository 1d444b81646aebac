/** English words around windows and freezes. */
import type { Freeze } from '../../domain/governance/types.ts';
import { named, quoted } from '../neutral.ts';
import { windowText } from '../window.ts';
import type { Question } from './phrases.ts';

const NOW = 'as soon as it is approved, until the approval expires';
const MANY = 20;

function freezeLine(f: Freeze): string {
  // The settings' own freezes are numbered below zero: nobody ends them by a command.
  return `${f.number < 0 ? 'Freeze of the settings' : `Freeze ${f.number}`}: ${windowText(f)}. ${quoted(f.reason)}${f.by === null ? '' : ` (${named(f.by.name)})`}`;
}

function question(machine: string, window: string | null, freezes: readonly string[]): Question {
  const kept = [`Understood as: ${window ?? ''}.`, 'Nothing is stopped or failed over outside of it. When it is over and the cutover has not begun, nothing runs, and people are told.'];
  return {
    title: window === null ? `Take the window of ${named(machine)} back?` : `Keep this window for ${named(machine)}?`,
    lines: [...(window === null ? [`A cutover then runs ${NOW}.`] : kept), `This asks for nothing yet: 'cutover ${named(machine)}' does.`],
    warnings: freezes,
  };
}

function freezeQuestion(window: string, reason: string): Question {
  return {
    title: 'Freeze all cutovers?',
    lines: [`Understood as: ${window}.`, `Reason: ${quoted(reason)}`, 'It wins over every approval: no machine is stopped and no failover starts in that time. What Azure is already doing goes on.', 'An approved cutover waits; when its time ends in the freeze, its approval is void.'],
    warnings: [],
  };
}

function thawQuestion(f: Freeze, reason: string): Question {
  return { title: `End freeze ${f.number} now?`, lines: [freezeLine(f), `Why: ${quoted(reason)}`, 'Approved cutovers that it holds go on at once, if their own time has come.'], warnings: [] };
}

export const windowWords = {
  now: NOW,
  understood: (text: string): string => `I understand: ${text}. Nothing was changed.`,
  shown: (machine: string, window: string | null): string => (window === null ? `${named(machine)} has no window: a cutover runs ${NOW}. Set one with 'window ${named(machine)} sat 22:00..02:00 Europe/Rome'.` : `${named(machine)}: window ${window}.`),
  kept: (machine: string, window: string | null): string => (window === null ? `${named(machine)} has no window any more.` : `Window of ${named(machine)}: ${window}. Next: 'cutover ${named(machine)}'.`),
  question,
  freezeQuestion,
  thawQuestion,
  freezeLine,
  list: (freezes: readonly Freeze[]): string => (freezes.length === 0 ? 'No freeze holds or is planned.' : freezes.slice(0, MANY).map(freezeLine).join('\n\n')),
  frozen: (number: number, window: string, holds: readonly string[]): string => `Freeze ${number}: ${window}. ${holds.length === 0 ? 'It holds no cutover that is under way.' : `It holds: ${holds.slice(0, MANY).map(named).join(', ')}.`} 'freeze end ${number} because …' ends it early.`,
  thawed: (number: number): string => `Freeze ${number} has ended.`,
  windowLine: (window: string | null): string => (window === null ? `Runs ${NOW}.` : `Window: ${window}. Nothing is stopped or failed over outside of it.`),
  buttons: { keep: 'Keep this window', drop: 'Take it back', freeze: 'Freeze cutovers', thaw: 'End the freeze' },
  form: {
    note: 'Note (optional; needed when the EC2 machine is not stopped)',
    when: 'Window (optional)',
    example: 'sat 22:00..02:00 Europe/Rome, at 22:00, or empty',
    lines: ['A note for the approvers? It stands on the approval card.', 'A window? Nothing is stopped or failed over outside of it. Without one the cutover runs as soon as it is approved.'],
    long: 'The note has at most 500 characters.',
  },
};
