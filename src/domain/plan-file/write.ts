/** Writes waves as a table that reads back as the same waves. */
import type { Drive, Wave, WaveMember } from '../wave/types.ts';
import type { Window } from '../window/types.ts';
import { canStandInList, cellOf } from './lists.ts';
import { PLAN_COLUMNS, type PlanColumn } from './types.ts';

type Cells = { readonly [C in PlanColumn]: string };
type Writing = { readonly windowCells: (window: Window) => { readonly window: string; readonly zone: string }; readonly nameOf: (member: WaveMember) => string; readonly waveName: (key: string) => string; readonly personCell: (id: string, name: string) => string };

/** How people write what starts the machines of a wave. */
export const DRIVE_CELLS: { readonly [D in Drive]: string } = { machines: 'machines', kept: 'machines with plan', plan: 'plan' };

/** The header, then one row per machine; a wave without machines has one row of its own. */
export function writePlan(waves: readonly Wave[], w: Writing): readonly (readonly string[])[] {
  const rows = waves.flatMap((wave) => {
    const shared = waveCells(wave, w);
    const members = wave.members.map((m): Cells => ({ ...shared, ...machineCells(m, wave, w) }));
    return members.length === 0 ? [{ ...shared, group: '', machine: '', instance_id: '', needs: '' }] : members;
  });
  return [PLAN_COLUMNS, ...rows.map((cells) => PLAN_COLUMNS.map((c) => cells[c]))];
}

function machineCells(m: WaveMember, wave: Wave, w: Writing): Pick<Cells, 'group' | 'machine' | 'instance_id' | 'needs'> {
  const names = wave.members.map((o) => w.nameOf(o).toLowerCase());
  // A name that could be misread gives way to the id.
  const needs = m.needs.map((id) => {
    const needed = wave.members.find((o) => o.instanceId === id);
    const name = needed === undefined ? id : w.nameOf(needed);
    const isPlain = canStandInList(name) && names.filter((n) => n === name.toLowerCase()).length === 1;
    return isPlain ? name : id;
  });
  return { group: String(m.group), machine: w.nameOf(m), instance_id: m.instanceId, needs: cellOf(needs) };
}

function waveCells(wave: Wave, w: Writing): Cells {
  const { window, zone } = wave.window === null ? { window: '', zone: '' } : w.windowCells(wave.window);
  const { target, policy } = wave;
  return {
    ...{ wave: wave.name, group: '', machine: '', instance_id: '', needs: '', window, zone },
    ...{ owner: w.personCell(wave.owner.id, wave.owner.name), approvers: cellOf(wave.approvers ?? []), after: cellOf(wave.after.map(w.waveName)) },
    ...{ on_failure: policy.onFailure, start_by: DRIVE_CELLS[policy.drive], note: wave.note },
    ...{ target_resource_group: target.resourceGroupId ?? '', target_network: target.networkId ?? '', target_subnet: target.subnet ?? '', size: target.size ?? '' },
  };
}
