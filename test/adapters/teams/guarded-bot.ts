/** Ferry whole, as in production: callers must prove who they are, and what it sends goes to Teams over https, where it is only noted. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationBotFrameworkAuthentication, ConfigurationServiceClientCredentialFactory } from 'botbuilder';
import { openEmbeddedDatabase } from '../../../src/adapters/store/dialect/embedded.ts';
import type { Authentication } from '../../../src/adapters/teams/connectors.ts';
import { startApp } from '../../../src/app.ts';
import type { Log } from '../../../src/ports/telemetry.ts';
import { startSandbox } from '../../../src/sandbox/start.ts';
import { TENANT } from '../../e2e/support/chat.ts';
import { configFor } from '../../e2e/support/world.ts';
import { APP, CHANNEL_SERVICE, startIssuer } from './issuer.ts';

/** The bot's own token; it must reach Teams and nobody else. */
export const OUTGOING = 'the-token-of-the-bot';
/** What a turn may leave behind beside events; the workers' own tables are not among them. */
const TABLES = ['report', 'check_run', 'conversation', 'welcome', 'post', 'dialog', 'seen_activity'] as const;

export type Sent = { readonly method: string; readonly url: string; readonly authorization: string | undefined; readonly body: string };
type Answered = { readonly status: number; readonly text: string };
type Constructed = ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>;

export type GuardedBot = Awaited<ReturnType<typeof startGuardedBot>>;

export async function startGuardedBot() {
  const sent: Sent[] = [];
  /** How Teams' list of people answers; null for not at all. */
  const roster: { member: object | null } = { member: { userPrincipalName: 'ola@contoso.example', userRole: 'user', tenantId: TENANT } };
  const logged: string[] = [];
  const note = (fields: object, message: string): void => void logged.push(`${message} ${JSON.stringify(fields, plainErrors)}`);
  const log: Log = { debug: note, info: note, warn: note, error: note };
  const issuer = await startIssuer();
  const sandbox = await startSandbox({ ec2Port: 0, azurePort: 0, speed: 600 });
  const dir = await mkdtemp(join(tmpdir(), 'ferry-door-'));
  const settings = { FERRY_ALLOW_ANONYMOUS: 'false', MicrosoftAppId: APP, MicrosoftAppTenantId: TENANT, MicrosoftAppPassword: 'a-password', FERRY_ALLOWED_TENANTS: TENANT };
  const config = configFor({ ec2: sandbox.ec2Url, azure: sandbox.azureUrl, dir, settings });
  const start = () => startApp(config, { log, authentication: authenticationOf(issuer.metadata, (request) => noted(request, sent, roster)) });
  let app = await start();
  const url = (): string => `http://127.0.0.1:${app.port}/api/messages`;

  return {
    sent,
    roster,
    logged,
    port: () => app.port,
    /** Requests that changed one of the clouds. */
    writes: () => sandbox.world.journal.list().filter((e) => e.accepted).length,
    /** Posts whatever it is given. */
    async post(body: NonNullable<RequestInit['body']>, headers: Record<string, string>): Promise<Answered> {
      const response = await fetch(url(), { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body, signal: AbortSignal.timeout(10_000) });
      return { status: response.status, text: await response.text() };
    },
    /** How many rows each table has, and which events there are: the bot is stopped for the look. */
    async left(): Promise<{ readonly rows: Readonly<Record<string, number>>; readonly events: readonly string[] }> {
      await app.stop();
      const { db, close } = await openEmbeddedDatabase({ dir: config.store.dataDir, log });
      const rows = [];
      for (const table of TABLES) rows.push([table, (await db.read.selectFrom(table).selectAll().execute()).length] as const);
      const recorded = await db.read.selectFrom('event').selectAll().execute();
      await close();
      app = await start();
      return { rows: Object.fromEntries(rows), events: [...new Set(recorded.map((row) => (JSON.parse(row.event) as { readonly type: string }).type))] };
    },
    async stop(): Promise<void> {
      await app.stop();
      issuer.stop();
      await sandbox.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** The SDK's own check of callers, told of another issuer; the other way round, Teams takes everything. */
function authenticationOf(metadata: string, answer: (request: Outgoing) => object): Authentication {
  const addresses = {
    MicrosoftAppId: APP,
    ToBotFromChannelOpenIdMetadataUrl: metadata,
    ToBotFromChannelTokenIssuer: CHANNEL_SERVICE,
    ToChannelFromBotOAuthScope: CHANNEL_SERVICE,
    ToChannelFromBotLoginUrl: 'https://login.microsoftonline.com/botframework.com',
    ToBotFromEmulatorOpenIdMetadataUrl: metadata,
    OAuthUrl: CHANNEL_SERVICE,
  };
  const credentials = new ConfigurationServiceClientCredentialFactory({ MicrosoftAppId: APP, MicrosoftAppPassword: 'a-password' });
  const signed: Awaited<ReturnType<typeof credentials.createCredentials>> = {
    signRequest: (request) => {
      request.headers.set('authorization', `Bearer ${OUTGOING}`);
      return Promise.resolve(request);
    },
  };
  credentials.createCredentials = () => Promise.resolve(signed);
  const options = { httpClient: { sendRequest: (request: Outgoing) => Promise.resolve(answer(request)) } };
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- it is a real factory; the packages' types name two classes
  return new ConfigurationBotFrameworkAuthentication(addresses, credentials, undefined, undefined, options as unknown as Constructed[4]);
}

type Outgoing = { readonly method: string; readonly url: string; readonly body?: string; readonly headers: { get(name: string): string | undefined } };

function noted(request: Outgoing, sent: Sent[], roster: { readonly member: object | null }): object {
  if (request.method === 'GET') return { request, status: roster.member === null ? 503 : 200, headers: { toJson: () => ({ 'content-type': 'application/json' }), get: () => undefined }, bodyAsText: JSON.stringify(roster.member ?? {}) };
  sent.push({ method: request.method, url: request.url, authorization: request.headers.get('authorization'), body: request.body ?? '' });
  return { request, status: 200, headers: { toJson: () => ({ 'content-type': 'application/json' }) }, bodyAsText: JSON.stringify({ id: `17${sent.length}` }) };
}

/** Errors as a log would write them: all they carry. */
function plainErrors(_key: string, value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  const own = Object.fromEntries(Object.getOwnPropertyNames(value).map((name) => [name, value[name as keyof Error]]));
  return { ...own, name: value.name };
}
