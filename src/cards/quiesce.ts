import template from '../../cards/quiesce.json' with { type: 'json' };
import { runBy } from '../domain/window/gate.ts';
import type { Words } from '../text/en.ts';
import type { MachineStatus } from '../usecases/types.ts';
import { buttons, execute } from './button.ts';
import { layout, raw } from './render.ts';
import type { Rendered } from './rendered.ts';
import { exactTime } from './times.ts';

const card = layout(template);

export type QuiesceView = { readonly status: MachineStatus; readonly etag: number };

/** Asks a person to stop the application before the last copy; nothing has been stopped until then. */
export function quiesceCard({ status, etag }: QuiesceView, words: Words): Rendered {
  const w = words.cards.quiesce;
  const m = status.migration;
  const approvalId = 'approvalId' in m.position ? m.position.approvalId : status.approval?.id;
  const title = w.title(m.name);
  return card(title, {
    title,
    lines: w.lines(words.stops.afterQuiesce(m)),
    checklistTitle: w.checklistTitle,
    checklist: w.checklist.map((line) => `☐ ${line}`),
    loss: w.loss,
    hold: raw(status.approval === null ? w.hold : `${w.hold} ${w.until(exactTime(runBy(status.approval)))}`),
    typed: w.typed(m.name, approvalId ?? null),
    actions: buttons(
      execute({ verb: 'quiesce', id: m.instanceId, etag, title: w.confirm, style: 'positive' }),
      approvalId === undefined ? null : execute({ verb: 'withdraw', id: approvalId, title: w.withdraw }),
      execute({ verb: 'status', id: m.instanceId, title: words.cards.machine.status }),
    ),
  });
}
