/** Binds data to a card template; the only place that knows the templating library. */
import { Template } from 'adaptivecards-templating';
import type { CardJson } from '../ports/teams.ts';
import { neutral } from '../text/neutral.ts';
import type { Rendered } from './rendered.ts';

const RAW: unique symbol = Symbol('raw');

/** A value that goes into the card as it is: ids, input values, buttons, date functions. Never text that somebody else wrote. */
export type Raw = { readonly [RAW]: unknown };

/** Data for a template. Every text in it is made harmless unless it is {@link Raw}. */
export type Cell = string | number | boolean | Raw | readonly Cell[] | { readonly [key: string]: Cell };

/** Marks a value as ready for the card. */
export function raw(value: unknown): Raw {
  return { [RAW]: value };
}

function isRaw(cell: Cell): cell is Raw {
  return typeof cell === 'object' && RAW in cell;
}

function isList(cell: Cell): cell is readonly Cell[] {
  return Array.isArray(cell);
}

function bound(cell: Cell): unknown {
  if (typeof cell === 'string') return neutral(cell);
  if (typeof cell !== 'object') return cell;
  if (isRaw(cell)) return cell[RAW];
  if (isList(cell)) return cell.map(bound);
  return Object.fromEntries(Object.entries(cell).map(([key, value]) => [key, bound(value)]));
}

/** How many bytes a value takes in the finished card, without the template around it. */
export function weigh(cell: Cell): number {
  return Buffer.byteLength(JSON.stringify(bound(cell)));
}

/** A layout waiting for its data. `summary` becomes the notification line, the spoken text and the fallback text. */
type Layout = (summary: string, data: { readonly [key: string]: Cell }) => Rendered;

/** Prepares a template. It is parsed on first use, since parsing all of them would slow the start. */
export function layout(template: object): Layout {
  let prepared: Template | null = null;
  return (summary, data) => {
    prepared ??= new Template(template);
    const line = neutral(summary);
    const card: unknown = prepared.expand({ $root: { ...(bound(data) as object), summary: line } });
    return { card: whole(card), summary: line };
  };
}

// Foreign text cannot hold `${` any more, so what is left is a binding without data: a bug, and better no card than a broken one.
function whole(card: unknown): CardJson {
  const left = /\$\{[^}]*\}?/.exec(JSON.stringify(card));
  if (left !== null) throw new Error(`card template has no data for ${left[0]}`);
  return card as CardJson;
}
