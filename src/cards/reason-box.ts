import { buttons, execute, type Press } from './button.ts';
import type { Cell } from './render.ts';

/** A button that first opens a box for the reason; the reason (input id `reason`) is required. */
export function reasonBox(o: { readonly title: string; readonly label: string; readonly missing: string; readonly send: string }, press: Omit<Press, 'title'>): { readonly [key: string]: Cell } {
  return { title: o.title, label: o.label, missing: o.missing, actions: buttons(execute({ ...press, title: o.send, style: 'destructive' })) };
}
