/** Use cases over several machines for conversations in tests: the machines of the tagged wave W07, and a board over them. */
import type { Migration } from '../../src/domain/migration/types.ts';
import { ok, no } from '../../src/domain/result.ts';
import { parseSelector } from '../../src/domain/wave/selectors.ts';
import { makeBulk } from '../../src/usecases/bulk.ts';
import type { BoardUseCases } from '../../src/usecases/board-types.ts';
import type { BulkUseCases } from '../../src/usecases/bulk-types.ts';
import type { MachineRow, UseCases } from '../../src/usecases/types.ts';
import { NOW, statusOf } from '../cards/fixtures.ts';

type Merged = () => Pick<UseCases, 'selected' | 'waveNamed' | 'requestTest' | 'giveVerdict' | 'confirmQuiesce' | 'accept' | 'refuseAcceptance' | 'retry' | 'hold' | 'resume'>;

/** `merged` are the use cases with what a test has replaced: a bulk act does what the single one would. */
export function manyOver(m: Migration | null, merged: Merged): BulkUseCases & BoardUseCases {
  return {
    selectMachines: async (text) => {
      const parsed = parseSelector(text);
      if (!parsed.ok) return no({ code: 'selector-term', detail: {} });
      const wave = await merged().waveNamed(parsed.value.words[0] ?? '');
      if (wave === null) return no({ code: 'selector-unknown', detail: { places: '1' } });
      const rows = await merged().selected({ kind: 'wave', wave });
      return ok({ wave: null, title: wave, machines: rows.map(selectedOf) });
    },
    bulk: (o) => makeBulk({ store: storeOf(m) }, merged()).bulk(o),
    planReplication: (s) => Promise.resolve(ok({ title: s.title, wave: null, ready: [], barred: [], under: [], short: [], vault: 'rsv-mig-weu', policy: 'p', mostAtOnce: 50, price: null })),
    queueReplication: (o) => Promise.resolve(ok({ bulk: 'b', machines: o.machines.length, batch: o.batch })),
    callOffReplication: () => Promise.resolve(ok([])),
    testedByPlan: () => Promise.resolve(null),
    dependants: () => Promise.resolve([]),
    fleet: () => Promise.resolve({ waves: [], lone: m === null ? [] : [statusOf(m)], unmanaged: 24, holdAll: null, dead: [], now: NOW, asOf: NOW }),
    inbox: () => Promise.resolve({ waits: [], others: 0, now: NOW, asOf: NOW }),
  };
}

function selectedOf({ machine, migration }: MachineRow) {
  return { instanceId: machine.instanceId, name: machine.name, privateIp: machine.privateIp, tags: machine.tags, group: null, machine, migration, live: null };
}

function storeOf(m: Migration | null): Parameters<typeof makeBulk>[0]['store'] {
  return { migrations: () => Promise.resolve(m === null ? [] : [{ state: m, version: 1 }]) } as unknown as Parameters<typeof makeBulk>[0]['store'];
}
