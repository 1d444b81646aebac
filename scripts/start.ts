/** `npm start`: the bot when there are settings, else the whole demo. */
import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import { startDemo, type Demo } from './demo.ts';
import { DEMO_PORTS } from './demo-settings.ts';

if (existsSync('.env')) loadEnvFile('.env');

/** AWS and Azure variables are not looked at: many people have those in their shell for other reasons. */
const isConfigured = Object.entries(process.env).some(([name, value]) => /^(FERRY_|MicrosoftApp)/.test(name) && value !== undefined && value.trim() !== '');

if (isConfigured) await import('../src/index.ts');
else await runDemo();

async function runDemo(): Promise<void> {
  say('No settings found: starting the demo (sandbox clouds, bot, Agents Playground) …');
  const demo = await startDemo({ ports: DEMO_PORTS, dataDir: 'data/demo' }).catch((error: unknown) => fail(error instanceof Error ? error.message : String(error)));
  const wanted = new Promise<null>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(null));
  });
  greet(demo);
  const reason = await Promise.race([wanted, demo.broken]);
  say('Stopping …');
  await demo.stop();
  if (reason !== null) fail(reason);
  process.exit(0);
}

function greet({ addresses }: Demo): void {
  say(`
  Agents Playground   ${addresses.playground}
  Bot                 ${addresses.bot}
  Sandbox clouds      ${addresses.sandbox}
  Logs                data/demo/*.log

  open ${addresses.playground}

  In the personal chat type      help
  then                           discover
  and then                       check web-01

  Ctrl-C stops everything.`);
}

function say(words: string): void {
  process.stdout.write(`${words}\n`);
}

function fail(words: string): never {
  process.stderr.write(`Ferry's demo stopped: ${words}\n`);
  process.exit(1);
}
