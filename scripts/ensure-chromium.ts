/** Installs Debian's Chromium for the browser test when it is lacking and this user may install. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Where Debian's package puts the browser; `CHROMIUM` names another. */
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

if (!existsSync(CHROMIUM)) install();

function install(): void {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) fail(`${CHROMIUM} is lacking: install Chromium, or name a browser of its kind in CHROMIUM`);
  process.stdout.write('Chromium is lacking: installing the Debian package …\n');
  run(['update', '-qq']);
  run(['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-color-emoji']);
}

function run(args: readonly string[]): void {
  const { status } = spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  if (status !== 0) fail(`apt-get ${args[0] ?? ''} failed`);
}

function fail(words: string): never {
  process.stderr.write(`${words}\n`);
  process.exit(1);
}
