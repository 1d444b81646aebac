import type { Finding } from '../domain/finding.ts';
import { selectionWord } from '../domain/plans.ts';
import { nextStep } from '../domain/setup/checklist.ts';
import type { SetupEvidence, SetupState, SetupStep } from '../domain/setup/types.ts';
import type { Words } from '../text/en.ts';
import { utc } from '../text/format.ts';
import type { Setup } from '../usecases/planning-types.ts';
import { execute } from './button.ts';
import { fixesOf, isCommand } from './finding-cell.ts';
import { raw } from './render.ts';
import type { Rendered } from './rendered.ts';
import { sectionsCard, type SectionLine } from './sections.ts';
import { asOf } from './times.ts';

/** A longer command would push other steps off the card; the check's own card shows it. */
const LONGEST_COMMAND = 320;
const NAMES = 6;

export type SetupView = { readonly setup: Setup; readonly now: number };

/** The way from an empty vault to a completed migration: every step with its state, what the state rests on, and what comes next. */
export function setupCard({ setup, now }: SetupView, words: Words): Rendered {
  const w = words.cards.setup;
  const { scope, steps } = setup;
  const next = nextStep(steps);
  return sectionsCard({
    title: w.title(scope.name),
    verdict: w.verdict(counted(steps).done, steps.length, next === null ? null : w.steps[next.id]),
    lead: [w.counts(counted(steps)), w.place({ region: scope.awsRegion, location: scope.location, vault: scope.vaultName })],
    sections: steps.map((step, n) => ({ heading: w.heading(n + 1, step.id, step.state), lines: linesOf(step, words) })),
    foot: [raw(asOf(setup.at, now, words))],
    actions: [
      execute({ verb: 'setup', title: w.recheck, style: 'positive' }),
      execute({ verb: 'policy', title: w.policy }),
      execute({ verb: 'say', title: w.checkAll, data: { text: 'check all' } }),
      execute({ verb: 'capacity', id: 'all', title: w.capacity }),
      execute({ verb: 'network', id: 'all', title: w.network }),
    ],
  }, words);
}

function counted(steps: readonly SetupStep[]): { readonly [S in SetupState]: number } {
  const of = (state: SetupState): number => steps.filter((s) => s.state === state).length;
  return { done: of('done'), waiting: of('waiting'), todo: of('todo'), unknown: of('unknown') };
}

/** What was seen, and for a step that is not done what to do. */
function linesOf(step: SetupStep, words: Words): readonly SectionLine[] {
  const seen = evidenceLines(step.evidence, words).map((text) => ({ text }));
  return step.state === 'done' ? seen : [...seen, ...nextLines(step, words)];
}

function evidenceLines(e: SetupEvidence, words: Words): readonly string[] {
  const w = words.cards.setup;
  switch (e.kind) {
    case 'plans':
      return planLines(e, words);
    case 'finding':
      return [w.seen(e.finding.evidence)];
    case 'machines':
      return [w.machines(e.tally), ...(e.sample === null ? [] : [w.example(e.sample.machine, e.sample.finding.evidence)])];
    case 'stage':
      return [w.stage(e.tally), ...(e.troubled.length === 0 ? [] : [w.troubled(e.troubled.slice(0, NAMES), Math.max(0, e.troubled.length - NAMES))])];
    case 'unread':
      return [w.unread(e.why)];
  }
}

function planLines(e: Extract<SetupEvidence, { readonly kind: 'plans' }>, words: Words): readonly string[] {
  const w = words.cards.setup;
  const made = e.plans.slice(0, NAMES).map((p) => w.plan({ what: selectionWord(p.selection), by: p.by.name, at: utc(p.at), machines: p.machines, open: p.open }));
  const missing = e.plans.length > 0 && e.missing.length > 0 ? [w.planMissing(e.missing.slice(0, NAMES), Math.max(0, e.missing.length - NAMES))] : [];
  return [...(made.length === 0 ? [w.noPlan] : made), ...missing];
}

function nextLines(step: SetupStep, words: Words): readonly SectionLine[] {
  const w = words.cards.setup;
  const unchecked = step.evidence.kind === 'machines' && step.state === 'unknown' && step.evidence.tally.all > 0;
  const own = { text: w.next(unchecked ? w.unchecked : w.nextSteps[step.id]) };
  const found = findingOf(step.evidence);
  if (found === null || found.finding.remedy === '') return [own];
  const { finding, machine } = found;
  if (isCommand(finding.remedy) && finding.remedy.length > LONGEST_COMMAND) return [{ text: w.next(machine === null ? w.nextSteps[step.id] : w.longFix(machine, finding.check)) }];
  return fixesOf(finding, words).map((fix) => ({ text: fix.text, command: isCommand(fix.text) }));
}

function findingOf(e: SetupEvidence): { readonly finding: Finding; readonly machine: string | null } | null {
  if (e.kind === 'finding') return { finding: e.finding, machine: null };
  return e.kind === 'machines' && e.sample !== null ? { finding: e.sample.finding, machine: e.sample.machine } : null;
}
