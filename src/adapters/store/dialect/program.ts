import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const packageShape = z.object({ version: z.string() });

/** The version of this program, as people know it. */
export function programVersion(): string {
  return packageShape.parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../../../package.json'), 'utf8'))).version;
}
