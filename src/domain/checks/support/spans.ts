/** Arithmetic with ranges of port numbers, both ends included. */

export type Span = { readonly from: number; readonly to: number };

/** Every port of TCP. */
export const ALL_PORTS: Span = { from: 0, to: 65_535 };

/** One port as a span. */
export function port(number: number): Span {
  return { from: number, to: number };
}

/** What is left of a span without the part that another one covers. */
export function without(span: Span, cut: Span): readonly Span[] {
  if (cut.to < span.from || cut.from > span.to) return [span];
  const before = cut.from > span.from ? [{ from: span.from, to: cut.from - 1 }] : [];
  const after = cut.to < span.to ? [{ from: cut.to + 1, to: span.to }] : [];
  return [...before, ...after];
}

/** True when the spans together hold every port of the range. */
export function cover(spans: readonly Span[], range: Span): boolean {
  const rest = spans.reduce<readonly Span[]>((left, cut) => left.flatMap((s) => without(s, cut)), [range]);
  return rest.length === 0;
}

/** Ports in words: `TCP 443 and 9443`, `TCP 49152-65535`. */
export function portsText(spans: readonly Span[]): string {
  const names = spans.map((s) => (s.from === s.to ? `${s.from}` : `${s.from}-${s.to}`));
  const last = names.at(-1) ?? '';
  return names.length < 2 ? `TCP ${last}` : `TCP ${names.slice(0, -1).join(', ')} and ${last}`;
}
