import quick, { LONG } from './jest.config.mjs';

const { testMatch: _all, testPathIgnorePatterns: _left, ...common } = quick;

/** The long ones: `npm run test:e2e`. */
export default { ...common, testRegex: LONG };
