/** The environment, checked once: the only reader of settings, all problems at once, frozen. */
import { z } from 'zod';
import { defaultPolicies } from './domain/approval/policy.ts';
import type { Price } from './domain/cost/cost.ts';
import { NOBODY, type GovernanceSettings, type Holders } from './domain/governance/settings.ts';
import { groupIdFromSettings, userIdFromActivity, type UserId } from './domain/ids.ts';
import type { Scope } from './domain/scope.ts';
import { DAY, HOUR, MINUTE, SECOND } from './domain/time.ts';
import { freeze, isSafeUrl, isZone, LOOPBACK, secret, split, whole, type Secret } from './config-values.ts';

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const ARM_ID = /^\/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/[^/]+(\/providers\/[^/]+(\/[^/]+\/[^/]+)+)?$/i;

const text = z.string();
const guid = text.regex(GUID, 'must be a GUID');
const armId = text.regex(ARM_ID, 'must be an Azure resource id (/subscriptions/…/resourceGroups/…)');
const cloudUrl = text.refine(isSafeUrl, 'must be an https address (http only on this machine)');
const roleArn = text.regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/, 'must be the ARN of a role');
const instance = text.regex(/^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$/, 'must be an EC2 instance id (i-…)');
const people = text
  .refine((list) => split(list).every((p) => p === '*' || GUID.test(p.replace(/^group:/i, ''))), 'must be Entra object ids separated by commas, group:<object id> for the people in a group, or *')
  .transform((list) => holdersIn(split(list)))
  .default(NOBODY);
const tenants = text.refine((list) => split(list).every((t) => GUID.test(t)), 'must be tenant ids (GUIDs) separated by commas').transform(split);

