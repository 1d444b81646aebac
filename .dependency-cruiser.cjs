/** Who may import whom; the same table as in the README. `types` may be imported as types only. */
const ALLOWED = {
  domain: { code: [] },
  ports: { code: ['domain'] },
  text: { code: ['domain'], types: ['usecases/(?:planning-|audit-|doctor-|wave-|board-|bulk-|notice-|forecast-)?types\\.ts'] },
  cards: { code: ['domain', 'ports', 'text'], types: ['usecases/(?:planning-|audit-|doctor-|wave-|board-|bulk-|notice-|forecast-)?types\\.ts'] },
  usecases: { code: ['domain', 'ports'] },
  workers: { code: ['domain', 'ports', 'usecases', 'cards', 'text'] },
  bot: { code: ['domain', 'ports', 'usecases', 'cards', 'text'] },
  'adapters/aws': { code: ['adapters/retry\\.ts', 'domain', 'ports'] },
  'adapters/azure': { code: ['adapters/retry\\.ts', 'domain', 'ports'] },
  'adapters/graph': { code: ['adapters/retry\\.ts', 'domain', 'ports'] },
  'adapters/store': { code: ['domain', 'ports'] },
  // What a chat says is a turn, and what Ferry answers is a reply: both are the bot's words.
  'adapters/teams': { code: ['domain', 'ports'], types: ['bot/turn\\.ts', 'cards/rendered\\.ts'] },
  'adapters/http': { code: ['ports'] },
  'adapters/telemetry': { code: ['domain', 'ports'] },
  'adapters/[^/]+\\.ts': { code: ['domain', 'ports'] },
  sandbox: { code: [] },
  'config-values\\.ts': { code: [] },
  'config-schema\\.ts': { code: ['domain', 'config-values\\.ts'] },
  'config-problems\\.ts': { code: ['config-values\\.ts'] },
  'config\\.ts': { code: [], types: ['domain', 'config-(?:schema|values)\\.ts'] },
  'config-groups\\.ts': { code: ['domain', 'config-values\\.ts'], types: ['config\\.ts', 'config-schema\\.ts'] },
  'read-config\\.ts': { code: ['config-(?:groups|problems|schema|values)\\.ts'], types: ['config\\.ts'] },
  'app\\.ts': { code: ['(?!sandbox).*'] },
  'end-in-order\\.ts': { code: [] },
  'index\\.ts': { code: ['app\\.ts', 'read-config\\.ts', 'end-in-order\\.ts'] },
};

/** Vendor packages and the one place that knows each. */
const VENDORS = [
  ['@aws-sdk/.*|@smithy/.*', 'src/adapters/aws/'],
  ['@azure/monitor-opentelemetry', 'src/adapters/telemetry/'],
  ['@azure/(?!monitor-).*', 'src/adapters/(?:azure|graph)/'],
  ['botbuilder.*|botframework-.*', 'src/adapters/teams/'],
  ['restify', 'src/adapters/http/'],
  ['adaptivecards-templating|adaptive-expressions', 'src/cards/render\\.ts$'],
  ['pg|pg-boss|kysely|@electric-sql/.*', 'src/adapters/store/'],
  ['yaml', 'src/adapters/yaml-file\\.ts$'],
  ['csv-stringify', 'src/adapters/csv\\.ts$'],
  ['csv-parse', 'src/adapters/csv\\.ts$'],
  ['luxon', 'src/adapters/zones\\.ts$'],
  ['pino', 'src/adapters/log\\.ts$'],
  ['prom-client|@opentelemetry/.*', 'src/adapters/telemetry/'],
];

const inside = (places) => (places.length === 0 ? '^$' : `^src/(${places.map((p) => (p.endsWith('\\.ts') || p.includes('(') ? p : `${p}/.*`)).join('|')})$`);
const own = (place) => `^src/${place.endsWith('\\.ts') ? `${place}$` : `${place}/`}`;

function boundary([place, { code, types = [] }]) {
  const self = place.endsWith('\\.ts') ? place : `${place}/.*`;
  const name = place.replaceAll(/[^a-z]/g, '-');
  const from = { path: own(place) };
  return [
    { name: `${name}-imports`, severity: 'error', from, to: { path: '^src/', pathNot: [`^src/${self}$`, inside([...code, ...types])] } },
    ...(types.length === 0 ? [] : [{ name: `${name}-imports-types-only`, severity: 'error', from, to: { path: inside(types), pathNot: inside(code), dependencyTypesNot: ['type-only'] } }]),
  ];
}

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-orphans', severity: 'error', from: { orphan: true, path: '^src/', pathNot: '^src/(index|sandbox/main)\\.ts$' }, to: {} },
    { name: 'domain-is-pure', severity: 'error', from: { path: '^src/domain/' }, to: { pathNot: '^src/domain/' } },
    { name: 'text-is-pure', severity: 'error', from: { path: '^src/text/' }, to: { pathNot: '^src/' } },
    { name: 'no-undeclared-packages', severity: 'error', from: {}, to: { dependencyTypes: ['npm-no-pkg', 'unknown', 'undetermined'] } },
    { name: 'no-dev-packages-in-src', severity: 'error', from: { path: '^src/' }, to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] } },
    ...Object.entries(ALLOWED).flatMap(boundary),
    ...VENDORS.map(([packages, place]) => ({ name: `only-${place.replaceAll(/[^a-z]+/g, '-')}-knows-its-vendor`, severity: 'error', from: { path: '^src/', pathNot: `^${place}` }, to: { path: `^node_modules/(${packages})/` } })),
    { name: 'sandbox-knows-no-vendor', severity: 'error', from: { path: '^src/sandbox/' }, to: { dependencyTypes: ['npm'] } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
