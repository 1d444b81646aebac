/** What jest is started with; `output` is the file that gets its results. The long kinds are told apart by where jest looks, so that a file that is named narrows the run and does not add to it. */
export function jestArguments(kind: string, o: { readonly output: string; readonly rest: readonly string[] }): readonly string[] {
  const where = kind === 'quick' ? [] : kind === 'e2e' ? ['--config', 'jest.e2e.config.mjs'] : ['--config', 'jest.slow.config.mjs', '--roots', `test/${kind}`];
  return ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js', ...where, '--json', `--outputFile=${o.output}`, ...o.rest];
}
