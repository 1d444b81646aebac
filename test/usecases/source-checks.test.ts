import { expect, test } from '@jest/globals';
import { inOneWord } from '../../src/usecases/source-checks.ts';

const status = (system: string | null, instance: string | null) => ({ system, instance, ebs: null, events: [] });

test.each([
  { reason: 'both passed', status: status('ok', 'ok'), then: 'passed' },
  { reason: 'one alone says nothing', status: status('ok', 'initializing'), then: 'running' },
  { reason: 'one that fails is enough', status: status('ok', 'impaired'), then: 'failed' },
  { reason: 'what AWS cannot tell yet is no pass', status: status('insufficient-data', 'ok'), then: 'running' },
  { reason: 'a machine that was just started has none', status: null, then: 'running' },
])('the status checks of EC2: $reason', (row) => expect(inOneWord(row.status)).toBe(row.then));
