import template from '../../cards/stop-source.json' with { type: 'json' };
import { runBy } from '../domain/window/gate.ts';
import type { Words } from '../text/en.ts';
import type { MachineStatus } from '../usecases/types.ts';
import { buttons, execute } from './button.ts';
import { layout, raw } from './render.ts';
import type { Rendered } from './rendered.ts';
import { exactTime } from './times.ts';

const card = layout(template);

export type StopSourceView = { readonly status: MachineStatus; readonly etag: number };

/** Asks a person to stop the EC2 machine, where that was approved instead of a stop by Ferry. */
export function stopSourceCard({ status, etag }: StopSourceView, words: Words): Rendered {
  const w = words.stops.card;
  const m = status.migration;
  const approvalId = 'approvalId' in m.position ? m.position.approvalId : null;
  const title = w.title(m.name);
  return card(title, {
    title,
    lines: w.lines,
    checklistTitle: w.stepsTitle,
    checklist: w.steps(m.instanceId).map((line, i) => `${i + 1}. ${line}`),
    loss: w.loss,
    hold: raw(status.approval === null ? w.hold : `${w.hold} ${words.cards.quiesce.until(exactTime(runBy(status.approval)))}`),
    typed: w.typed(m.name, approvalId),
    actions: buttons(
      execute({ verb: 'stopped', id: m.instanceId, etag, title: w.confirm, style: 'positive' }),
      approvalId === null ? null : execute({ verb: 'withdraw', id: approvalId, title: words.cards.quiesce.withdraw }),
      execute({ verb: 'status', id: m.instanceId, title: words.cards.machine.status }),
    ),
  });
}
