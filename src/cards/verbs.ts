/** Every verb that a button may carry; each has a command behind it. */
export const VERBS = [
  'help', 'say', 'discover', 'check', 'answer', 'fix', 'override', 'export', 'replicate', 'status', 'history', 'audit', 'test', 'verdict', 'window', 'freeze', 'cutover', 'approve', 'reject', 'ask', 'delegate', 'withdraw', 'breakglass', 'who',
  'quiesce', 'stopped', 'done', 'cannot', 'accept', 'refuse', 'complete', 'rollback', 'retry', 'adopt', 'keep', 'hold', 'resume', 'setup', 'policy', 'capacity', 'network', 'explain', 'settings', 'subscribe', 'unsubscribe', 'subscriptions', 'quiet', 'digest', 'wave', 'plan', 'next', 'cost', 'extend', 'doctor', 'dryrun', 'report', 'handover', 'form',
] as const;

export type Verb = (typeof VERBS)[number];
