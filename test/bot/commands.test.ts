import { readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { commands } from '../../src/bot/commands/index.ts';
import { dialogs } from '../../src/bot/dialogs/index.ts';
import { VERBS } from '../../src/cards/verbs.ts';
import { en } from '../../src/text/en.ts';

const filesOf = (folder: string): readonly string[] => readdirSync(new URL(`../../src/bot/${folder}`, import.meta.url)).map((f) => f.replace('.ts', '')).filter((f) => f !== 'index').sort();

describe('the list of commands', () => {
  test('is the folder', () => {
    expect(commands.map((c) => c.name).sort()).toEqual(filesOf('commands'));
  });

  test('has every verb that a button may carry', () => {
    const names = new Set<string>(commands.map((c) => c.name));
    expect(VERBS.filter((verb) => verb !== 'say' && verb !== 'form' && !names.has(verb))).toEqual([]);
  });

  test('has usage and words for each, and each usage begins with its own verb', () => {
    for (const c of commands.filter((one) => one.name !== 'cancel')) {
      expect(en.help[c.help].usage.split(' ')[0]).toBe(c.name);
      expect(en.help[c.help].about.length).toBeGreaterThan(10);
    }
  });

  test('has no word twice', () => {
    const words = commands.flatMap((c) => [c.name, ...c.aliases]);
    expect(new Set(words).size).toBe(words.length);
  });

  test('never takes a write for a look', () => {
    const looks = commands.filter((c) => c.kind === 'look').map((c) => c.name);
    expect(looks).toEqual(['help', 'discover', 'check', 'export', 'status', 'report', 'handover', 'next', 'cost', 'history', 'audit', 'setup', 'capacity', 'network', 'explain', 'settings', 'doctor', 'dryrun', 'who', 'subscriptions']);
  });
});

test('the list of dialogs is the folder', () => {
  expect(dialogs.map((d) => d.name).sort()).toEqual(filesOf('dialogs'));
});

test('a state that nobody understands opens no dialog', () => {
  expect(dialogs.map((d) => d.open({ some: 'older state' }))).toEqual(dialogs.map(() => null));
});
