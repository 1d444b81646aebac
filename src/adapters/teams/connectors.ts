/** The clients that talk to Teams: each call is sent exactly once, has a deadline, and goes to a known host only. */
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { ConfigurationBotFrameworkAuthentication, type CloudAdapter } from 'botbuilder';
import { claimsChannelService } from './bearer.ts';
import { isTrustedServiceUrl } from './service-url.ts';

/** Who the bot is towards Teams; `appId` is null only when `anonymous`. */
export type TeamsSettings = {
  readonly appId: string | null;
  readonly appType: 'SingleTenant' | 'UserAssignedMSI' | 'MultiTenant';
  readonly tenantId: string | null;
  readonly password: { reveal(): string } | null;
  readonly anonymous: boolean;
};

export type Authentication = NonNullable<ConstructorParameters<typeof CloudAdapter>[0]>;
type Identity = Parameters<Authentication['createConnectorFactory']>[0];
type Factory = ReturnType<Authentication['createConnectorFactory']>;
export type Connector = Awaited<ReturnType<Factory['create']>>;
type Policy = { readonly name: string; sendRequest(request: Request, next: (request: Request) => Promise<unknown>): Promise<unknown> };
type Request = { readonly method: string; readonly url: string; agent?: unknown; readonly proxySettings?: unknown; abortSignal?: unknown };
type Pipeline = { removePolicy(which: { name: string }): readonly unknown[]; addPolicy(policy: Policy, options?: { beforePolicies: string[] }): void };

/** Longest time that one call to Teams may take, its token included. */
const CALL_DEADLINE_MS = 10_000;
/** Service addresses differ by region and tenant only; more than this many means that somebody makes them up. */
const MOST_CLIENTS = 100;

/** The SDK's own authentication, with the settings' identity. */
export function authenticationFor(settings: TeamsSettings): Authentication {
  if (settings.appId === null) return new ConfigurationBotFrameworkAuthentication({});
  return new ConfigurationBotFrameworkAuthentication({
    MicrosoftAppId: settings.appId,
    MicrosoftAppType: settings.appType,
    ...(settings.tenantId === null ? {} : { MicrosoftAppTenantId: settings.tenantId }),
    ...(settings.password === null ? {} : { MicrosoftAppPassword: settings.password.reveal() }),
  });
}

/** Wraps the SDK's authentication so that every connector it hands out is a one-shot one, made once per service address. */
export function makeOneShotAuthentication(inner: Authentication, o: { readonly anonymous: boolean; readonly deadlineMs?: number | undefined }): Authentication {
  const { anonymous, deadlineMs = CALL_DEADLINE_MS } = o;
  const clients = new Map<string, Promise<Connector>>();
  // The class has one method and no state; what the SDK asks of it is `create`.
  const oneShot = (factory: Factory): Factory => Object.assign(Object.create(factory) as Factory, {
    create(...[serviceUrl, audience]: Parameters<Factory['create']>) {
      if (!isTrustedServiceUrl(serviceUrl, anonymous)) return Promise.reject(new Error('the service address is not one of Teams'));
      const key = `${serviceUrl} ${audience ?? ''}`;
      const known = clients.get(key);
      if (known !== undefined) return known;
      if (clients.size >= MOST_CLIENTS) clients.clear();
      const made = factory.create(serviceUrl, audience).then((client) => sendOnce(client, deadlineMs));
      clients.set(key, made);
      made.catch(() => clients.delete(key));
      return made;
    },
  });
  // The SDK builds a token client for each turn, though Ferry signs nobody in: one is enough.
  let tokens: ReturnType<Authentication['createUserTokenClient']> | null = null;
  // The type has a protected member, so only an object derived from a real one can stand in for it.
  return Object.assign(Object.create(inner) as Authentication, {
    createConnectorFactory: (identity: Identity) => oneShot(inner.createConnectorFactory(identity)),
    createUserTokenClient: (identity: Identity) => (tokens ??= inner.createUserTokenClient(identity)),
    async authenticateRequest(...[activity, header]: Parameters<Authentication['authenticateRequest']>) {
      if (!anonymous && !claimsChannelService(header)) throw Object.assign(new Error('the token is not one of the channel service'), { name: 'ForeignToken' });
      const result = await inner.authenticateRequest(activity, header);
      return result.connectorFactory === undefined ? result : { ...result, connectorFactory: oneShot(result.connectorFactory) };
    },
  });
}

/** The SDK re-posts a message up to three times after a 5xx, which people then see twice, and sends it again where a redirect points. */
function sendOnce(connector: Connector, deadlineMs: number): Connector {
  const { pipeline } = (connector as unknown as { readonly client: { readonly pipeline: Pipeline } }).client;
  for (const name of ['defaultRetryPolicy', 'redirectPolicy']) {
    const removed = pipeline.removePolicy({ name });
    if (removed.length !== 1) throw new Error(`the connector has no ${name} to remove: sending once is not certain`);
  }
  pipeline.addPolicy({ name: 'ferryDeadline', sendRequest: withDeadline(deadlineMs) }, { beforePolicies: ['ServiceClientContext_Credentials_SignRequest'] });
  return connector;
}

/** The SDK's own timeout ends at the answer's headers and does not cover the token: this one covers all. */
function withDeadline(deadlineMs: number): Policy['sendRequest'] {
  const fresh = { http: new HttpAgent({ keepAlive: false }), https: new HttpsAgent({ keepAlive: false }) };
  return (request, next) => {
    // A connection kept open may be closed by the other side just then, and a creation in doubt is not repeated for minutes.
    if (request.method === 'POST' && request.proxySettings === undefined) request.agent ??= request.url.startsWith('https:') ? fresh.https : fresh.http;
    const signal = AbortSignal.timeout(deadlineMs);
    request.abortSignal = signal;
    const late = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(Object.assign(new Error('Teams did not answer in time'), { name: 'AbortError' })), { once: true });
    });
    late.catch(() => undefined);
    return Promise.race([next(request), late]);
  };
}
