// Planned misbehaviour: rules that say which of the next requests go wrong, and how.

/** Which requests a rule is for; what is absent matches everything. `path` is the source of a regular expression. */
export type FaultMatch = {
  readonly server?: 'ec2' | 'azure';
  readonly method?: string;
  readonly path?: string;
  readonly action?: string;
};

/** What happens to a matching request. */
export type FaultEffect = {
  readonly status?: number;
  readonly retryAfter?: string | number | null;
  readonly body?: unknown;
  /** Real milliseconds to wait before anything else happens. */
  readonly delayMs?: number;
  /** Close the connection without an answer. */
  readonly drop?: boolean;
  /** Carry the request out first, then answer `status` (500 when absent) or drop. */
  readonly afterwards?: boolean;
};

/** A rule as it is handed in: it applies to the next `count` matching requests. */
export type FaultInput = { readonly match: FaultMatch; readonly effect: FaultEffect; readonly count?: number };

/** A rule as it is kept. */
export type FaultRule = {
  readonly id: string;
  readonly match: FaultMatch;
  readonly effect: FaultEffect;
  readonly remaining: number;
};

/** What a rule looks at. */
type FaultSubject = {
  readonly server: 'ec2' | 'azure';
  readonly method: string;
  readonly path: string;
  readonly action: string | null;
};

export type Faults = {
  add(rule: FaultInput): string;
  /** The first rule that matches, with one use taken off it. */
  take(request: FaultSubject): FaultRule | null;
  clear(): void;
  list(): readonly FaultRule[];
};

/** Makes an empty rule list. */
export function makeFaults(): Faults {
  let rules: FaultRule[] = [];
  let made = 0;

  return {
    add(input) {
      made += 1;
      const id = `fault-${made}`;
      rules.push({ id, match: input.match, effect: input.effect, remaining: input.count ?? 1 });
      return id;
    },
    take(request) {
      const found = rules.find((rule) => matches(rule.match, request));
      if (!found) return null;
      const used = { ...found, remaining: found.remaining - 1 };
      rules = rules.map((rule) => (rule === found ? used : rule)).filter((rule) => rule.remaining > 0);
      return used;
    },
    clear() {
      rules = [];
    },
    list: () => rules,
  };
}

function matches(match: FaultMatch, request: FaultSubject): boolean {
  if (match.server !== undefined && match.server !== request.server) return false;
  if (match.method !== undefined && match.method.toUpperCase() !== request.method) return false;
  if (match.action !== undefined && match.action !== request.action) return false;
  // Azure reads its paths without regard to case, so a rule has to as well.
  return match.path === undefined || new RegExp(match.path, 'i').test(request.path);
}
