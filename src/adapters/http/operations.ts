/** What those who run Ferry ask it: is it alive, may it be sent people, and how is it doing. */
import type restify from 'restify';
import type { Log } from '../../ports/telemetry.ts';

/** What `GET /healthz` answers: 200 when `ok`, else 503: a restart may help. */
export type Health = { readonly ok: boolean; readonly store: boolean; readonly lastTickAgeSeconds: number | null };
/** What `GET /readyz` answers: 200 when `ready`, else 503: people should be sent to another replica. */
export type Readiness = { readonly ready: boolean; readonly why: 'starting' | 'draining' | 'outdated' | 'store' | null };

export type Operations = {
  readonly health: () => Promise<Health>;
  readonly ready: () => Promise<Readiness>;
  /** The page for Prometheus; null where figures are not shown. */
  readonly metrics: (() => Promise<{ readonly type: string; readonly body: string }>) | null;
  readonly log: Log;
};

/** Adds the three pages. */
export function addOperations(server: restify.Server, o: Operations): void {
  server.get('/healthz', async (_request, response) => {
    const health = await o.health().catch((): Health => ({ ok: false, store: false, lastTickAgeSeconds: null }));
    response.json(health.ok ? 200 : 503, health);
  });
  server.get('/readyz', async (_request, response) => {
    const readiness = await o.ready().catch((): Readiness => ({ ready: false, why: 'store' }));
    response.header('cache-control', 'no-store');
    response.json(readiness.ready ? 200 : 503, readiness);
  });
  const { metrics } = o;
  if (metrics === null) return;
  server.get('/metrics', async (_request, response) => {
    const page = await metrics().catch((error: unknown) => {
      o.log.warn({ error }, 'the figures could not be shown');
      return null;
    });
    if (page === null) response.send(503);
    else response.sendRaw(200, page.body, { 'content-type': page.type, 'cache-control': 'no-store' });
  });
}
