import template from '../../cards/test-verdict.json' with { type: 'json' };
import type { Words } from '../text/en.ts';
import { clip } from '../text/neutral.ts';
import type { MachineStatus } from '../usecases/types.ts';
import { buttons, execute } from './button.ts';
import { fact, facts } from './fact.ts';
import { reasonBox } from './reason-box.ts';
import { layout, raw } from './render.ts';
import type { Rendered } from './rendered.ts';
import { localTime } from './times.ts';

const card = layout(template);

export type TestVerdictView = { readonly status: MachineStatus; readonly etag: number };

/** Asks whether the test machine works; "does not work" needs a reason. */
export function testVerdictCard({ status, etag }: TestVerdictView, words: Words): Rendered {
  const w = words.cards.verdict;
  const m = status.migration;
  const p = m.position;
  const vm = p.phase === 'test-review' ? p.testVm : `${m.target.vmName}-test`;
  const press = { verb: 'verdict', id: m.instanceId, etag } as const;
  const title = w.title(m.name);
  return card(title, {
    title,
    lines: [...w.lines(vm), ...(p.phase === 'test-review' ? [raw(w.up(localTime(p.since)))] : [])],
    checklistTitle: w.checklistTitle,
    checklist: w.checklist.map((line) => `☐ ${line}`),
    facts: facts(fact(words.cards.machine.facts.machine, `${m.instanceId} · ${m.privateIp}`), fact(words.cards.machine.facts.owner, clip(m.owner.name, 60))),
    actions: buttons(execute({ ...press, title: w.works, style: 'positive', data: { works: true }, withInputs: false })),
    fails: reasonBox({ title: w.fails, label: w.reason, missing: w.reasonMissing, send: w.send }, { ...press, data: { works: false } }),
  });
}
