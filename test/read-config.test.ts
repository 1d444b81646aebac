import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import type { Config } from '../src/config.ts';
import { readConfig, SETTING_NAMES } from '../src/read-config.ts';
import { NOBODY } from '../src/domain/governance/settings.ts';

const ID = '00000000-0000-4000-8000-000000000001';
const enough = { MicrosoftAppId: ID, MicrosoftAppTenantId: ID, MicrosoftAppPassword: 'hunter2', AWS_REGION: 'eu-west-1', FERRY_SUBSCRIPTION_ID: ID, FERRY_VAULT_RESOURCE_GROUP: 'rg', FERRY_VAULT_NAME: 'vault', FERRY_LOCATION: 'westeurope' };

function read(env: Record<string, string | undefined>): Config {
  const result = readConfig(env);
  if (!result.ok) throw new Error(result.problems.join('\n'));
  return result.config;
}

function problems(env: Record<string, string | undefined>): readonly string[] {
  const result = readConfig(env);
  return result.ok ? [] : result.problems;
}

describe('settings', () => {
  test('with only what has no default, the rest is filled in', () => {
    const config = read(enough);
    expect(config.http).toEqual({ host: '127.0.0.1', port: 3978, publicUrl: null, loopback: true });
    expect(config.scope.name).toBe('vault');
    expect(config.governance).toMatchObject({ tenants: [ID], guests: 'refused', places: null, seats: [], roles: { viewer: NOBODY, operator: NOBODY, approver: NOBODY, admin: NOBODY, auditor: NOBODY } });
    expect(config.timing.observeMs).toBe(15_000);
    expect(config.azure.endpoint).toBe('https://management.azure.com');
  });

  test('a list of people names people and groups', () => {
    const { governance, governanceFile, graph } = read({ ...enough, FERRY_APPROVERS: `${ID}, group:${ID.toUpperCase()}`, FERRY_VIEWERS: '*' });
    expect(governance.roles).toMatchObject({ approver: { people: [ID], groups: [ID.toLowerCase()] }, viewer: { people: ['*'], groups: [] } });
    expect({ governanceFile, graph }).toEqual({ governanceFile: null, graph: { endpoint: 'https://graph.microsoft.com' } });
    expect(read({ ...enough, FERRY_GOVERNANCE_FILE: '/etc/ferry/governance.yaml' }).governanceFile).toBe('/etc/ferry/governance.yaml');
  });

  test('names every problem at once, and nothing runs half-started', () => {
    const found = problems({ PORT: 'http', FERRY_OBSERVE_SECONDS: '0', FERRY_OPERATERS: '*' });
    for (const name of ['MicrosoftAppId', 'AWS_REGION', 'FERRY_SUBSCRIPTION_ID', 'FERRY_VAULT_RESOURCE_GROUP', 'FERRY_VAULT_NAME', 'FERRY_LOCATION', 'PORT', 'FERRY_OBSERVE_SECONDS', 'FERRY_OPERATERS']) {
      expect(found.filter((p) => p.startsWith(`${name} `))).toHaveLength(1);
    }
  });

  test('an empty value is a value that is not set', () => {
    expect(read({ ...enough, HOST: '', DATABASE_URL: '  ' }).store.databaseUrl).toBeNull();
  });

  test('a list of rules may be one of the deployer, whose file is named beside it', () => {
    const config = read({ ...enough, FERRY_RULE_PROFILE: 'ours', FERRY_RULE_PROFILE_FILE: '/etc/ferry/rules.yaml' });
    expect([config.ruleProfile, config.ruleProfileFile]).toEqual(['ours', '/etc/ferry/rules.yaml']);
    expect(problems({ ...enough, FERRY_RULE_PROFILE: '../rules' })[0]).toMatch(/must be the id of a list/);
  });

  test('is frozen to the bottom', () => {
    expect(Object.isFrozen(read(enough).scope.defaults)).toBe(true);
  });

  test('secrets print as *** and are revealed on purpose only', () => {
    const config = read({ ...enough, DATABASE_URL: 'postgres://ferry:hunter2@db/ferry' });
    expect(`${inspect(config, { depth: 9 })}${JSON.stringify(config)}${config.teams.password as unknown as string}`).not.toContain('hunter2');
    expect(config.teams.password?.reveal()).toBe('hunter2');
  });

  test('problems never show the value of a secret', () => {
    expect(problems({ ...enough, DATABASE_URL: 'mysql://hunter2', MicrosoftAppType: 'UserAssignedMSI' }).join()).not.toContain('hunter2');
  });

  const DB = 'postgres://id-ferry@db.example.com/ferry';
  test.each([
    { reason: 'there is no server to log in to', env: {}, says: /DATABASE_URL must name identity, server and database/ },
    { reason: 'nobody is named', env: { DATABASE_URL: 'postgres://db.example.com/ferry?sslmode=verify-full' }, says: /DATABASE_URL must name identity/ },
    { reason: 'a password would stand beside the token', env: { DATABASE_URL: 'postgres://id-ferry:hunter2@db.example.com/ferry?sslmode=verify-full' }, says: /must hold no password/ },
    { reason: 'the token would go to whoever answers', env: { DATABASE_URL: DB }, says: /sslmode=verify-full/ },
    { reason: 'encryption alone does not say who is there', env: { DATABASE_URL: `${DB}?sslmode=require` }, says: /sslmode=verify-full/ },
  ])('an Entra login to the database is refused: $reason', ({ env, says }) => {
    const found = problems({ ...enough, FERRY_DATABASE_LOGIN: 'entra', ...env });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(says);
    expect(found[0]).not.toContain('hunter2');
  });

  test('an Entra login to the database needs an identity, a server and nothing else', () => {
    expect(read({ ...enough, FERRY_DATABASE_LOGIN: 'entra', DATABASE_URL: `${DB}?sslmode=verify-full` }).store.login).toBe('entra');
    expect(read(enough).store.login).toBe('password');
  });
});

