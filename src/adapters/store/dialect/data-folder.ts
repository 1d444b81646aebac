import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** What making a data folder needs: where it goes, where it is built until it is whole, how a fresh one is filled, and where a filled one is kept for the next time. */
export type NewFolder = { readonly folder: string; readonly stage: string; readonly template: string | null; readonly fill: (folder: string) => Promise<void> };

/**
 * Makes the database folder when it is missing: copied from a template when there is one (a tenth of the time), else filled anew.
 * It appears by a rename after everything in it was synced, so a kill or a power cut leaves a whole folder or none.
 */
export async function ensureDataFolder(o: NewFolder): Promise<'present' | 'copied' | 'filled'> {
  if (existsSync(o.folder)) return 'present';
  const { stage } = o;
  rmSync(stage, { recursive: true, force: true });
  const copied = o.template !== null && copyTemplate(o.template, stage);
  if (!copied) {
    mkdirSync(stage, { recursive: true });
    await o.fill(stage);
    if (o.template !== null) keepAsTemplate(stage, o.template);
  }
  await syncTree(stage);
  renameSync(stage, o.folder);
  await syncPath(join(o.folder, '..'));
  return copied ? 'copied' : 'filled';
}

function copyTemplate(template: string, to: string): boolean {
  if (!existsSync(template)) return false;
  cpSync(template, to, { recursive: true });
  return true;
}

/** Best effort: the template only saves time, and the cache may be read-only or another process may be faster. */
function keepAsTemplate(from: string, template: string): void {
  const stage = `${template}.${process.pid}`;
  try {
    cpSync(from, stage, { recursive: true });
    renameSync(stage, template);
  } catch {
    rmSync(stage, { recursive: true, force: true });
  }
}

async function syncTree(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) await syncPath(join(entry.parentPath, entry.name));
  await syncPath(folder);
}

async function syncPath(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
