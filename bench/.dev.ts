// dev loop: quick seeded store, profile of status turns. args: pg|pglite [prof]
import { startPostgres } from '../test/support/postgres.ts';
import { startConnector } from './support/connector.ts';
import { startClouds, startFerry, startBareBot } from './support/ferry.ts';
import { runLoad, firstAnswer } from './support/load.ts';
import { untilQuiet } from './support/process.ts';
import { seedOnly } from './.seed.ts';
import { mkdtempSync, rmSync } from 'node:fs';
const kinds = (process.argv[2] ?? 'pg').split(',');
const prof = process.argv[3] === 'prof';
const TURNS = Number(process.argv[4] ?? 400);
const connector = await startConnector();
const postgres = kinds.includes('pg') ? await startPostgres() : null;
const clouds = await startClouds({ SANDBOX_EXTRA_MACHINES: '1000', SANDBOX_PAGE_SIZE: '100', SANDBOX_SPEED: '0.001' });
const bots: any = { bare: await startBareBot() };
const stops: any[] = [];
for (const k of kinds) {
  const store = k === 'pg' ? { url: await postgres!.freshDatabase() } : { dir: mkdtempSync('/tmp/ferry-dev-') };
  await seedOnly(store, connector.serviceUrl);
  const b = await startFerry({ clouds, store, env: { FERRY_OBSERVE_SECONDS: '3600', ...(prof ? { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=/tmp/prof-${k} --cpu-prof-interval=400` } : {}) } });
  await b.measured.ready; bots[k] = b;
  if ('dir' in store) stops.push(() => rmSync(store.dir, { recursive: true }));
}
for (const k of kinds) await untilQuiet(bots[k].measured, { seconds: 120 }).catch((e) => console.log(String(e)));
const run = async (b: any, turns: number) => { const u0 = (await b.measured.usage()).cpuUs; const r = await runLoad({ botUrl: b.url, connector }, { users: 32, turns, text: 'status' }); const u1 = (await b.measured.usage()).cpuUs; return { cpu: (u1 - u0) / 1000 / turns, ...r }; };
const names = ['bare', ...kinds];
for (const n of names) await run(bots[n], 200);
console.log(connector.lastAnswer().length, connector.lastAnswer().slice(0, 300));
for (let i = 0; i < 3; i++) for (const n of names) { const r = await run(bots[n], TURNS); console.log(n, 'cpu', r.cpu.toFixed(2), 'p50', r.doneP50.toFixed(0), 'p99', r.doneP99.toFixed(0), 'per s', r.perSecond.toFixed(0)); }
for (const n of names) await bots[n].measured.stop();
await clouds.measured.stop(); await connector.close(); await postgres?.stop(); for (const s of stops) s();
