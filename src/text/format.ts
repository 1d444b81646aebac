/** Figures in words: pure, and never more exact or more hopeful than what was measured. */
import { DAY, HOUR, MINUTE, SECOND, type Instant } from '../domain/time.ts';

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

/** A number of bytes with a binary unit, for example `12.4 GiB`. */
export function bytes(n: number): string {
  const power = n < 1 ? 0 : Math.min(Math.floor(Math.log2(n) / 10), UNITS.length - 1);
  const value = n / 1024 ** power;
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${UNITS[power]}`;
}

/** A length of time in at most two units, for example `2 h 05 min`. */
export function duration(ms: number): string {
  const t = Math.max(0, ms);
  if (t < MINUTE) return `${Math.floor(t / SECOND)} s`;
  if (t < HOUR) return `${Math.floor(t / MINUTE)} min`;
  if (t < DAY) return both(`${Math.floor(t / HOUR)} h`, Math.floor((t % HOUR) / MINUTE), (n) => `${String(n).padStart(2, '0')} min`);
  return both(`${Math.floor(t / DAY)} d`, Math.floor((t % DAY) / HOUR), (n) => `${n} h`);
}

function both(whole: string, rest: number, say: (n: number) => string): string {
  return rest === 0 ? whole : `${whole} ${say(rest)}`;
}

/** How old something is, for example `2 min old`. */
export function age(ms: number): string {
  return `${duration(ms)} old`;
}

/** Whole percent, rounded down: 99.9 is not done. */
export function percent(value: number): string {
  return `${Math.floor(clamp(value))} %`;
}

/** A text bar of ten blocks, rounded down like the percent beside it. */
export function bar(value: number): string {
  const full = Math.floor(clamp(value) / 10);
  return '▓'.repeat(full) + '░'.repeat(10 - full);
}

function clamp(value: number): number {
  return Math.min(100, Math.max(0, value));
}

/** A moment in UTC, for example `2026-11-21 02:14 UTC`. */
export function utc(at: Instant): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** The last part of an Azure resource id: the name people know it by. */
export function lastPart(armId: string): string {
  return armId.split('/').at(-1) ?? armId;
}
