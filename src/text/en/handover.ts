/** English words of a handover: fifteen lines at most. */
import { utc } from '../format.ts';
import { clip, named } from '../neutral.ts';

type Handover = {
  readonly wave: string;
  readonly by: string;
  readonly at: number;
  readonly asOf: number | null;
  readonly state: readonly string[];
  readonly risk: string | null;
  readonly done: readonly { readonly at: number; readonly who: string; readonly machine: string | null; readonly what: string }[];
  readonly waits: readonly string[];
  readonly deadlines: { readonly window: { readonly from: number; readonly to: number } | null; readonly answers: readonly { readonly id: string; readonly until: number }[]; readonly freeUntil: number | null };
  readonly link: string | null;
};

const MOST_WAITS = 4;
const MOST_ANSWERS = 2;

function waiting(all: readonly string[]): readonly string[] {
  if (all.length === 0) return ['Nothing waits for anybody.'];
  return [`Waits for people${all.length > MOST_WAITS ? `, the oldest ${MOST_WAITS} of ${all.length}` : ''}:`, ...all.slice(0, MOST_WAITS).map((w) => `• ${clip(w, 200)}`)];
}

function deadlines({ at, deadlines: { window, answers, freeUntil } }: Handover): string {
  const parts = [
    ...(window === null || window.to <= at ? [] : [window.from > at ? `window opens ${utc(window.from)}, ends ${utc(window.to)}` : `window is open until ${utc(window.to)}`]),
    ...answers.toSorted((a, b) => a.until - b.until).slice(0, MOST_ANSWERS).map((a) => `${named(a.id)} has to be answered until ${utc(a.until)}`),
    ...(freeUntil === null ? [] : [`the first free days end ${utc(freeUntil)}`]),
  ];
  return `Next deadlines: ${parts.length === 0 ? 'none' : parts.join('; ')}.`;
}

/** Each part is one line of the message, whatever it holds. */
const flat = (line: string): string => line.replace(/\s*\n\s*/g, ' ');

function text(h: Handover): string {
  const lines = [
    `📋 Handover of ${named(h.wave)} by ${named(h.by)}, ${utc(h.at)}${h.asOf === null ? '' : ` (clouds read ${utc(h.asOf)})`}`,
    `State: ${h.state.length === 0 ? 'not begun' : h.state.join(' · ')}`,
    ...(h.risk === null ? [] : [h.risk]),
    ...(h.done.length === 0 ? ['Nobody has done anything yet.'] : ['Who did what last:', ...h.done.slice(-4).map((d) => `• ${utc(d.at)} ${named(d.who)}: ${d.machine === null ? '' : `${named(d.machine)}: `}${clip(d.what, 160)}`)]),
    ...waiting(h.waits),
    deadlines(h),
    `More: 'status ${named(h.wave)}', 'next all', 'audit ${named(h.wave)}'${h.link === null ? '' : `, report: ${h.link}`}`,
  ];
  return lines.map(flat).join('\n\n');
}

export const handoverWords = { text, posted: (wave: string): string => `The handover of ${named(wave)} is posted in its thread.` };
