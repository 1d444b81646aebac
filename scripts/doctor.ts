/** `npm run doctor`: what is wrong with Ferry's set-up and what cures it; `-- --permissions` lists what it needs to be allowed, `-- --json` is for programs. */
import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import { parseArgs } from 'node:util';
import { openDoctor } from '../src/app.ts';
import { readConfig } from '../src/read-config.ts';
import { needsByVerb } from '../src/domain/privileges.ts';
import { en } from '../src/text/en.ts';
import type { DoctorReport } from '../src/usecases/doctor-types.ts';

if (existsSync('.env')) loadEnvFile('.env');

const { values: asked } = parseArgs({ options: { permissions: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } } });
const words = en.cards.doctor;

if (asked.permissions) showPermissions();
else process.exitCode = await examine();

/** 0: nothing to cure; 1: something; 2: it could not be looked at all. */
async function examine(): Promise<number> {
  const read = readConfig(process.env);
  if (!read.ok) return failed(`These settings are not right:\n${read.problems.map((p) => `  - ${p}`).join('\n')}`);
  const opened = await openDoctor(read.config).catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
  if (typeof opened === 'string') return failed(`The store could not be opened: ${opened}\nWhile Ferry runs on an embedded store, ask it in the chat: doctor`);
  try {
    const report = await opened.doctor.doctor(null);
    say(asked.json ? JSON.stringify({ ...report, findings: report.findings.map((f) => ({ ...f, ...words.said(f) })) }, null, 2) : inLines(report));
    return report.findings.some((f) => f.state === 'bad') ? 1 : 0;
  } finally {
    await opened.close();
  }
}

function inLines(report: DoctorReport): string {
  const lines = report.findings.flatMap((f) => {
    const { cure } = words.said(f);
    return [words.line(f), ...(cure === null || f.state === 'ok' ? [] : [`    ${words.cure(cure)}`])];
  });
  return [`${words.title(report.scope)}: ${words.verdict(report.findings)}`, '', ...lines].join('\n');
}

function showPermissions(): void {
  const verbs = needsByVerb();
  if (asked.json) {
    say(JSON.stringify(verbs, null, 2));
    return;
  }
  say(words.permissionsLead);
  for (const { verb, needs } of verbs) say(['', verb === 'watch' ? words.byItself : verb, ...needs.map((n) => `  ${words.need({ ...n, optional: n.optional === true })}`)].join('\n'));
}

function failed(why: string): number {
  process.stderr.write(`${why}\n`);
  return 2;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
