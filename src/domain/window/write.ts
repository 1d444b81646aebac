/** Writes local times in the form that {@link parseWindow} reads back without a doubt. */
import type { Local, Moment } from './types.ts';

const two = (n: number): string => String(n).padStart(2, '0');

/** `+02:00` */
export function offsetText(minutes: number): string {
  const m = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(m / 60))}:${two(m % 60)}`;
}

/** `02:30` */
export function timeText(l: Local): string {
  return `${two(l.hour)}:${two(l.minute)}`;
}

/** `2026-10-25` */
export function dateText(l: Local): string {
  return `${String(l.year).padStart(4, '0')}-${two(l.month)}-${two(l.day)}`;
}

/** `2026-10-25T02:30+02:00`: one moment, whatever the clocks do on that day. */
export function momentText(m: Moment): string {
  return `${dateText(m.local)}T${timeText(m.local)}${offsetText(m.offset)}`;
}

/** A window that means the same to everybody at any time. */
export function spanText(o: { readonly from: Moment; readonly to: Moment; readonly zone: string }): string {
  return `${momentText(o.from)}..${momentText(o.to)} ${o.zone}`;
}
