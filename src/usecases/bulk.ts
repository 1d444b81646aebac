import type { MigrationId } from '../domain/ids.ts';
import type { Person } from '../domain/person.ts';
import type { BulkAct, BulkDone, BulkUseCases } from './bulk-types.ts';
import type { Deps } from './deps.ts';
import type { HoldUseCases, Underway } from './hold-types.ts';
import type { Rejection } from './outcome.ts';
import type { UseCases } from './types.ts';
import type { TestTogether } from './wave-plan-test.ts';

/** The acts on one machine that are done for many here. */
type Single = Pick<UseCases, 'requestTest' | 'giveVerdict' | 'confirmQuiesce' | 'accept' | 'refuseAcceptance' | 'retry'> & Pick<HoldUseCases, 'hold' | 'resume'> & { /** All machines of a wave, by its recovery plan; left out: each by itself. */ readonly testTogether?: TestTogether };

type Answer = { readonly ok: true; readonly goesOn: readonly Underway[] } | { readonly ok: false; readonly error: Rejection };

/** The use case behind every verb over a selector: each machine by its own state machine, one after the other, and nobody keeps the others back. */
export function makeBulk(d: Pick<Deps, 'store'>, single: Single): Pick<BulkUseCases, 'bulk'> {
  async function one(act: BulkAct, id: MigrationId, who: Person): Promise<Answer> {
    if (act.verb === 'hold') {
      const held = await single.hold({ id, reason: act.reason, who });
      return held.ok ? { ok: true, goesOn: held.value } : held;
    }
    const done = await moved(single, { act, id, who });
    return done.ok ? { ok: true, goesOn: [] } : done;
  }

  return {
    async bulk({ act, machines, who }) {
      const together = act.verb === 'test' ? ((await single.testTogether?.({ machines, who })) ?? null) : null;
      if (together !== null) return together;
      const names = new Map((await d.store.migrations({ open: false })).map((s) => [s.state.id, s.state.name]));
      const begun: BulkDone['begun'][number][] = [];
      const refused: BulkDone['refused'][number][] = [];
      const goesOn: Underway[] = [];
      for (const migrationId of new Set(machines)) {
        const machine = names.get(migrationId) ?? migrationId;
        const answer = await one(act, migrationId, who);
        if (answer.ok) begun.push({ machine, migrationId });
        else refused.push({ machine, why: answer.error });
        if (answer.ok) goesOn.push(...answer.goesOn);
      }
      return { begun, refused, goesOn };
    },
  };
}

type Moving = { readonly act: Exclude<BulkAct, { verb: 'hold' }>; readonly id: MigrationId; readonly who: Person };

function moved(single: Single, { act, id, who }: Moving): ReturnType<Single['accept']> {
  switch (act.verb) {
    case 'test':
      return single.requestTest(id, who);
    case 'verdict':
      return single.giveVerdict({ id, works: act.works, reason: act.reason, who });
    case 'quiesce':
      return single.confirmQuiesce(id, who);
    case 'accept':
      return single.accept(id, who);
    case 'refuse':
      return single.refuseAcceptance({ id, reason: act.reason, who });
    case 'retry':
      return single.retry(id, who);
    case 'resume':
      return single.resume(id, who);
  }
}
