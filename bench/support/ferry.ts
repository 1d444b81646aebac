/** Ferry and the bare bot as processes to be measured, with free ports and throwaway folders. */
import { createServer, type AddressInfo } from 'node:net';
import { demoSettings } from '../../scripts/demo-settings.ts';
import { startMeasured, type Env, type Measured } from './process.ts';

/** A bot that runs and where it listens. */
export type Bot = { readonly measured: Measured; readonly url: string };

/** Where the sandbox clouds are. */
export type Clouds = { readonly ec2: string; readonly azure: string };

/** The store a bot is to use: a folder for the embedded one, or the address of a database. */
export type StoreAt = { readonly dir: string } | { readonly url: string };

/** A port that nobody listens on just now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Starts Ferry as `npm start` does, without waiting until it listens. */
export async function startFerry(o: { readonly clouds: Clouds; readonly store: StoreAt; readonly env?: Env }): Promise<Bot> {
  const port = await freePort();
  const settings = demoSettings({ bot: port, ec2: portOf(o.clouds.ec2), azure: portOf(o.clouds.azure), playground: 0 }, 'dir' in o.store ? o.store.dir : 'unused');
  const database = 'url' in o.store ? { DATABASE_URL: o.store.url } : {};
  const measured = startMeasured({ file: 'src/index.ts', env: { ...settings, FERRY_OBSERVE_SECONDS: '15', LOG_LEVEL: 'warn', ...database, ...o.env }, ready: /^Ferry listens on / });
  return { measured, url: `http://127.0.0.1:${port}/api/messages` };
}

/** Starts the bare bot and waits until it listens. */
export async function startBareBot(): Promise<Bot> {
  const measured = startMeasured({ file: 'bench/bare-bot.ts', env: {}, ready: /listens on/ });
  return { measured, url: /http\S+/.exec(await measured.ready)?.[0] ?? '' };
}

/** Starts an echo bot of another SDK and waits until it listens. */
export async function startEchoBot(file: 'bench/echo-agents.ts' | 'bench/echo-teams.ts'): Promise<Bot> {
  const measured = startMeasured({ file, env: { PORT: String(await freePort()) }, ready: /bot listens on/ });
  return { measured, url: /http\S+/.exec(await measured.ready)?.[0] ?? '' };
}

/** Starts the sandbox clouds and waits until they answer. */
export async function startClouds(env: Env): Promise<Clouds & { readonly measured: Measured }> {
  const measured = startMeasured({ file: 'src/sandbox/main.ts', preload: 'bench/yesterday.ts', env: { SANDBOX_EC2_PORT: '0', SANDBOX_AZURE_PORT: '0', ...env }, ready: /"ready":true/ });
  const told = JSON.parse(await measured.ready) as Clouds;
  return { measured, ec2: told.ec2, azure: told.azure };
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}