const environment = z.object({
  HOST: text.default('127.0.0.1'),
  PORT: whole(1, 65_535).default(3978),
  FERRY_PUBLIC_URL: cloudUrl.optional(),
  MicrosoftAppId: guid.optional(),
  MicrosoftAppType: z.enum(['SingleTenant', 'UserAssignedMSI', 'MultiTenant']).default('SingleTenant'),
  MicrosoftAppTenantId: guid.optional(),
  MicrosoftAppPassword: text.optional(),
  FERRY_ALLOW_ANONYMOUS: z.enum(['true', 'false']).default('false'),
  DATABASE_URL: text.regex(/^postgres(ql)?:\/\//, 'must begin with postgres://').optional(),
  FERRY_DATABASE_LOGIN: z.enum(['password', 'entra']).default('password'),
  FERRY_DATA_DIR: text.default('./data/store'),
  AWS_REGION: text.regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be an AWS region such as eu-west-1'),
  AWS_ENDPOINT_URL_EC2: cloudUrl.optional(),
  AWS_ENDPOINT_URL_SSM: cloudUrl.optional(),
  AWS_ENDPOINT_URL_STS: cloudUrl.optional(),
  AWS_ENDPOINT_URL_CLOUDWATCH: cloudUrl.optional(),
  AWS_ROLE_ARN: roleArn.optional(),
  FERRY_AWS_WRITE_ROLE_ARN: roleArn.optional(),
  FERRY_AWS_TOKEN_AUDIENCE: text.optional(),
  AZURE_RESOURCE_MANAGER_ENDPOINT: cloudUrl.default('https://management.azure.com'),
  AZURE_CLIENT_ID: guid.optional(),
  AZURE_TENANT_ID: guid.optional(),
  FERRY_SUBSCRIPTION_ID: guid,
  FERRY_VAULT_RESOURCE_GROUP: text,
  FERRY_VAULT_NAME: text,
  FERRY_LOCATION: text.regex(/^[a-z0-9]+$/, 'must be an Azure region such as westeurope'),
  FERRY_SCOPE_NAME: text.optional(),
  FERRY_TARGET_RESOURCE_GROUP: armId.optional(),
  FERRY_TARGET_NETWORK: armId.optional(),
  FERRY_TARGET_SUBNET: text.optional(),
  FERRY_TEST_NETWORK: armId.optional(),
  FERRY_CACHE_STORAGE_ACCOUNT: armId.optional(),
  FERRY_RUN_AS_ACCOUNT: text.optional(),
  FERRY_POLICY: text.optional(),
  FERRY_APPLIANCE_INSTANCE_ID: instance.optional(),
  FERRY_WAVE_TAG: text.max(128, 'must be the key of an EC2 tag').default('Wave'),
  FERRY_RULE_PROFILE: text.regex(/^[a-z0-9][a-z0-9-]{1,39}$/, 'must be the id of a list, such as modern-2026').optional(),
  FERRY_RULE_PROFILE_FILE: text.optional(),
  FERRY_GOVERNANCE_FILE: text.optional(),
  FERRY_GRAPH_ENDPOINT: cloudUrl.default('https://graph.microsoft.com'),
  FERRY_ALLOWED_TENANTS: tenants.optional(),
  FERRY_VIEWERS: people,
  FERRY_OPERATORS: people,
  FERRY_APPROVERS: people,
  FERRY_ADMINS: people,
  FERRY_AUDITORS: people,
  FERRY_ON_CALL: text.refine((list) => split(list).every((p) => GUID.test(p)), 'must be Entra object ids separated by commas').transform((list) => split(list).map(userIdFromActivity)).optional(),
  FERRY_OBSERVE_SECONDS: whole(1).default(15),
  FERRY_SETTLE_SECONDS: whole(1).default(600),
  FERRY_WINDOW_MARGIN_MINUTES: whole(0, 240).default(10),
  FERRY_RPO_LIMIT_SECONDS: whole(1).default(900),
  FERRY_ASR_PRICE: text.regex(/^\d{1,6}(?:\.\d{1,2})? \S{1,8}$/, 'must be an amount and a currency, such as 25.00 EUR').transform(priceIn).optional(),
  FERRY_TEST_MAX_AGE_DAYS: whole(1).default(30),
  FERRY_APPROVAL_HOURS: whole(1).default(24),
  FERRY_TIME_ZONE: text.refine(isZone, 'must be an IANA time zone such as Europe/Rome, or UTC').default('UTC'),
  FERRY_APPROVAL_QUORUM: whole(1, 20).default(1),
  FERRY_CARD_EDIT_SECONDS: whole(1).default(60),
  FERRY_DIALOG_MINUTES: whole(1).default(30),
  FERRY_COMMANDS_PER_MINUTE: whole(1).default(30),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
  FERRY_METRICS: z.enum(['on', 'off']).optional(),
  APPLICATIONINSIGHTS_CONNECTION_STRING: text.regex(/^InstrumentationKey=[0-9a-f-]{36}(;|$)/i, 'must be the connection string of an Application Insights resource').optional(),
});

type Settings = z.infer<typeof environment>;
type Env = Readonly<Record<string, string | undefined>>;

/** Every setting Ferry knows, in the order of `.env.example`. */
export const SETTING_NAMES: readonly string[] = Object.keys(environment.shape);

/** What the rest of Ferry gets: plain values, grouped by who needs them. */
export type Config = {
  /** `publicUrl`: where people reach Ferry; null when that is not known, as on any address but loopback without the setting. */
  readonly http: { readonly host: string; readonly port: number; readonly publicUrl: string | null; readonly loopback: boolean };
  readonly teams: {
    /** Null only when `anonymous`: nobody is authenticated, on loopback. */
    readonly appId: string | null;
    readonly appType: Settings['MicrosoftAppType'];
    readonly tenantId: string | null;
    readonly password: Secret | null;
    readonly anonymous: boolean;
  };
  /** `login`: what the database asks for, a password (in the address, if any) or an Entra token of {@link Config.azure}'s identity. */
  readonly store: { readonly databaseUrl: Secret | null; readonly login: Settings['FERRY_DATABASE_LOGIN']; readonly dataDir: string };
  readonly aws: {
    readonly region: string;
    readonly endpoints: { readonly ec2: string | null; readonly ssm: string | null; readonly sts: string | null; readonly cloudwatch: string | null };
    /** The role that reads, and without another one also writes. */
    readonly roleArn: string | null;
    /** The role that stops, starts and adds rules; null for the one that reads. */
    readonly writeRoleArn: string | null;
    readonly tokenAudience: string | null;
  };
  readonly azure: { readonly endpoint: string; readonly clientId: string | null; readonly tenantId: string | null };
  readonly scope: Scope;
  /** Null: the list that vaults of its kind follow. */
  readonly ruleProfile: string | null;
  /** Path of a further list; null for none. */
  readonly ruleProfileFile: string | null;
  /** What the single settings say; a governance file says more. */
  readonly governance: GovernanceSettings;
  /** Path of the governance file; null for none. */
  readonly governanceFile: string | null;
  /** Address of Microsoft Graph. */
  readonly graph: { readonly endpoint: string };
  /** The zone of times that name none. */
  readonly timeZone: string;
  readonly approval: { readonly quorum: number; readonly lifetimeMs: number };
  readonly timing: {
    readonly observeMs: number;
    readonly settleMs: number;
    readonly windowMarginMs: number;
    readonly rpoLimitMs: number;
    readonly testMaxAgeMs: number;
    readonly cardEditMs: number;
    readonly dialogMs: number;
  };
  /** What Site Recovery costs for one machine and month; null: no amounts are shown. */
  readonly price: Price | null;
  /** Who is paged about failures, in the personal chat with Ferry. */
  readonly onCall: readonly UserId[];
  /** What one person may ask for in a minute. */
  readonly commandsPerMinute: number;
  /** `metrics`: whether `GET /metrics` answers. */
  readonly telemetry: { readonly metrics: boolean; readonly applicationInsights: Secret | null };
  readonly logLevel: Settings['LOG_LEVEL'];
};

/** Reads the settings; every problem is named at once, values of secrets never. */
export function readConfig(env: Env): { readonly ok: true; readonly config: Config } | { readonly ok: false; readonly problems: readonly string[] } {
  const set = given(env);
  const parsed = environment.safeParse(set);
  const problems = [...unknownNames(env), ...identityProblems(set), ...governanceProblems(set), ...roleProblems(set, env), ...databaseProblems(set), ...(parsed.success ? [] : parsed.error.issues.map(inWords))];
  if (!parsed.success || problems.length > 0) return { ok: false, problems };
  return { ok: true, config: freeze(group(parsed.data)) };
}

/** An empty value in a `.env` file means "not set". */
function given(env: Env): Env {
  const found: Record<string, string> = {};
  for (const name of SETTING_NAMES) {
    const value = env[name]?.trim();
    if (value !== undefined && value !== '') found[name] = value;
  }
  return found;
}

function unknownNames(env: Env): string[] {
  return Object.keys(env)
    .filter((name) => name.startsWith('FERRY_') && !SETTING_NAMES.includes(name))
    .map((name) => `${name} is not a setting of Ferry; .env.example lists them all`);
}

function inWords(issue: { readonly path: readonly PropertyKey[]; readonly message: string }): string {
  const name = String(issue.path[0]);
  if (issue.message.includes('received undefined')) return `${name} is missing`;
  return `${name} ${issue.message.replace(/^Invalid option: expected one of/, 'must be one of')}`;
}

/** Looks at the raw values, so that it can speak even when others do not parse. */
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

function group(s: Settings): Config {
  return {
    http: { host: s.HOST, port: s.PORT, publicUrl: s.FERRY_PUBLIC_URL ?? null, loopback: LOOPBACK.test(s.HOST) },
    teams: teamsOf(s),
    store: { databaseUrl: secret(s.DATABASE_URL), login: s.FERRY_DATABASE_LOGIN, dataDir: s.FERRY_DATA_DIR },
    aws: awsOf(s),
    azure: { endpoint: s.AZURE_RESOURCE_MANAGER_ENDPOINT, clientId: s.AZURE_CLIENT_ID ?? null, tenantId: s.AZURE_TENANT_ID ?? null },
    scope: scopeOf(s),
    ruleProfile: s.FERRY_RULE_PROFILE ?? null,
    ruleProfileFile: s.FERRY_RULE_PROFILE_FILE ?? null,
    governance: governanceOf(s),
    governanceFile: s.FERRY_GOVERNANCE_FILE ?? null,
    graph: { endpoint: s.FERRY_GRAPH_ENDPOINT },
    timeZone: s.FERRY_TIME_ZONE,
    approval: { quorum: s.FERRY_APPROVAL_QUORUM, lifetimeMs: s.FERRY_APPROVAL_HOURS * HOUR },
    timing: {
      observeMs: s.FERRY_OBSERVE_SECONDS * SECOND,
      settleMs: s.FERRY_SETTLE_SECONDS * SECOND,
      windowMarginMs: s.FERRY_WINDOW_MARGIN_MINUTES * MINUTE,
      rpoLimitMs: s.FERRY_RPO_LIMIT_SECONDS * SECOND,
      testMaxAgeMs: s.FERRY_TEST_MAX_AGE_DAYS * DAY,
      cardEditMs: s.FERRY_CARD_EDIT_SECONDS * SECOND,
      dialogMs: s.FERRY_DIALOG_MINUTES * MINUTE,
    },
    price: s.FERRY_ASR_PRICE ?? null,
    onCall: s.FERRY_ON_CALL ?? [],
    commandsPerMinute: s.FERRY_COMMANDS_PER_MINUTE,
    telemetry: telemetryOf(s),
    logLevel: s.LOG_LEVEL,
  };
}

function teamsOf(s: Settings): Config['teams'] {
  return { appId: s.MicrosoftAppId ?? null, appType: s.MicrosoftAppType, tenantId: s.MicrosoftAppTenantId ?? null, password: secret(s.MicrosoftAppPassword), anonymous: s.MicrosoftAppId === undefined };
}

/** Whoever is on this machine may look; beyond it figures are shown only when somebody said so. */
function telemetryOf(s: Settings): Config['telemetry'] {
  const shown = s.FERRY_METRICS === undefined ? LOOPBACK.test(s.HOST) : s.FERRY_METRICS === 'on';
  return { metrics: shown, applicationInsights: secret(s.APPLICATIONINSIGHTS_CONNECTION_STRING) };
}

function awsOf(s: Settings): Config['aws'] {
  return {
    region: s.AWS_REGION,
    endpoints: { ec2: s.AWS_ENDPOINT_URL_EC2 ?? null, ssm: s.AWS_ENDPOINT_URL_SSM ?? null, sts: s.AWS_ENDPOINT_URL_STS ?? null, cloudwatch: s.AWS_ENDPOINT_URL_CLOUDWATCH ?? null },
    roleArn: s.AWS_ROLE_ARN ?? null,
    writeRoleArn: s.FERRY_AWS_WRITE_ROLE_ARN ?? null,
    tokenAudience: s.FERRY_AWS_TOKEN_AUDIENCE ?? null,
  };
}

function scopeOf(s: Settings): Scope {
  return {
    name: s.FERRY_SCOPE_NAME ?? s.FERRY_VAULT_NAME,
    awsRegion: s.AWS_REGION,
    subscriptionId: s.FERRY_SUBSCRIPTION_ID,
    vaultResourceGroup: s.FERRY_VAULT_RESOURCE_GROUP,
    vaultName: s.FERRY_VAULT_NAME,
    location: s.FERRY_LOCATION,
    defaults: {
      resourceGroupId: s.FERRY_TARGET_RESOURCE_GROUP ?? null,
      networkId: s.FERRY_TARGET_NETWORK ?? null,
      subnet: s.FERRY_TARGET_SUBNET ?? null,
      testNetworkId: s.FERRY_TEST_NETWORK ?? null,
      cacheStorageAccountId: s.FERRY_CACHE_STORAGE_ACCOUNT ?? null,
      runAsAccount: s.FERRY_RUN_AS_ACCOUNT ?? null,
      policyName: s.FERRY_POLICY ?? null,
    },
    applianceInstanceId: s.FERRY_APPLIANCE_INSTANCE_ID ?? null,
    waveTag: s.FERRY_WAVE_TAG,
  };
}

/** Without a list of tenants only the bot's own tenant may speak to it. */
function governanceOf(s: Settings): GovernanceSettings {
  const own = s.MicrosoftAppTenantId === undefined ? [] : [s.MicrosoftAppTenantId];
  return {
    ...{ tenants: s.FERRY_ALLOWED_TENANTS ?? own, guests: 'refused', places: null, seats: [], freezes: [], escalation: NOBODY },
    roles: { viewer: s.FERRY_VIEWERS, operator: s.FERRY_OPERATORS, approver: s.FERRY_APPROVERS, admin: s.FERRY_ADMINS, auditor: s.FERRY_AUDITORS },
    operations: defaultPolicies({ quorum: s.FERRY_APPROVAL_QUORUM, lifetimeMs: s.FERRY_APPROVAL_HOURS * HOUR }),
    evidence: { rpoMs: s.FERRY_RPO_LIMIT_SECONDS * SECOND, testMaxAgeMs: s.FERRY_TEST_MAX_AGE_DAYS * DAY },
  };
}

function priceIn(given: string): Price {
  const [amount = '0', currency = ''] = given.split(' ');
  return { amount: Number(amount), currency };
}

function holdersIn(list: readonly string[]): Holders {
  const groups = list.filter((p) => /^group:/i.test(p)).map((p) => groupIdFromSettings(p.slice('group:'.length)));
  return { people: list.filter((p) => !/^group:/i.test(p)).map((p) => (p === '*' ? p : userIdFromActivity(p))), groups };
}
