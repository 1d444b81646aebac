/** Every verb that a button may carry; each has a command behind it. */
export const VERBS = [
  'help', 'say', 'discover', 'check', 'replicate', 'status', 'history', 'test', 'verdict', 'cutover', 'approve', 'reject', 'withdraw',
  'quiesce', 'accept', 'refuse', 'complete', 'rollback', 'retry', 'adopt', 'form',
] as const;

export type Verb = (typeof VERBS)[number];
