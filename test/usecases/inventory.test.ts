/** Which ASR item belongs to which EC2 machine, and which machine somebody means: never a guess. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { instanceIdFromCloud, migrationIdFor, type InstanceId } from '../../src/domain/ids.ts';
import type { Machine } from '../../src/domain/machine.ts';
import type { ItemSummary } from '../../src/domain/observation.ts';
import { itemNamesOf, joinInventory, match } from '../../src/usecases/inventory.ts';
import type { MachineRow } from '../../src/usecases/types.ts';
import { machineOf, migrationOf, rowOf } from '../cards/fixtures.ts';
import { item } from '../domain/migration/fixtures.ts';

const id = (n: number): InstanceId => instanceIdFromCloud(`i-${String(n).padStart(17, '0')}`);
const machine = (n: number, privateIp: string | null, name = `web-${n}`): Machine => machineOf({ instanceId: id(n), name, privateIp });
const replicated = (name: string, privateIp: string | null): ItemSummary => item({ name, privateIp });

describe('joinInventory', () => {
  const ours = new Map([['ferry-m-1', id(1)], ['ferry-m-2', id(2)]]);
  const rows: readonly { readonly reason: string; readonly machines: readonly Machine[]; readonly items: readonly ItemSummary[]; readonly joined: readonly (string | null)[] }[] = [
    { reason: 'nothing replicates', machines: [machine(1, '10.0.0.1')], items: [], joined: [null] },
    { reason: 'an item with a name of ours is its machine, whatever its address', machines: [machine(1, '10.0.0.1'), machine(3, '10.0.0.9')], items: [replicated('ferry-m-1', '10.0.0.9')], joined: ['ferry-m-1', null] },
    { reason: 'a name of ours counts in any case', machines: [machine(1, '10.0.0.1')], items: [replicated('FERRY-M-1', null)], joined: ['FERRY-M-1'] },
    { reason: 'an item of somebody else is found by an address that one machine has', machines: [machine(3, '10.0.0.3')], items: [replicated('portal-made', '10.0.0.3')], joined: ['portal-made'] },
    { reason: 'two machines with one address: neither', machines: [machine(3, '10.0.0.3'), machine(4, '10.0.0.3')], items: [replicated('portal-made', '10.0.0.3')], joined: [null, null] },
    { reason: 'two items with one address: neither is chosen', machines: [machine(3, '10.0.0.3')], items: [replicated('portal-made', '10.0.0.3'), replicated('portal-again', '10.0.0.3')], joined: [null] },
    { reason: 'one of two machines with an address is ours: the other gets nothing', machines: [machine(1, '10.0.0.3'), machine(3, '10.0.0.3')], items: [replicated('ferry-m-1', '10.0.0.3'), replicated('portal-made', '10.0.0.3')], joined: ['ferry-m-1', null] },
    { reason: 'our item wins over one found by address', machines: [machine(1, '10.0.0.1')], items: [replicated('ferry-m-1', '10.0.0.1'), replicated('portal-made', '10.0.0.1')], joined: ['ferry-m-1'] },
    { reason: 'no address on either side is no match', machines: [machine(3, null)], items: [replicated('portal-made', null)], joined: [null] },
    { reason: 'an item of a machine that AWS does not list joins nobody', machines: [machine(3, '10.0.0.3')], items: [replicated('ferry-m-2', '10.0.0.3')], joined: [null] },
  ];
  test.each(rows)('$reason', ({ machines, items, joined }) => {
    expect(joinInventory(machines, items, ours).map((r) => r.item?.name ?? null)).toEqual(joined);
  });

  test('whatever the clouds list: every machine once, no item twice, an address only where it is unique on both sides', () => {
    const address = fc.constantFrom('10.0.0.1', '10.0.0.2', '10.0.0.3', null);
    const machines = fc.array(address, { maxLength: 6 }).map((all) => all.map((ip, i) => machine(i + 1, ip)));
    const items = fc.array(fc.record({ name: fc.constantFrom('ferry-m-1', 'ferry-m-2', 'a', 'b', 'c'), ip: address }), { maxLength: 6 }).map((all) => [...new Map(all.map((i) => [i.name, replicated(i.name, i.ip)])).values()]);
    fc.assert(fc.property(machines, items, (ms, is) => {
      const lines = joinInventory(ms, is, ours);
      expect(lines.map((l) => l.machine)).toEqual(ms);
      const joined = lines.flatMap((l) => (l.item === null ? [] : [l.item]));
      expect(new Set(joined).size).toBe(joined.length);
      for (const { machine: m, item: i } of lines) {
        if (i === null || ours.get(i.name) === m.instanceId) continue;
        expect(ms.filter((other) => other.privateIp === i.privateIp)).toHaveLength(1);
        expect(is.filter((other) => !ours.has(other.name) && other.privateIp === i.privateIp)).toHaveLength(1);
      }
    }));
  });
});

test('itemNamesOf knows every migration, ended ones too, without case', () => {
  expect([...itemNamesOf([migrationOf({ itemName: 'Ferry-M-A-1', instanceId: id(1) }), migrationOf({ itemName: 'ferry-m-a-2', instanceId: id(1) })])]).toEqual([['ferry-m-a-1', id(1)], ['ferry-m-a-2', id(1)]]);
});

describe('match', () => {
  const row = (n: number, name: string, privateIp: string | null, over: Partial<MachineRow> = {}): MachineRow => rowOf({ machine: machine(n, privateIp, name), ...over });
  const moving = migrationOf({ id: migrationIdFor(id(5), 1), instanceId: id(5) });
  const all = [row(1, 'web-01', '10.0.0.1'), row(2, 'web-09', '10.0.0.2'), row(3, 'web-09', '10.0.0.3'), row(4, '10.0.0.1', null), row(5, 'db-05', '10.0.0.5', { migration: moving }), row(6, id(1), '10.0.0.6'), row(7, 'big server', '10.0.0.7')];

  test.each([
    { query: id(1), found: [1], reason: 'an instance id is only ever an instance id, though a machine is named like one' },
    { query: id(1).toUpperCase(), found: [1], reason: 'an instance id in any case' },
    { query: 'WEB-09', found: [2, 3], reason: 'two of one name stay two' },
    { query: '10.0.0.1', found: [1, 4], reason: 'an address that is also a name stays two' },
    { query: ' 10.0.0.3 ', found: [3], reason: 'an address, with the spaces people copy' },
    { query: 'Big Server', found: [7], reason: 'a name with a space' },
    { query: moving.id, found: [5], reason: 'a migration' },
    { query: 'web-0', found: [], reason: 'a part of a name is no name' },
    { query: '10.0.0', found: [], reason: 'a part of an address is no address' },
    { query: id(99), found: [], reason: 'an instance of somebody else' },
    { query: '', found: [], reason: 'nothing' },
  ])('$reason', ({ query, found }) => {
    const answer = match(all, query);
    expect(answer.kind).toBe(found.length === 0 ? 'none' : found.length === 1 ? 'one' : 'many');
    const hits = answer.kind === 'one' ? [answer.row] : answer.kind === 'many' ? answer.rows : [];
    expect(hits.map((r) => r.machine.instanceId)).toEqual(found.map(id));
  });

  test.each([
    { query: 'web-1', similar: ['web-01'] },
    { query: 'web01', similar: ['web-01'] },
    { query: 'web', similar: ['web-01', 'web-09'] },
    { query: 'zebra', similar: [] },
    { query: 'w', similar: [] },
  ])('$query is not guessed, but similar names are told', ({ query, similar }) => {
    expect(match(all, query)).toEqual({ kind: 'none', similar });
  });
});