describe('AWS and figures', () => {
  const role = 'arn:aws:iam::111122223333:role/ferry-reader';
  test('a role is taken on with a token for an audience, and writes may have a role of their own', () => {
    expect(read({ ...enough, AWS_ROLE_ARN: role, FERRY_AWS_TOKEN_AUDIENCE: 'api://ferry', FERRY_AWS_WRITE_ROLE_ARN: `${role}-writes` }).aws).toMatchObject({ roleArn: role, writeRoleArn: `${role}-writes`, tokenAudience: 'api://ferry' });
  });

  test.each([
    { reason: 'a role without a token', change: { AWS_ROLE_ARN: role }, says: /^FERRY_AWS_TOKEN_AUDIENCE is missing/ },
    { reason: 'a token without a role', change: { FERRY_AWS_TOKEN_AUDIENCE: 'api://ferry' }, says: /^AWS_ROLE_ARN is missing/ },
    { reason: 'a role for writes alone', change: { FERRY_AWS_WRITE_ROLE_ARN: role }, says: /^AWS_ROLE_ARN is missing: FERRY_AWS_WRITE_ROLE_ARN/ },
    { reason: 'a name for a role', change: { AWS_ROLE_ARN: 'ferry-reader', FERRY_AWS_TOKEN_AUDIENCE: 'api://ferry' }, says: /^AWS_ROLE_ARN must be the ARN of a role/ },
    { reason: 'something else for a connection string', change: { APPLICATIONINSIGHTS_CONNECTION_STRING: 'hunter2' }, says: /^APPLICATIONINSIGHTS_CONNECTION_STRING must be/ },
  ])('$reason is refused', ({ change, says }) => {
    expect(problems({ ...enough, ...change })).toEqual([expect.stringMatching(says)]);
  });

  test("with AWS's own token file its SDK takes the role on by itself", () => {
    expect(problems({ ...enough, AWS_ROLE_ARN: role, AWS_WEB_IDENTITY_TOKEN_FILE: '/var/run/token' })).toEqual([]);
  });

  test('figures are shown on this machine, and beyond it when somebody said so', () => {
    const shown = (env: Record<string, string>): boolean => read({ ...enough, ...env }).telemetry.metrics;
    expect([shown({}), shown({ HOST: '0.0.0.0' }), shown({ HOST: '0.0.0.0', FERRY_METRICS: 'on' }), shown({ FERRY_METRICS: 'off' })]).toEqual([true, false, true, false]);
  });
});

