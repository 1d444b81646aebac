/** A circle in "this needs that", as the names along it, the first one again at its end; null without one. Walks without recursion: a chain may be long. */
export function cycleIn(edges: ReadonlyMap<string, readonly string[]>): readonly string[] | null {
  const done = new Set<string>();
  for (const start of edges.keys()) {
    const found = done.has(start) ? null : walkFrom(start, edges, done);
    if (found !== null) return found;
  }
  return null;
}

type Step = { readonly node: string; readonly rest: string[] };

function walkFrom(start: string, edges: ReadonlyMap<string, readonly string[]>, done: Set<string>): readonly string[] | null {
  const path: Step[] = [{ node: start, rest: [...(edges.get(start) ?? [])] }];
  const onPath = new Set([start]);
  for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
    const next = step.rest.pop();
    if (next === undefined) {
      done.add(step.node);
      onPath.delete(step.node);
      path.pop();
    } else if (onPath.has(next)) {
      const names = path.map((s) => s.node);
      return [...names.slice(names.indexOf(next)), next];
    } else if (!done.has(next)) {
      onPath.add(next);
      path.push({ node: next, rest: [...(edges.get(next) ?? [])] });
    }
  }
  return null;
}

/** Whoever has more has to begin anew anyway. */
const MOST = 10;

/** Several of them, so that they can be told at once: each is looked for with the last step of those before taken out. */
export function cyclesIn(edges: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const left = new Map(edges);
  const found: (readonly string[])[] = [];
  for (let cycle = cycleIn(left); cycle !== null && found.length < MOST; cycle = cycleIn(left)) {
    const [from = '', to = ''] = cycle.slice(-2);
    left.set(from, (left.get(from) ?? []).filter((next) => next !== to));
    found.push(cycle);
  }
  return found;
}
