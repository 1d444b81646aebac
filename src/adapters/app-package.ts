/** The app package for Teams that was made last, as far as it has to agree with the settings. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { AppPackage } from '../ports/surroundings.ts';
import { fileInZip } from './zip.ts';

const commandList = z.object({ commands: z.array(z.unknown()) });
const bot = z.object({ botId: z.string(), scopes: z.array(z.string()), commandLists: z.array(commandList).default([]) });
const Manifest = z.object({ version: z.string(), bots: z.array(bot), validDomains: z.array(z.string()).default([]) });

/** Null when there is no package. */
export async function readAppPackage(path: string): Promise<AppPackage | null> {
  const zip = await readFile(path).catch(() => null);
  if (zip === null) return null;
  const manifest = Manifest.parse(JSON.parse(fileInZip(zip, 'manifest.json') ?? '{}'));
  return {
    version: manifest.version,
    botIds: manifest.bots.map((b) => b.botId),
    scopes: [...new Set(manifest.bots.flatMap((b) => b.scopes))],
    validDomains: manifest.validDomains,
    mostCommands: Math.max(0, ...manifest.bots.flatMap((b) => b.commandLists.map((list) => list.commands.length))),
  };
}
