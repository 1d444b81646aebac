const swc = { jsc: { parser: { syntax: 'typescript' }, target: 'es2024', experimental: { keepImportAttributes: true } }, module: { type: 'es6' } };

/** What all kinds of tests have in common. */
export const common = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', swc] },
  errorOnDeprecated: true,
  setupFiles: ['<rootDir>/test/support/native-http.ts'],
};

/** Unit, contract and end-to-end tests: quick, and nothing but this machine is needed. */
export default {
  ...common,
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/soak/', '<rootDir>/test/browser/'],
  testTimeout: 20_000,
  // Much of an end-to-end test is waiting: one worker more than there are cores keeps them busy.
  maxWorkers: 3,
};
