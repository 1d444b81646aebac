/** Every verb that a button may carry; each has a command behind it. */
export const VERBS = [
  'help', 'say', 'discover', 'check', 'answer', 'fix', 'override', 'export', 'replicate', 'status', 'history', 'audit', 'test', 'verdict', 'window', 'freeze', 'cutover', 'approve', 'reject', 'ask', 'delegate', 'withdraw', 'breakglass', 'who',
  'quiesce', 'accept', 'refuse', 'complete', 'rollback', 'retry', 'adopt', 'keep', 'hold', 'resume', 'setup', 'policy', 'capacity', 'network', 'explain', 'settings', 'form',
] as const;

export type Verb = (typeof VERBS)[number];
