/** The wiring of the doctor, which the bot and the command line share. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { makeSurroundings } from './adapters/surroundings.ts';
import type { Config } from './config.ts';
import { groupsOf, type GovernanceSettings } from './domain/governance/settings.ts';
import type { SourceProbe } from './ports/source.ts';
import type { Messenger } from './ports/teams.ts';
import type { Deps } from './usecases/deps.ts';
import { makeDoctor } from './usecases/doctor.ts';
import type { DoctorUseCases } from './usecases/doctor-types.ts';

const PROJECT = join(import.meta.dirname, '..');
/** Where `npm run package` puts what is uploaded to Teams. */
const PACKAGE = join(PROJECT, 'data/package/ferry.zip');

const Own = z.object({ version: z.string() });

type Parts = { readonly config: Config; readonly governance: GovernanceSettings; readonly deps: Deps; readonly probe: SourceProbe; readonly messenger: () => Messenger };

/** Makes the doctor. */
export function doctorFrom({ config, governance, deps, probe, messenger }: Parts): DoctorUseCases {
  const { version } = Own.parse(JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')));
  const surroundings = makeSurroundings({
    bot: { appId: config.teams.appId, type: config.teams.appType, version },
    publicUrl: config.http.publicUrl,
    loopback: config.http.loopback,
    sandbox: URL.parse(config.azure.endpoint)?.protocol === 'http:',
    usesGroups: groupsOf(governance).length > 0,
    packagePath: PACKAGE,
  });
  return makeDoctor({ ...deps, probe, surroundings, messenger });
}
