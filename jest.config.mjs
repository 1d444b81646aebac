const swc = { jsc: { parser: { syntax: 'typescript' }, target: 'es2024', experimental: { keepImportAttributes: true } }, module: { type: 'es6' } };

/** What all kinds of tests have in common. */
export const common = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', swc] },
  errorOnDeprecated: true,
  setupFiles: ['<rootDir>/test/support/native-http.ts'],
};

/** What takes long, a quarter of a minute or more: chat in, cards out, several replicas, whole models, disks that fail. `npm run test:e2e` runs all of it; one walk of it stays among the quick ones. */
export const LONG = [
  '/test/e2e/(?!whole-migration)[^/]*\\.test\\.ts$',
  '/test/(?:replicas|schedules)/.*\\.test\\.ts$',
  '/test/usecases/(?:plan-walk|read-plan|every-defect|wave-walk)\\.test\\.ts$',
  '/test/domain/migration/walk\\.test\\.ts$',
  '/test/adapters/store/(?:embedded|room)\\.test\\.ts$',
  '/test/scripts/start\\.test\\.ts$',
  '/test/workers/notices[^/]*\\.test\\.ts$',
];

/** Types apart, everything that can be proved quickly: nothing but this machine is needed. */
export default {
  ...common,
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/soak/', '<rootDir>/test/browser/', ...LONG],
  testTimeout: 20_000,
  // Jest leaves one core idle by itself; end-to-end tests wait a lot, so every core may have a worker.
  maxWorkers: '100%',
};
