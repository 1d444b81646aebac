/** Which threads a command takes its target from, and which of its words would name one. A command without it, such as an answer that counts at once, is always told what it is about. */
export type InThread = {
  readonly of: 'wave' | 'machine' | 'both';
  /** The words that name what is meant, once everything else is taken away; left out: all of them. */
  readonly about?: (words: readonly string[]) => readonly string[];
  /** `group:2`, `state:failed` or `-web07` alone pick from the wave. */
  readonly picks?: boolean;
  /** How many words stand before the name; left out: none. */
  readonly after?: (words: readonly string[]) => number;
  /** The first word is looked up: what looks like a part of the command may be the name of a wave. */
  readonly mayBeWave?: true;
};
