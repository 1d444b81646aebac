/** Tells the words of a machine from those of a time that follows it. Reads nothing; `readWindow` does. */
const BEGINS = /^(?:now|at|from|on|between|window|(?:sun|mon|tues?|wed|wednes|thu|thurs?|fri|sat|satur)(?:day)?|today|tonight|tomorrow|\d{4}-\d{2}-\d{2}\S*|\d{1,2}[:.]\d{2}\S*|none|off)$/i;

/** `web-01 sat 22:00..02:00 Europe/Rome` is the machine `web-01` and the rest. A time alone names no machine. */
export function splitWhen(words: readonly string[]): { readonly machine: readonly string[]; readonly when: string } {
  const start = words.findIndex((word) => BEGINS.test(word));
  return start < 0 ? { machine: words, when: '' } : { machine: words.slice(0, start), when: words.slice(start).join(' ') };
}

/** True for the words that take a window back. */
export function isNoWindow(when: string): boolean {
  return /^(?:window\s+)?(?:none|off)$/i.test(when);
}
