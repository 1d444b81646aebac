import { startConnector } from './support/connector.ts';
import { startClouds, startFerry, freePort } from './support/ferry.ts';
import { firstAnswer } from './support/load.ts';
import { mkdtempSync } from 'node:fs';
const connector = await startConnector();
const clouds = await startClouds({});
const dir = process.argv[2] ?? mkdtempSync('/tmp/ferry-one-');
const url = process.argv[3];
for (let i=0;i<4;i++){
const since = performance.now();
const bot = await startFerry({ clouds, store: url ? { url } : { dir }, env: i===3 && process.env.PROF ? { NODE_OPTIONS: '--cpu-prof --cpu-prof-dir=/tmp/prof --cpu-prof-interval=500' } : {} });
let l=-1; bot.measured.ready.then(()=>{l=performance.now()-since});
const ms = await firstAnswer({ botUrl: bot.url, connector }, { since, text: 'help', seconds: 60 });
const u = await bot.measured.usage();
await bot.measured.ready;
console.log(i, 'answer', Math.round(ms), 'listening', Math.round(l), 'cpu', Math.round(u.cpuUs/1000), 'rss', Math.round(u.rss/2**20));
await bot.measured.stop();
}
await clouds.measured.stop(); await connector.close();
