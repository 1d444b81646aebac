/** The demo: sandbox clouds, bot and Agents Playground as three processes on loopback. */
import { existsSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { startChild, type Child } from './child.ts';
import { demoSettings, PLAYGROUND_CONFIG, type DemoPorts } from './demo-settings.ts';

export type Demo = {
  readonly addresses: { readonly playground: string; readonly bot: string; readonly sandbox: string };
  readonly children: readonly Child[];
  /** Resolves with one sentence when a child ends by itself. */
  readonly broken: Promise<string>;
  stop(): Promise<void>;
};

export type DemoOptions = {
  readonly ports: DemoPorts;
  /** Emptied at the start: the sandbox begins anew each time, so must what Ferry remembers of it. */
  readonly dataDir: string;
  /** Further settings for the sandbox or the bot. */
  readonly env?: Readonly<Record<string, string>>;
  readonly withPlayground?: boolean;
};

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const END_WITH_PARENT = ['-r', `${ROOT}scripts/end-with-parent.cjs`];
/** Only these pass from the caller's environment: somebody's real cloud keys have no place in a demo. */
const PASSED = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'SystemRoot', 'LANG', 'TZ', 'LOG_LEVEL'];

/** Starts all three and waits until each answers; when one fails, none is left. */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  // Without it the Playground quietly takes people of its own, from a tenant that Ferry refuses.
  if (!existsSync(PLAYGROUND_CONFIG)) throw new Error(`${PLAYGROUND_CONFIG} is missing: the checkout is not complete`);
  await refuseTakenPorts(options);
  rmSync(options.dataDir, { recursive: true, force: true });
  const children: Child[] = [];
  const stop = async () => {
    await Promise.all([...children].reverse().map((child) => child.stop()));
  };
  const start = async (child: Child) => {
    children.push(child);
    await child.ready;
  };
  try {
    await start(sandbox(options));
    await Promise.all([start(bot(options)), ...(options.withPlayground === false ? [] : [start(playground(options))])]);
  } catch (error) {
    await stop();
    throw error;
  }
  const { ports } = options;
  return {
    addresses: { playground: at(ports.playground), bot: `${at(ports.bot)}/api/messages`, sandbox: `${at(ports.azure)} (Azure) and ${at(ports.ec2)} (EC2)` },
    children,
    broken: Promise.race(children.map(async (child) => `${child.name} ended: ${await child.ended}`)),
    stop,
  };
}

function sandbox({ ports, dataDir, env }: DemoOptions): Child {
  return startChild({
    name: 'the sandbox',
    args: [`${ROOT}src/sandbox/main.ts`],
    env: { ...passed(), SANDBOX_PARENT: '1', SANDBOX_EC2_PORT: String(ports.ec2), SANDBOX_AZURE_PORT: String(ports.azure), ...env },
    ready: /"ready":true/,
    logFile: `${dataDir}/sandbox.log`,
  });
}

function bot({ ports, dataDir, env }: DemoOptions): Child {
  return startChild({
    name: 'the bot',
    args: [...END_WITH_PARENT, `${ROOT}src/index.ts`],
    env: { ...passed(), ...demoSettings(ports, `${dataDir}/store`), ...env },
    ready: /^Ferry listens on /,
    logFile: `${dataDir}/bot.log`,
  });
}

/** Its telemetry is off, and so is what would call the cloud even then. */
function playground({ ports, dataDir }: DemoOptions): Child {
  return startChild({
    name: 'the Agents Playground',
    args: [...END_WITH_PARENT, '-r', `${ROOT}scripts/playground/loopback-only.cjs`, `${ROOT}node_modules/@microsoft/m365agentsplayground/cli.js`, '-e', `${at(ports.bot)}/api/messages`, '-p', String(ports.playground), '-c', 'msteams', '--disable-telemetry'],
    env: {
      ...passed(),
      TEAMSAPPTESTER_BROWSER: 'none',
      APPLICATION_INSIGHTS_NO_STATSBEAT: '1',
      M365_AGENTS_PLAYGROUND_CONFIG_PATH: PLAYGROUND_CONFIG,
      M365_AGENTS_PLAYGROUND_LOGFILE: `${dataDir}/playground-trace.log`,
    },
    ready: new RegExp(`Listening on ${ports.playground}\\b`),
    logFile: `${dataDir}/playground.log`,
  });
}

function passed(): Record<string, string> {
  return Object.fromEntries(PASSED.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));
}

function at(port: number): string {
  return `http://127.0.0.1:${port}`;
}

/** The Playground would quietly take another port, and the others would each fail in their own words. */
async function refuseTakenPorts({ ports, withPlayground }: DemoOptions): Promise<void> {
  const needed = [['the bot', ports.bot], ['the sandbox (EC2)', ports.ec2], ['the sandbox (Azure)', ports.azure], ...(withPlayground === false ? [] : [['the Agents Playground', ports.playground] as const])] as const;
  for (const [who, port] of needed) {
    if (!(await isFree(port))) throw new Error(`port ${port} on 127.0.0.1, which ${who} needs, is taken: stop the program that listens there (perhaps another Ferry), then start again`);
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
