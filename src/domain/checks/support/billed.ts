import type { MachineFacts } from '../../machine.ts';

/** What EC2 itself runs the machine as: it writes `windows` and leaves the field out for everything else. */
export function isWindowsInstance(facts: Pick<MachineFacts, 'platform'>): boolean {
  return facts.platform?.toLowerCase() === 'windows';
}
