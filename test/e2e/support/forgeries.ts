/** What somebody may do to a card's payload on its way, and to any other activity. */
import fc from 'fast-check';
import type { Button } from './chat.ts';

type Data = Readonly<Record<string, unknown>>;

/** Changes to the payload of an Approve button, none of which may count as a press. */
export const FORGERIES: readonly { readonly reason: string; readonly change: (data: Data) => unknown; readonly verb?: unknown }[] = [
  { reason: 'another approval', change: (d) => ({ ...d, id: 'A-2' }) },
  { reason: "another machine's migration", change: (d) => ({ ...d, verb: 'quiesce', id: 'm-0a100000000000002-1' }), verb: 'quiesce' },
  { reason: 'another verb in the data', change: (d) => ({ ...d, verb: 'reject' }), verb: 'reject' },
  { reason: 'another verb in the action', change: (d) => d, verb: 'withdraw' },
  { reason: 'a verb that nobody knows', change: (d) => ({ ...d, verb: 'format' }), verb: 'format' },
  { reason: 'a verb of every object', change: (d) => ({ ...d, verb: 'constructor' }), verb: 'constructor' },
  { reason: 'no signature', change: ({ sig: _, ...d }) => d },
  { reason: 'an empty signature', change: (d) => ({ ...d, sig: '' }) },
  { reason: 'a signature too long', change: (d) => ({ ...d, sig: `${String(d['sig'])}A` }) },
  { reason: 'fewer fields under the signature', change: (d) => ({ ...d, sealed: ['ferry', 'verb'] }) },
  { reason: 'a field more under the signature', change: (d) => ({ ...d, sealed: [...(d['sealed'] as string[]), 'comment'], comment: '' }) },
  { reason: 'fields of no object under the signature', change: (d) => ({ ...d, sealed: [...(d['sealed'] as string[]), '__proto__'] }) },
  { reason: 'another version', change: (d) => ({ ...d, etag: 99 }) },
  { reason: 'no version', change: ({ etag: _, ...d }) => d },
  { reason: 'nothing at all', change: () => ({}) },
  { reason: 'no data', change: () => null },
  { reason: 'a list', change: () => ['approve', 'A-1'] },
  { reason: 'a text', change: () => 'approve A-1' },
  { reason: 'a verb that is no text', change: (d) => d, verb: ['approve'] },
];

/** Random activities around one real button: none of them is a real press or a real command. */
export function randomActivities(o: { readonly frame: object; readonly pressed: Button }): fc.Arbitrary<object> {
  const { data, message } = o.pressed;
  const word = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.constantFrom('approve', 'A-1', 'cutover', '<at>', '&#x0;', '\u0000', "';--"));
  const value: fc.Arbitrary<unknown> = fc.oneof(fc.jsonValue({ maxDepth: 2 }), word);
  const changed = <T extends object>(object: T): fc.Arbitrary<T> => fc.record({ key: fc.constantFrom(...Object.keys(object)), value }).map((c) => ({ ...object, [c.key]: c.value }));
  const invoked = (payload: unknown) => ({ type: 'invoke', name: 'adaptiveCard/action', replyToId: message.id, ...o.frame, value: { action: { type: 'Action.Execute', verb: o.pressed.verb, data: payload } } });
  const differs = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b);
  return fc.oneof(
    fc.dictionary(fc.constantFrom('type', 'from', 'conversation', 'channelData', 'value', 'text', 'entities', 'membersAdded', 'name', 'recipient'), value),
    changed({ type: 'message', ...o.frame, text: 'status', entities: [] }),
    word.map((text) => ({ type: 'message', ...o.frame, text: `zzz ${text}` })),
    // The action's own verb wins over the one in the data, so that one is left as it is.
    changed(data).map((d) => ({ ...d, verb: o.pressed.verb })).filter((d) => differs(d, data)).map(invoked),
    changed(invoked(data)).filter((a) => differs(a.value, invoked(data).value)),
  );
}
