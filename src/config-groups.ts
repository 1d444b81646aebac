/** From single settings to what each part of Ferry is given. */
import type { Config } from './config.ts';
import type { Settings } from './config-schema.ts';
import { LOOPBACK, secret } from './config-values.ts';
import { defaultPolicies } from './domain/approval/policy.ts';
import { NOBODY, type GovernanceSettings } from './domain/governance/settings.ts';
import type { Scope } from './domain/scope.ts';
import { DAY, HOUR, MINUTE, SECOND } from './domain/time.ts';

/** Puts them into groups. */
export function group(s: Settings): Config {
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
    copiesAtOnce: s.FERRY_COPIES_AT_ONCE,
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
