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
  // Jest leaves one core idle by itself; end-to-end tests wait a lot, so every core may have a worker.
  maxWorkers: '100%',
};
