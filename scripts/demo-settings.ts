/** The settings of `npm start` without any setting: Ferry between the sandbox clouds and the Agents Playground, on loopback only. */

import { fileURLToPath } from 'node:url';

/** The ports of the demo's four servers. */
export type DemoPorts = { readonly bot: number; readonly ec2: number; readonly azure: number; readonly playground: number };

export const DEMO_PORTS: DemoPorts = { bot: 3978, ec2: 4566, azure: 4280, playground: 56_150 };
/** The tenant of everyone in the Playground; its configuration file says the same. */
export const DEMO_TENANT = '00000000-0000-4000-8000-0000000000aa';

/** The Playground's people, chats and channels. */
export const PLAYGROUND_CONFIG = fileURLToPath(new URL('playground/people-and-places.yml', import.meta.url));

const SUBSCRIPTION = '00000000-0000-4000-8000-00000000a001';

/** Everything the bot needs to meet the sandbox; the AWS keys are what the SDK insists on, the sandbox believes any. */
export function demoSettings(ports: DemoPorts, dataDir: string): Record<string, string> {
  const aws = `http://127.0.0.1:${ports.ec2}`;
  return {
    HOST: '127.0.0.1',
    PORT: String(ports.bot),
    FERRY_ALLOW_ANONYMOUS: 'true',
    FERRY_ALLOWED_TENANTS: DEMO_TENANT,
    FERRY_OPERATORS: '*',
    FERRY_APPROVERS: '*',
    FERRY_ADMINS: '*',
    FERRY_AUDITORS: '*',
    FERRY_DATA_DIR: dataDir,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'SANDBOXSANDBOXSANDBOX',
    AWS_SECRET_ACCESS_KEY: 'any',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_ENDPOINT_URL_EC2: aws,
    AWS_ENDPOINT_URL_SSM: aws,
    AWS_ENDPOINT_URL_STS: aws,
    AWS_ENDPOINT_URL_CLOUDWATCH: aws,
    AZURE_RESOURCE_MANAGER_ENDPOINT: `http://127.0.0.1:${ports.azure}`,
    FERRY_GRAPH_ENDPOINT: `http://127.0.0.1:${ports.azure}`,
    ...scopeSettings(),
    FERRY_OBSERVE_SECONDS: '2',
    FERRY_CARD_EDIT_SECONDS: '2',
    // Tests and figures play people who never tire.
    FERRY_COMMANDS_PER_MINUTE: '100000',
  };
}

function scopeSettings(): Record<string, string> {
  return {
    FERRY_SUBSCRIPTION_ID: SUBSCRIPTION,
    FERRY_VAULT_RESOURCE_GROUP: 'rg-asr-weu',
    FERRY_VAULT_NAME: 'rsv-mig-weu',
    FERRY_LOCATION: 'westeurope',
    FERRY_TARGET_RESOURCE_GROUP: group('rg-migrated-weu'),
    FERRY_TARGET_NETWORK: network('vnet-prod-weu'),
    FERRY_TARGET_SUBNET: 'web',
    FERRY_TEST_NETWORK: network('vnet-test-weu'),
    FERRY_CACHE_STORAGE_ACCOUNT: `${group('rg-asr-weu')}/providers/Microsoft.Storage/storageAccounts/stasrcacheweu`,
    FERRY_RUN_AS_ACCOUNT: 'win-admin',
    FERRY_POLICY: '24-hour-replication-policy',
    FERRY_APPLIANCE_INSTANCE_ID: 'i-0a000000000000001',
  };
}

function group(name: string): string {
  return `/subscriptions/${SUBSCRIPTION}/resourceGroups/${name}`;
}

function network(name: string): string {
  return `${group('rg-net-weu')}/providers/Microsoft.Network/virtualNetworks/${name}`;
}
