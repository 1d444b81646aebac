// What both servers were asked, in the order in which it took effect.

/** One request as it was received and answered. */
export type JournalEntry = {
  seq: number;
  /** Virtual time, ISO 8601. */
  at: string;
  realAt: string;
  server: 'ec2' | 'azure';
  method: string;
  path: string;
  /** With its question mark; empty when there is none. */
  query: string;
  /** EC2 or STS Action, X-Amz-Target operation, or null. */
  action: string | null;
  body: string;
  /** -1 when the connection was dropped. */
  status: number;
  /** True when the request changed the world, even when a fault then answered 500 or dropped the connection. */
  accepted: boolean;
  fault: string | null;
};

export type Journal = {
  add(entry: Omit<JournalEntry, 'seq'>): JournalEntry;
  list(): readonly JournalEntry[];
  clear(): void;
};

// A demo left running for days must not eat the machine's memory.
const keptReads = 100_000;

/** Makes an empty journal; when it is full the oldest requests that changed nothing are forgotten. */
export function makeJournal(): Journal {
  let entries: JournalEntry[] = [];
  let seq = 0;

  function trim(): void {
    const surplus = entries.length - keptReads;
    let dropped = 0;
    entries = entries.filter((entry) => entry.accepted || ++dropped > surplus);
  }

  return {
    add(entry) {
      seq += 1;
      const added = { seq, ...entry };
      entries.push(added);
      if (entries.length > keptReads * 1.1) trim();
      return added;
    },
    list: () => entries,
    clear() {
      entries = [];
    },
  };
}
