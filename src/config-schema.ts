/** The settings one by one: what each may be, and what it is when nobody says. */
import { z } from 'zod';
import type { Price } from './domain/cost/cost.ts';
import { NOBODY, type Holders } from './domain/governance/settings.ts';
import { groupIdFromSettings, userIdFromActivity } from './domain/ids.ts';
import { isSafeUrl, isZone, split, whole } from './config-values.ts';

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

/** Every setting that Ferry knows, in the order of `.env.example`. */
export const environment = z.object({
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
  FERRY_COPIES_AT_ONCE: whole(1, 200).default(50),
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

/** The settings as the schema gives them. */
export type Settings = z.infer<typeof environment>;

function priceIn(given: string): Price {
  const [amount = '0', currency = ''] = given.split(' ');
  return { amount: Number(amount), currency };
}

function holdersIn(list: readonly string[]): Holders {
  const groups = list.filter((p) => /^group:/i.test(p)).map((p) => groupIdFromSettings(p.slice('group:'.length)));
  return { people: list.filter((p) => !/^group:/i.test(p)).map((p) => (p === '*' ? p : userIdFromActivity(p))), groups };
}
