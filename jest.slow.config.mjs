import { common } from './jest.config.mjs';

/** The long ones, run by name: `npm run test:soak`, `npm run test:browser`. */
export default { ...common, testMatch: ['<rootDir>/test/soak/**/*.test.ts', '<rootDir>/test/browser/**/*.test.ts'], testTimeout: 900_000, maxWorkers: 1 };
