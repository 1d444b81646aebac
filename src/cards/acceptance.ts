import template from '../../cards/acceptance.json' with { type: 'json' };
import type { Words } from '../text/en.ts';
import type { MachineStatus } from '../usecases/types.ts';
import { buttons, execute } from './button.ts';
import { reasonBox } from './reason-box.ts';
import { layout, raw } from './render.ts';
import type { Rendered } from './rendered.ts';
import { localTime } from './times.ts';

const card = layout(template);

export type AcceptanceView = { readonly status: MachineStatus; /** Name of the Azure VM. */ readonly vm: string; readonly etag: number };

/** Asks the owner whether the machine works in Azure, and says what a rollback would still cost. */
export function acceptanceCard({ status, vm, etag }: AcceptanceView, words: Words): Rendered {
  const w = words.cards.acceptance;
  const m = status.migration;
  const press = { id: m.instanceId, etag } as const;
  const title = w.title(m.name);
  return card(title, {
    title,
    lines: [...w.lines(m.owner.name, vm), w.replication],
    checklistTitle: w.checklistTitle,
    checklist: w.checklist.map((line) => `☐ ${line}`),
    wayBack: raw(`${w.rollback} ${words.ladder.wayBack(m, localTime)}`),
    actions: buttons(execute({ verb: 'accept', ...press, title: w.accept, style: 'positive', withInputs: false })),
    refuse: reasonBox({ title: w.refuse, label: w.reason, missing: w.reasonMissing, send: w.send }, { verb: 'refuse', ...press }),
  });
}
