/** What is wrong with a line of a plan file, and what to do about it. */
import type { PlanProblem, ProblemCode } from '../../domain/plan-file/types.ts';
import { named, quoted } from '../neutral.ts';
import { rejection } from './rejections.ts';

type Detail = PlanProblem['detail'];
type Said = { readonly what: string; readonly fix: string };

const text = (d: Detail, key: string): string => quoted(d[key] ?? '');
const name = (d: Detail, key: string): string => named(d[key] ?? '');
const list = (d: Detail, key: string, lead: string): string => (text(d, key) === '' ? '' : ` ${lead}: ${text(d, key)}.`);

const WINDOW_CODES = ['not-a-window', 'no-such-zone', 'time-missing', 'time-doubled', 'offset-not-in-use', 'window-over', 'window-too-long'] as const;

/** The sentence of a refused time, without what is said in a chat only. */
function windowAdvice(d: Detail): string {
  const code = WINDOW_CODES.find((c) => c === d['refusal']) ?? 'not-a-window';
  return rejection({ code, detail: d }).replace(' Nothing was changed.', '');
}

const SAID: { readonly [C in ProblemCode]: (d: Detail, value: string) => Said } = {
  'no-rows': () => ({ what: 'The file has no rows.', fix: "Write the column names in the first row and one machine in each row below; 'plan template' gives such a file." }),
  'column-unknown': (d, v) => ({ what: `I know no column '${v}'.`, fix: `Take it out, or use one of: ${text(d, 'known')}.` }),
  'column-twice': (_, v) => ({ what: `The column '${v}' is there twice.`, fix: 'Leave one of them out.' }),
  'column-missing': (d) => ({ what: `A column is missing.${list(d, 'known', 'The first row has')}`, fix: "Add the column 'wave', and 'machine' or 'instance_id'." }),
  cells: (d) => ({ what: `The row has ${d['cells'] ?? 'more'} cells, the first row only ${d['columns'] ?? 'fewer'}.`, fix: 'Put quotation marks around values that contain the separator.' }),
  'wave-missing': () => ({ what: 'The row names no wave.', fix: 'Write the name of its wave, for example W07.' }),
  'wave-name': () => ({ what: 'That is no name for a wave.', fix: 'Take letters, digits, spaces, dots, dashes and underscores, at most 40, beginning with a letter or digit.' }),
  'wave-closed': (d) => ({ what: `${name(d, 'wave')} is closed.`, fix: `Take another name, or open it again: 'wave ${name(d, 'wave')} reopen because …'.` }),
  'wave-full': (d) => ({ what: `${name(d, 'wave')} has ${d['machines'] ?? 'too many'} machines; Site Recovery takes at most ${d['most'] ?? '100'} in one recovery plan.`, fix: 'Split it into two waves; the second can come after the first.' }),
  'wave-running': (d) => ({ what: `A run of ${name(d, 'wave')} is under way, and what was approved must not change beneath it.`, fix: 'Wait for its end, or leave these rows as they were.' }),
  'machine-missing': () => ({ what: 'The row names no machine.', fix: 'Write its Name tag or its instance id; a row about the wave alone has neither group nor needs.' }),
  'machine-unknown': (d) => ({ what: 'I know no such machine in AWS.', fix: `Correct the name, or use the instance id.${list(d, 'similar', 'Similar')}` }),
  'machine-many': (d) => ({ what: `${d['count'] ?? 'Several'} machines have this name.`, fix: 'Write the instance id in the column instance_id.' }),
  'machine-differs': (d) => ({ what: `${text(d, 'id')} is called ${name(d, 'name')}.`, fix: 'Correct the name or the instance id, or leave one of them out.' }),
  'machine-twice': (d) => ({ what: `This machine stands on line ${d['line'] ?? '?'} already.`, fix: 'Keep one of the two rows: a machine is in one wave only.' }),
  'machine-past': (d) => ({ what: 'The cutover of this machine has begun or is done.', fix: d['wave'] === '' || d['wave'] === undefined ? 'Take the row out.' : `Leave it as it is in ${name(d, 'wave')}; 'plan export' gives the row.` }),
  'row-missing': (d) => ({ what: `${name(d, 'machine')} is in ${name(d, 'wave')} and its cutover has begun or is done, but it has no row.`, fix: "Put its row back; 'plan export' gives it." }),
  group: (d) => ({ what: `That is no group: groups go from 1 to ${d['most'] ?? '7'}.`, fix: `Write a whole number from 1 to ${d['most'] ?? '7'}; what must start first is group 1.` }),
  'need-unknown': (d) => (d['several'] === 'yes' ? { what: 'Several machines of the wave have this name.', fix: 'Write the instance id.' } : { what: 'No row of this wave has the machine that is needed.', fix: `Add it to the wave, correct its name, or let the whole wave come after another one (column after).${list(d, 'similar', 'Similar')}` }),
  'need-later': (d, v) => ({ what: `${name(d, 'machine')} is in group ${d['group'] ?? '?'} but needs ${v} of the later group ${d['needGroup'] ?? '?'}.`, fix: 'Put what is needed into an earlier group, or into the same one.' }),
  'needs-cycle': (d) => ({ what: `These machines need each other in a circle: ${text(d, 'cycle')}.`, fix: 'Take one of these needs out.' }),
  disagree: (d) => ({ what: `Line ${d['line'] ?? '?'} of the same wave says '${text(d, 'other')}'.`, fix: 'Write the same on all rows of the wave, or on one of them only.' }),
  window: (d) => ({ what: 'That is not a time that I can take.', fix: windowAdvice(d) }),
  person: () => ({ what: 'I cannot tell who that is.', fix: 'Write the Entra object id, or the exact name of somebody who has talked to me in a personal chat.' }),
  approver: (d) => ({ what: `${name(d, 'person')} may not approve in this scope.`, fix: "Take one of the scope's approvers; 'who' tells who may." }),
  'after-unknown': (d) => ({ what: 'There is no such wave.', fix: `Correct the name, or add rows for it.${list(d, 'known', 'There are')}` }),
  'after-cycle': (d) => ({ what: `These waves wait for each other in a circle: ${text(d, 'cycle')}.`, fix: 'Take one of these steps out of the column after.' }),
  'on-failure': () => ({ what: 'That says nothing of what happens after a failure.', fix: "Write 'stop' or 'go-on'." }),
  'start-by': () => ({ what: 'That says nothing of how failovers are started.', fix: "Write 'machines' (one by one), 'machines with plan' (one by one, with a recovery plan in the vault) or 'plan' (by the recovery plan)." }),
  target: (d) => ({ what: text(d, 'why') === '' ? 'Azure has no such thing.' : `Names could not be looked up in Azure: ${text(d, 'why')}.`, fix: `Write its whole id (/subscriptions/…).${list(d, 'known', 'There are')}` }),
  size: () => ({ what: 'That is no size of a virtual machine.', fix: 'Write it as Azure does, for example Standard_D2s_v5.' }),
  note: (d) => ({ what: `The note is longer than ${d['most'] ?? '500'} characters.`, fix: 'Make it shorter.' }),
};

/** In words; foreign text in it is harmless. */
export function planProblem(p: PlanProblem): Said {
  return SAID[p.code](p.detail, quoted(p.value));
}
