/** How much one person may ask for: enough for anybody who works, too little for a script that has lost its way. */
import { refilled, spend, type Allowance } from '../domain/allowance.ts';
import type { Clock } from '../ports/clock.ts';
import type { AnyCommand } from './command.ts';
import { tidy } from './line.ts';
import { parse } from './parse.ts';
import type { Turn } from './turn.ts';

/** `tell`: not worked on, and the person is told so; `drop`: not worked on, as was told before. */
export type Admission = 'go' | 'tell' | 'drop';

/** Answers to what Ferry asked are never many, and must not be lost to the questions of the minute before. */
const DECISION_FACTOR = 4;
/** People who have been quiet are forgotten when there are more than this. */
const MOST_PEOPLE = 2_000;

type Mine = { any: Allowance | null; decisions: Allowance | null; told: boolean };

/** Counts in this process: with several replicas a person has as much at each of them. */
export function makeRateLimit(o: { readonly perMinute: number; readonly clock: Pick<Clock, 'now'>; readonly commands: readonly AnyCommand[] }): (turn: Turn) => Admission {
  const people = new Map<string, Mine>();
  const rate = { perMinute: o.perMinute };

  return (turn) => {
    const now = o.clock.now();
    if (people.size > MOST_PEOPLE) forgetQuiet(people, { ...rate, now });
    const key = `${turn.who.tenant} ${turn.who.id}`.toLowerCase();
    const mine: Mine = people.get(key) ?? { any: null, decisions: null, told: false };
    people.set(key, mine);
    // Whoever has calmed down is told anew the next time.
    if (refilled(mine.any, { ...rate, now }) >= o.perMinute / 2) mine.told = false;
    const { after, granted } = spend(mine.any, { ...rate, now });
    mine.any = after;
    if (granted || isDecision(turn, o.commands) && spendDecision(mine, { now, perMinute: o.perMinute * DECISION_FACTOR })) return 'go';
    if (mine.told) return 'drop';
    mine.told = true;
    return 'tell';
  };
}

function spendDecision(mine: Mine, o: { readonly now: number; readonly perMinute: number }): boolean {
  const { after, granted } = spend(mine.decisions, o);
  mine.decisions = after;
  return granted;
}

/** An answer to an approval, or the stop of everything: what must get through. */
function isDecision({ input }: Turn, commands: readonly AnyCommand[]): boolean {
  const command = input.kind === 'text' ? typedCommand(input.text, commands) : commands.find((c) => c.name === verbOf(input.data));
  return command !== undefined && (command.kind === 'decision' || command.name === 'hold');
}

function typedCommand(text: string, commands: readonly AnyCommand[]): AnyCommand | undefined {
  const parsed = parse(tidy(text), commands);
  return parsed.kind === 'command' ? parsed.command : undefined;
}

function verbOf(data: unknown): unknown {
  return typeof data === 'object' && data !== null ? Reflect.get(data, 'verb') : null;
}

function forgetQuiet(people: Map<string, Mine>, o: { readonly now: number; readonly perMinute: number }): void {
  for (const [key, mine] of people) if (refilled(mine.any, o) >= o.perMinute) people.delete(key);
}
