/** After `npm ci`: makes the template that a first start copies its store from. Never fails an installation: without it a first start only takes longer. */
const [major = 0] = process.versions.node.split('.').map(Number);
if (major >= 24) {
  try {
    const { prepareTemplate } = await import('../src/adapters/store/dialect/embedded.ts');
    const silent = () => undefined;
    await prepareTemplate({ log: { debug: silent, info: silent, warn: silent, error: silent } });
  } catch (error) {
    process.stdout.write(`Ferry: no template for a faster first start (${error instanceof Error ? error.message : String(error)})\n`);
  }
}
