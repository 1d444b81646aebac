/** What a change to a wave would send: nothing but its recovery plan in the vault follows it. */
import type { DryPlan, DryRun } from '../domain/dry-run/types.ts';
import { by, type Person } from '../domain/person.ts';
import { ok, type Result } from '../domain/result.ts';
import { isOfWave } from '../domain/wave/approval-effects.ts';
import type { WaveEdited } from '../domain/wave/edit.ts';
import { evolveWave } from '../domain/wave/evolve.ts';
import { hasPlan, planned } from '../domain/wave/plan.ts';
import type { Wave } from '../domain/wave/types.ts';
import type { Deps } from './deps.ts';
import { planNameIn, savesFor } from './dry-run-saves.ts';
import type { DryRunUseCases } from './dry-run-types.ts';
import { placeOf } from './dry-run-vault.ts';
import type { Rejection } from './outcome.ts';
import { withCloud } from './rejections.ts';
import { makeWaveEdits } from './wave-edits.ts';
import { newestOf } from './wave-plan-turn.ts';

/** The use case. */
export function makeDryRunWave(d: Deps): Pick<DryRunUseCases, 'dryRunWave'> {
  const { tryEdit } = makeWaveEdits(d);
  return {
    dryRunWave: ({ id, edit, who }) =>
      withCloud(async () => {
        const edited = await tryEdit({ id, edit });
        return edited.ok ? ofEdit(d, edited.value, who) : edited;
      }),
  };
}

async function ofEdit(d: Deps, edited: readonly WaveEdited[], who: Person): Promise<Result<DryRun | null, Rejection>> {
  const waves = edited.map((e) => after(d, e, who)).filter((w) => hasPlan(w) && w.closed === null);
  if (waves.length === 0) return ok(null);
  const plans: DryPlan[] = [];
  for (const wave of waves) plans.push(await planAfter(d, wave));
  return ok({ machines: [], plans, refused: [], approvals: 0 });
}

function after(d: Deps, { wave, events }: WaveEdited, who: Person): Wave {
  return events.reduce((w, event) => evolveWave(w, { event, at: d.clock.now(), actor: by(who) }), wave);
}

async function planAfter(d: Deps, wave: Wave): Promise<DryPlan> {
  const members = planned(wave, newestOf(await d.store.migrations({ open: false })));
  if (members === null) return { wave: wave.name, name: planNameIn(d, wave), saves: [], run: null, bar: 'not-protected' };
  const asked = (await d.store.approvals()).some(({ state: a }) => isOfWave(a, wave.id));
  return { ...(await savesFor(d, { wave, place: await placeOf(d), targets: [{ members, after: [] }], asked })), run: null };
}
