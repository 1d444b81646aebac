import type { MachinePlan, NetworkPlan } from '../domain/network-plan/types.ts';
import { selectionWord } from '../domain/plans.ts';
import type { Words } from '../text/en.ts';
import { utc } from '../text/format.ts';
import type { NetworkAnswer } from '../usecases/planning-types.ts';
import { execute, type Button } from './button.ts';
import { pageOf, type Page } from './page.ts';
import { pagingButtons } from './paging-buttons.ts';
import { raw } from './render.ts';
import type { Rendered } from './rendered.ts';
import { inputValue } from './replicate-choices.ts';
import { sectionsCard, type Section } from './sections.ts';
import { asOf } from './times.ts';

const A_PAGE = 12;
const MOST_LINES = 12;

export type NetworkPlanView = { readonly answer: NetworkAnswer; readonly page: number; readonly savedNow: boolean; readonly now: number };

/** Which address each machine gets, and what changes around it: the whole wave on the first page, the machines on the following ones. */
export function networkPlanCard({ answer, page: wanted, savedNow, now }: NetworkPlanView, words: Words): Rendered {
  const w = words.cards.network;
  const { plan, selection } = answer;
  const page = pageOf([null, ...chunks(plan.machines)], wanted, 1);
  const [machines] = page.rows;
  const saved = answer.saved === null ? w.notSaved : w.saved(answer.saved.by.name, utc(answer.saved.at));
  return sectionsCard({
    title: w.title(words.cards.run.wave(selection.kind === 'wave' ? selection.wave : null)),
    verdict: w.verdict(countsOf(plan)),
    lead: [savedNow ? w.savedNow : saved],
    sections: machines === null || machines === undefined ? summary(plan, words) : machineSections(machines, page, words),
    foot: [w.staying, w.reserved(answer.reservedPerSubnet), raw(asOf(answer.at, now, words))],
    actions: actions(answer, page, words),
  }, words);
}

function chunks(machines: readonly MachinePlan[]): readonly (readonly MachinePlan[])[] {
  return Array.from({ length: Math.ceil(machines.length / A_PAGE) }, (_, n) => machines.slice(n * A_PAGE, (n + 1) * A_PAGE));
}

function countsOf(plan: NetworkPlan): { readonly machines: number; readonly stay: number; readonly fresh: number; readonly unknown: number; readonly open: number } {
  const kinds = plan.machines.map((m) => m.addresses.find((a) => a.main)?.fate ?? { kind: 'unknown' as const, why: '' });
  const stay = kinds.filter((f) => f.kind === 'can-stay' || f.kind === 'set').length;
  const fresh = kinds.filter((f) => f.kind === 'new').length;
  const test = plan.test.filter((t) => t.state !== 'isolated').length;
  return { machines: plan.machines.length, stay, fresh, unknown: kinds.length - stay - fresh, open: plan.clashes.length + plan.inbound.length + plan.unread.length + test };
}

function section(heading: string, lines: readonly string[]): readonly Section[] {
  const more = lines.length - MOST_LINES;
  return lines.length === 0 ? [] : [{ heading, lines: [...lines.slice(0, MOST_LINES), ...(more > 0 ? [`… ${more}`] : [])].map((text) => ({ text })) }];
}

function summary(plan: NetworkPlan, words: Words): readonly Section[] {
  const w = words.cards.network;
  return [
    ...section(w.unread, plan.unread),
    ...section(w.subnets, plan.moves.map(w.move)),
    ...section(w.clashes, plan.clashes.length === 0 ? [w.noClash(plan.moves.every((m) => m.target !== null))] : plan.clashes.map(w.clash)),
    ...section(w.filters, filters(plan, words)),
    ...section(w.changes, changes(plan, words)),
    ...section(w.dns, [...plan.dns.map((d) => w.dnsServers(d.network, d.servers)), w.dnsRecords(plan.machines.filter(changesAddress).map((m) => m.name))]),
    ...section(w.test, plan.test.map(w.isolation)),
  ];
}

function filters({ guards, inbound }: NetworkPlan, words: Words): readonly string[] {
  const w = words.cards.network;
  if (guards.length === 0) return [];
  const compared = guards.some((g) => g.group !== null && g.known);
  return [...guards.map(w.guard), ...(compared ? [...(inbound.length === 0 ? [w.allOpen] : inbound.map(w.inbound)), w.inboundNote] : [])];
}

function changes({ machines }: NetworkPlan, words: Words): readonly string[] {
  const w = words.cards.network;
  const publicIps = machines.reduce((sum, m) => sum + m.publicIps.length, 0);
  const secondary = machines.filter((m) => m.addresses.some((a) => !a.main)).length;
  const forwards = machines.filter((m) => m.forwards).map((m) => m.name);
  const lines = [...(publicIps === 0 ? [] : [w.publicIps(publicIps)]), ...(secondary === 0 ? [] : [w.secondary(secondary)]), ...(forwards.length === 0 ? [] : [w.forwards(forwards)])];
  return lines.length === 0 ? [w.nothingChanges] : lines;
}

function changesAddress(m: MachinePlan): boolean {
  return m.publicIps.length > 0 || m.addresses.some((a) => a.fate.kind !== 'can-stay' && !(a.fate.kind === 'set' && a.fate.to === a.ip));
}

function machineSections(machines: readonly MachinePlan[], page: Page<unknown>, words: Words): readonly Section[] {
  const w = words.cards.network;
  return [
    { heading: w.machines(page.number, page.last), lines: [] },
    ...machines.map((m) => ({ heading: w.machine(m), lines: [...m.addresses.map((a) => w.address(a.ip, a.fate)), ...m.publicIps.map((p) => w.publicIp(p.ip, p.elastic))].map((text) => ({ text })) })),
  ];
}

function actions({ selection }: NetworkAnswer, page: Page<unknown>, words: Words): readonly Button[] {
  const press = { verb: 'network', id: inputValue(selectionWord(selection)) } as const;
  const w = words.cards.network;
  return [execute({ ...press, title: w.save, style: 'positive', data: { act: 'save', page: page.number } }), ...pagingButtons(page, press, words), execute({ ...press, title: w.again, data: { act: 'show', page: page.number } })];
}
