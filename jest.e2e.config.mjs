import quick, { LONG } from './jest.config.mjs';

const { testMatch: _all, testPathIgnorePatterns: _left, ...common } = quick;

/** The long ones: `npm run test:e2e`. They wait for what happens, however long a busy machine takes; what never happens is told by the wait itself, which ends before the test does. */
export default { ...common, testRegex: LONG, testTimeout: 300_000 };
