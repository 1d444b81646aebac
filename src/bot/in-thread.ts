/** What may be left out in the thread of a wave, or of a machine: the name of what the thread is about. Pure. */
import { parseSelector } from '../domain/wave/selectors.ts';
import type { ThreadTarget } from '../usecases/notice-types.ts';
import { selectorText } from './arguments.ts';
import type { Line } from './line.ts';
import type { InThread } from './thread-rule.ts';

/** True where a line names nothing that it is about, so that the thread is worth looking up. */
export function isOpen({ words }: Line, rule: InThread): boolean {
  return isLeftOut(aboutIn(rule, words), rule.picks === true);
}

/** The line with the name put in; null where one was given, or where the command is not about such a thing. What was said always wins. */
export function withThread(line: Line, rule: InThread, of: ThreadTarget): Line | null {
  if (rule.of !== 'both' && rule.of !== of.kind) return null;
  // Elsewhere a filter picks from everything: in the thread of one machine as well.
  if (!isOpen(line, of.kind === 'wave' ? rule : { ...rule, picks: false })) return null;
  const name = of.kind === 'wave' ? of.name : of.id;
  const at = rule.after?.(line.words) ?? 0;
  const words = [...line.words.slice(0, at), name, ...line.words.slice(at)];
  return isRead(rule, words, name) ? { ...line, words } : null;
}

function aboutIn({ about }: InThread, words: readonly string[]): readonly string[] {
  return about === undefined ? words : about(words);
}

function isLeftOut(about: readonly string[], picks: boolean): boolean {
  if (about.length === 0) return true;
  const parsed = picks ? parseSelector(selectorText(about) ?? '') : null;
  if (parsed?.ok !== true) return false;
  const { words, all, only, without } = parsed.value;
  return words.length === 0 && !all && only.length + without.length > 0;
}

/** A wave may be called like a small word, or like a day: a name that the command would not read as one is not put in. */
function isRead(rule: InThread, words: readonly string[], name: string): boolean {
  const about = aboutIn(rule, words);
  if (rule.picks !== true) return about.length === 1 && about[0] === name;
  const parsed = parseSelector(selectorText(about) ?? '');
  return parsed.ok && parsed.value.words.length === 1 && parsed.value.words[0] === name;
}
