// The sandbox as a process of its own: settings from the environment, one line when it is ready, ends on a signal or with its parent.
import { startSandbox, type Sandbox, type SandboxOptions } from './start.ts';
import { maxExtraMachines } from './world/seed.ts';

type Range = { readonly fallback: number; readonly min: number; readonly max: number; readonly whole: boolean };

// Loopback only, always: anybody who can reach these servers can steer them.
const host = '127.0.0.1';

const settings = {
  SANDBOX_EC2_PORT: { fallback: 4566, min: 0, max: 65_535, whole: true },
  SANDBOX_AZURE_PORT: { fallback: 4280, min: 0, max: 65_535, whole: true },
  SANDBOX_SPEED: { fallback: 30, min: 0.001, max: 1_000_000, whole: false },
  SANDBOX_PAGE_SIZE: { fallback: 2, min: 1, max: 10_000, whole: true },
  SANDBOX_EXTRA_MACHINES: { fallback: 0, min: 0, max: maxExtraMachines, whole: true },
} as const satisfies Record<string, Range>;

type Setting = keyof typeof settings;

async function main(): Promise<void> {
  const sandbox = await startSandbox(readOptions());
  const close = () => void shutDown(sandbox);
  process.once('SIGINT', close);
  process.once('SIGTERM', close);
  if (process.env['SANDBOX_PARENT'] === '1') process.stdin.once('end', close).resume();
  process.stdout.write(`${JSON.stringify({ ready: true, ec2: sandbox.ec2Url, azure: sandbox.azureUrl })}\n`);
}

async function shutDown(sandbox: Sandbox): Promise<void> {
  await sandbox.close();
  process.exit(0);
}

function readOptions(): SandboxOptions {
  const problems: string[] = [];
  const read = (name: Setting) => readNumber(name, problems);
  const options = {
    host,
    ec2Port: read('SANDBOX_EC2_PORT'),
    azurePort: read('SANDBOX_AZURE_PORT'),
    speed: read('SANDBOX_SPEED'),
    pageSize: read('SANDBOX_PAGE_SIZE'),
    extraMachines: read('SANDBOX_EXTRA_MACHINES'),
  };
  if (problems.length > 0) fail(problems.join('; '));
  return options;
}

function readNumber(name: Setting, problems: string[]): number {
  const range: Range = settings[name];
  const text = process.env[name];
  if (text === undefined || text.trim() === '') return range.fallback;
  const value = Number(text);
  const fits = value >= range.min && value <= range.max && (!range.whole || Number.isInteger(value));
  if (!fits) problems.push(`${name} must be a ${range.whole ? 'whole ' : ''}number between ${range.min} and ${range.max}`);
  return value;
}

function fail(message: string): never {
  process.stderr.write(`sandbox: ${message}\n`);
  process.exit(1);
}

function wordsFor(error: unknown): string {
  const { code, port } = error as { code?: unknown; port?: unknown };
  if (code === 'EADDRINUSE') return `port ${String(port)} on ${host} is taken; stop what listens there, or set SANDBOX_EC2_PORT or SANDBOX_AZURE_PORT`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

main().catch((error: unknown) => fail(wordsFor(error)));
