import { expect, test } from '@jest/globals';
import { CHECKS } from '../../../src/domain/checks/index.ts';
import { REPLICATION_ROWS } from './rows/replication.ts';
import { table } from './rows/row.ts';

table('replication', REPLICATION_ROWS);

test('the checks of the replication itself are for a failover only, and what nobody sane lets pass cannot be let pass', () => {
  const own = CHECKS.filter((c) => c.id.startsWith('RPL-'));
  expect(own).toHaveLength(15);
  expect(own.filter((c) => c.phases.join() !== 'failover').map((c) => c.id)).toEqual([]);
  const fixed = REPLICATION_ROWS.filter((r) => !r.check.run(r.given).overridable).map((r) => r.check.id);
  expect([...new Set(fixed)].sort()).toEqual(['RPL-ALLOWED', 'RPL-BACKLOG', 'RPL-IR', 'RPL-JOBS']);
});
