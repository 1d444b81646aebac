/** What is wrong with settings beside each other. All of it looks at the raw values, so that it can speak even when others do not parse. */
import { LOOPBACK } from './config-values.ts';

/** Names and values as somebody gave them. */
export type Env = Readonly<Record<string, string | undefined>>;

/** Every contradiction; `set` are the settings of Ferry alone, `env` is all that the process was given. */
export function contradictions(set: Env, env: Env): readonly string[] {
  return [...identityProblems(set), ...governanceProblems(set), ...roleProblems(set, env), ...databaseProblems(set)];
}

function identityProblems(set: Env): string[] {
  if (set['FERRY_ALLOW_ANONYMOUS'] === 'true') return anonymousProblems(set);
  if (set['MicrosoftAppId'] === undefined) return ['MicrosoftAppId is missing: without it nobody who calls the bot can be authenticated'];
  const type = set['MicrosoftAppType'] ?? 'SingleTenant';
  const managed = type === 'UserAssignedMSI';
  const problems: string[] = [];
  if (type !== 'MultiTenant' && set['MicrosoftAppTenantId'] === undefined) problems.push(`MicrosoftAppTenantId is missing: ${type} needs it`);
  if (managed && set['MicrosoftAppPassword'] !== undefined) problems.push('MicrosoftAppPassword must be empty: UserAssignedMSI uses a managed identity');
  if (!managed && set['MicrosoftAppPassword'] === undefined) problems.push(`MicrosoftAppPassword is missing: ${type} needs it`);
  return problems;
}

/** Two places that say who may do what would be one too many: nobody could tell which of them counts. */
function governanceProblems(set: Env): string[] {
  if (set['FERRY_GOVERNANCE_FILE'] === undefined) return [];
  return ['FERRY_VIEWERS', 'FERRY_OPERATORS', 'FERRY_APPROVERS', 'FERRY_ADMINS', 'FERRY_AUDITORS'].filter((name) => set[name] !== undefined).map((name) => `${name} must be empty: FERRY_GOVERNANCE_FILE says who may do what`);
}

/** A token goes to a named server, encrypted, and never beside a password. */
function databaseProblems(set: Env): string[] {
  if (set['FERRY_DATABASE_LOGIN'] !== 'entra') return [];
  const url = URL.parse(set['DATABASE_URL'] ?? '');
  if (url === null || url.username === '' || url.hostname === '') return ['DATABASE_URL must name identity, server and database for FERRY_DATABASE_LOGIN=entra: postgres://identity@server/database?sslmode=verify-full'];
  const problems: string[] = [];
  if (url.password !== '') problems.push('DATABASE_URL must hold no password: FERRY_DATABASE_LOGIN=entra logs in with a token');
  if (!LOOPBACK.test(url.hostname) && url.searchParams.get('sslmode') !== 'verify-full') problems.push('DATABASE_URL must end with ?sslmode=verify-full: FERRY_DATABASE_LOGIN=entra sends a token');
  return problems;
}

/** A role without a token to show for it, or a token without a role, would silently be nobody. Where AWS's own token file is there, its SDK takes the role on by itself. */
function roleProblems(set: Env, env: Env): string[] {
  const role = set['AWS_ROLE_ARN'] !== undefined;
  const hasFile = (env['AWS_WEB_IDENTITY_TOKEN_FILE'] ?? '') !== '';
  const audience = set['FERRY_AWS_TOKEN_AUDIENCE'] !== undefined;
  const problems: string[] = [];
  if (role && !audience && !hasFile) problems.push('FERRY_AWS_TOKEN_AUDIENCE is missing: AWS_ROLE_ARN is taken on with an Entra token for that audience');
  if (audience && !role) problems.push('AWS_ROLE_ARN is missing: FERRY_AWS_TOKEN_AUDIENCE is for taking on that role');
  if (set['FERRY_AWS_WRITE_ROLE_ARN'] !== undefined && !role) problems.push('AWS_ROLE_ARN is missing: FERRY_AWS_WRITE_ROLE_ARN only adds to it');
  return problems;
}

function anonymousProblems(set: Env): string[] {
  const problems: string[] = [];
  const host = set['HOST'] ?? '127.0.0.1';
  if (!LOOPBACK.test(host)) {
    problems.push(`FERRY_ALLOW_ANONYMOUS=true is refused on HOST=${host}: without a bot identity everyone who reaches this address could move machines; use HOST=127.0.0.1 or set MicrosoftAppId`);
  }
  if (set['MicrosoftAppId'] !== undefined) problems.push('FERRY_ALLOW_ANONYMOUS=true contradicts MicrosoftAppId: remove one of them');
  return problems;
}