describe('identity', () => {
  const { MicrosoftAppId, MicrosoftAppTenantId, MicrosoftAppPassword, ...rest } = enough;
  const bot = { MicrosoftAppId, MicrosoftAppTenantId };
  const password = { MicrosoftAppPassword };
  const rows = [
    { reason: 'single tenant needs a password', env: { ...rest, ...bot }, says: /MicrosoftAppPassword is missing/ },
    { reason: 'single tenant needs a tenant', env: { ...rest, MicrosoftAppId, ...password }, says: /MicrosoftAppTenantId is missing/ },
    { reason: 'a managed identity has no password', env: { ...rest, ...bot, ...password, MicrosoftAppType: 'UserAssignedMSI' }, says: /must be empty/ },
    { reason: 'nobody is authenticated without a bot id', env: { ...rest, FERRY_ALLOW_ANONYMOUS: 'false' }, says: /MicrosoftAppId is missing/ },
    { reason: 'anonymous is for this machine only', env: { ...rest, FERRY_ALLOW_ANONYMOUS: 'true', HOST: '0.0.0.0' }, says: /refused on HOST=0\.0\.0\.0: without a bot identity everyone/ },
    { reason: 'anonymous on every address of IPv6', env: { ...rest, FERRY_ALLOW_ANONYMOUS: 'true', HOST: '::' }, says: /refused on HOST=::/ },
    { reason: 'anonymous with a name that only looks like loopback', env: { ...rest, FERRY_ALLOW_ANONYMOUS: 'true', HOST: '127.0.0.1.example.org' }, says: /refused on HOST/ },
    { reason: 'anonymous beside an identity is a mistake', env: { ...enough, FERRY_ALLOW_ANONYMOUS: 'true' }, says: /contradicts MicrosoftAppId/ },
    { reason: 'plain http leaves this machine unprotected', env: { ...enough, AZURE_RESOURCE_MANAGER_ENDPOINT: 'http://arm.example.org' }, says: /AZURE_RESOURCE_MANAGER_ENDPOINT must be an https address/ },
    { reason: 'a name is not an identity', env: { ...enough, FERRY_APPROVERS: 'ann@example.org' }, says: /FERRY_APPROVERS must be Entra object ids/ },
    { reason: 'a name is no group either', env: { ...enough, FERRY_APPROVERS: 'group:approvers' }, says: /FERRY_APPROVERS must be Entra object ids.*group:/ },
    { reason: 'two places that say who may do what', env: { ...enough, FERRY_GOVERNANCE_FILE: '/etc/ferry/governance.yaml', FERRY_ADMINS: ID }, says: /FERRY_ADMINS must be empty: FERRY_GOVERNANCE_FILE says/ },
    { reason: 'a token for Graph over plain http', env: { ...enough, FERRY_GRAPH_ENDPOINT: 'http://graph.example.org' }, says: /FERRY_GRAPH_ENDPOINT must be an https address/ },
  ];
  test.each(rows)('$reason', ({ env, says }) => {
    const found = problems(env);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(says);
  });

  test('anonymous on loopback is allowed', () => {
    expect(read({ ...rest, FERRY_ALLOW_ANONYMOUS: 'true' }).teams.anonymous).toBe(true);
    expect(read({ ...rest, FERRY_ALLOW_ANONYMOUS: 'true', AZURE_RESOURCE_MANAGER_ENDPOINT: 'http://127.0.0.1:4280' }).azure.endpoint).toBe('http://127.0.0.1:4280');
  });
});

describe('.env.example', () => {
  const lines = readFileSync(new URL('../.env.example', import.meta.url), 'utf8').split('\n');

  test('lists every setting once and nothing else', () => {
    const keys = lines.flatMap((line) => /^([A-Za-z0-9_]+)=/.exec(line)?.[1] ?? []);
    expect(keys).toEqual(SETTING_NAMES);
  });

  test('explains each setting in the line above it', () => {
    for (const [i, line] of lines.entries()) if (line.includes('=') && !line.startsWith('#')) expect(lines[i - 1]).toMatch(/^# \S/);
  });

  test('shows the defaults that the schema has', () => {
    const shown = Object.fromEntries(lines.flatMap((line) => { const m = /^([A-Za-z0-9_]+)=(.*)$/.exec(line); return m ? [[m[1], m[2]]] : []; }));
    expect(read({ ...shown, ...enough })).toMatchObject(JSON.parse(JSON.stringify({ ...read(enough), teams: {} })));
  });
});
