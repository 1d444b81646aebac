import { reminderOf } from '../domain/cost/reminders.ts';
import { FREE_DAYS } from '../domain/cost/cost.ts';
import type { Migration } from '../domain/migration/types.ts';
import type { Person } from '../domain/person.ts';
import { DAY } from '../domain/time.ts';
import type { Words } from '../text/en.ts';
import type { Wanted } from './story.ts';

type About = { /** What begins the keys: a wave's or a machine's id. */ readonly key: string; readonly name: string; readonly owner: Person; readonly machines: readonly Migration[]; readonly now: number };

/** Reminders of the free days, once for each day that counts: machines of one wave that began on one day are told together. */
export function costNotes(o: About, words: Words): readonly Wanted[] {
  const told = o.machines.flatMap((m) => {
    const reminder = reminderOf(m, o.now);
    return reminder === null ? [] : [{ m, reminder }];
  });
  const groups = Map.groupBy(told, ({ m, reminder }) => `${reminder.day}:${Math.floor(m.startedAt / DAY)}`);
  return [...groups].map(([key, group]): Wanted => {
    const [first] = group.toSorted((a, b) => a.reminder.at - b.reminder.at);
    const { day, at } = first?.reminder ?? { day: FREE_DAYS, at: o.now };
    const text = words.costs.reminder({ of: o.name, names: group.map(({ m }) => m.name), day, until: (first?.m.startedAt ?? 0) + FREE_DAYS * DAY });
    return { key: `${o.key}:bill${key}`, role: 'note', lane: 'N1', kind: 'billing', at, mentions: [o.owner], content: { text } };
  });
}
