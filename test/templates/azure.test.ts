/** The Azure templates, deployed on paper: every expression is worked out, every resource is held against the published schema of its type. */
import { describe, expect, test } from '@jest/globals';
import { composed } from '../../scripts/compose-templates.ts';
import { readConfig, SETTING_NAMES } from '../../src/read-config.ts';
import { azRbac } from '../../src/domain/checks/az-rbac.ts';
import type { Permission } from '../../src/domain/infrastructure.ts';
import { PERMISSIONS } from '../../src/domain/permissions.ts';
import { privilegesAt, type PrivilegePlace } from '../../src/domain/privileges.ts';
import { input } from '../domain/checks/input.ts';
import { deploy, type Deployed, type Outcome, type Template } from './support/arm-deploy.ts';
import type { Place } from './support/arm-evaluate.ts';
import { problemsOf } from './support/arm-schemas.ts';
import { jsonOf, textOf, textsIn } from './support/files.ts';

const PLACE: Place = { subscriptionId: '00000000-0000-4000-8000-00000000a001', tenantId: '00000000-0000-4000-8000-0000000000aa', resourceGroup: 'rg-bot', location: 'westeurope' };
const CLIENT = '00000000-0000-4000-8000-0000000000c1';
const PRINCIPAL = '00000000-0000-4000-8000-0000000000c2';
const RUNTIME: Readonly<Record<string, unknown>> = {
  'Microsoft.ManagedIdentity/userAssignedIdentities': { clientId: CLIENT, principalId: PRINCIPAL },
  'Microsoft.Insights/components': { ConnectionString: `InstrumentationKey=${CLIENT};IngestionEndpoint=https://westeurope.example.com/` },
  'Microsoft.DBforPostgreSQL/flexibleServers': { fullyQualifiedDomainName: 'psql-contoso-ferry.postgres.database.azure.com' },
  'Microsoft.Web/sites': { defaultHostName: 'contoso-ferry.azurewebsites.net' },
};

type Parameters = { readonly parameters: Readonly<Record<string, { readonly value: unknown }>> };
const given = (name: string): Record<string, unknown> => Object.fromEntries(Object.entries(jsonOf<Parameters>(`deploymentTemplates/azure/${name}.parameters.json`).parameters).map(([key, { value }]) => [key, value]));
const run = (name: string, more: Record<string, unknown> = {}): Outcome => deploy(jsonOf<Template>(`deploymentTemplates/azure/${name}.json`), { ...given(name), ...more }, { place: PLACE, runtime: (type) => RUNTIME[type] ?? {} });

const landing = run('landing-zone');
const bot = run('bot', landing.outputs);
const open = run('bot', { privateNetwork: false });
const ofType = (outcome: Outcome, type: string): readonly Deployed[] => outcome.resources.filter((one) => one.type === type);
const only = (outcome: Outcome, type: string): Deployed => {
  const [first, second] = ofType(outcome, type);
  if (first === undefined || second !== undefined) throw new Error(`not one ${type}`);
  return first;
};

describe.each(['bot', 'landing-zone'] as const)('%s.json', (name) => {
  test('is what its parts make: after a change of a part, npm run templates', () => {
    expect(textOf(`deploymentTemplates/azure/${name}.json`)).toBe(composed(name));
  });

  test('is one that Azure would take, resource by resource', () => {
    const { resources } = name === 'bot' ? bot : landing;
    expect(resources.length).toBeGreaterThan(4);
    expect(resources.flatMap(problemsOf)).toEqual([]);
    expect(name === 'bot' ? open.resources.flatMap(problemsOf) : []).toEqual([]);
  });

  test('explains each parameter, uses it, and uses each variable', () => {
    expect(templatesIn(jsonOf(`deploymentTemplates/azure/${name}.json`)).flatMap(loose)).toEqual([]);
  });

  test('names no secret among its outputs', () => {
    expect(Object.keys((name === 'bot' ? bot : landing).outputs).filter((output) => /key|secret|password|connection/i.test(output))).toEqual([]);
  });
});

/** A template and those inside it, each with its own texts only. */
function templatesIn(template: Template): readonly Template[] {
  return [template, ...template.resources.flatMap((one) => (one.properties?.template === undefined ? [] : templatesIn(one.properties.template)))];
}

function loose(template: Template): readonly string[] {
  const own = textsIn({ ...template, parameters: Object.values(template.parameters ?? {}).map((p) => p.defaultValue), resources: template.resources.map((one) => ({ ...one, properties: one.properties?.template === undefined ? one.properties : { ...one.properties, template: null } })) }).join('\n');
  const unexplained = Object.entries(template.parameters ?? {}).flatMap(([name, p]) => (/^.{10,}\.$/.test(p.metadata?.description ?? '') ? [] : [`${name} is not explained`]));
  const unused = [...Object.keys(template.parameters ?? {}).filter((name) => !own.includes(`parameters('${name}')`)), ...Object.keys(template.variables ?? {}).filter((name) => !own.includes(`variables('${name}')`))];
  return [...unexplained, ...unused.map((name) => `${name} is not used`)];
}

test('a schema check that finds nothing wrong would be worth nothing: a misspelt property and a wrong value are found', () => {
  const site = only(bot, 'Microsoft.Web/sites');
  const properties = site.body['properties'] as Record<string, object>;
  const wrong = [{ ...properties, httpOnly: true }, { ...properties, siteConfig: { ...properties['siteConfig'], ftpsState: 'Off' } }].map((p) => problemsOf({ ...site, body: { ...site.body, properties: p } }));
  expect(wrong.map((problems) => problems.length > 0)).toEqual([true, true]);
});

const SAFE: readonly { readonly reason: string; readonly of: Outcome; readonly type: string; readonly shows: object }[] = [
  { reason: 'nobody reads what people write', of: bot, type: 'Microsoft.Web/sites', shows: { properties: { httpsOnly: true, siteConfig: { minTlsVersion: '1.2', scmMinTlsVersion: '1.2', ftpsState: 'Disabled', remoteDebuggingEnabled: false } } } },
  { reason: 'a bot that sleeps does not watch', of: bot, type: 'Microsoft.Web/sites', shows: { properties: { siteConfig: { alwaysOn: true, healthCheckPath: '/healthz', linuxFxVersion: 'NODE|24-lts' } } } },
  { reason: 'a new version warms up under the same rules', of: bot, type: 'Microsoft.Web/sites/slots', shows: { properties: { httpsOnly: true, siteConfig: { alwaysOn: true, healthCheckPath: '/healthz', ftpsState: 'Disabled' } } } },
  { reason: 'no password exists that could leak', of: bot, type: 'Microsoft.DBforPostgreSQL/flexibleServers', shows: { properties: { authConfig: { activeDirectoryAuth: 'Enabled', passwordAuth: 'Disabled' } } } },
  { reason: 'the database is not on the Internet', of: bot, type: 'Microsoft.DBforPostgreSQL/flexibleServers', shows: { properties: { network: { delegatedSubnetResourceId: expect.stringMatching(/\/subnets\/database$/), privateDnsZoneArmResourceId: expect.stringMatching(/\.private\.postgres\.database\.azure\.com$/) } } } },
  { reason: 'without a network Azure services alone reach it', of: open, type: 'Microsoft.DBforPostgreSQL/flexibleServers/firewallRules', shows: { properties: { startIpAddress: '0.0.0.0', endIpAddress: '0.0.0.0' } } },
  { reason: 'the bot has no secret', of: bot, type: 'Microsoft.BotService/botServices', shows: { properties: { msaAppType: 'UserAssignedMSI', msaAppId: CLIENT, msaAppTenantId: PLACE.tenantId, endpoint: 'https://contoso-ferry.azurewebsites.net/api/messages', disableLocalAuth: true } } },
  { reason: 'Teams reaches it', of: bot, type: 'Microsoft.BotService/botServices/channels', shows: { name: 'contoso-ferry/MsTeamsChannel', properties: { channelName: 'MsTeamsChannel', properties: { isEnabled: true } } } },
  { reason: 'Site Recovery refuses a cache that keeps deleted blobs', of: landing, type: 'Microsoft.Storage/storageAccounts/blobServices', shows: { properties: { deleteRetentionPolicy: { enabled: false }, containerDeleteRetentionPolicy: { enabled: false } } } },
  { reason: 'Site Recovery refuses a cache with folders', of: landing, type: 'Microsoft.Storage/storageAccounts', shows: { kind: 'StorageV2', properties: { isHnsEnabled: false, allowBlobPublicAccess: false, minimumTlsVersion: 'TLS1_2', supportsHttpsTrafficOnly: true } } },
];

test.each(SAFE)('$type: $reason', ({ of, type, shows }) => {
  expect(only(of, type).body).toMatchObject(shows);
});

test('a server in a network of its own is given no word about the Internet, and no rule for it', () => {
  expect((only(bot, 'Microsoft.DBforPostgreSQL/flexibleServers').body['properties'] as { readonly network: object }).network).not.toHaveProperty('publicNetworkAccess');
  expect(ofType(bot, 'Microsoft.DBforPostgreSQL/flexibleServers/firewallRules')).toEqual([]);
});

test('nobody logs in to the app with a password', () => {
  const policies = [...ofType(bot, 'Microsoft.Web/sites/basicPublishingCredentialsPolicies'), ...ofType(bot, 'Microsoft.Web/sites/slots/basicPublishingCredentialsPolicies')];
  expect(policies.map((one) => one.body['properties'])).toEqual(Array.from({ length: 4 }, () => ({ allow: false })));
});

test('the network of tests lets nothing in and nothing out, and is joined to nothing', () => {
  const nsg = ofType(landing, 'Microsoft.Network/networkSecurityGroups').find((one) => one.id.endsWith('-test'));
  const rules = (nsg?.body['properties'] as { readonly securityRules: readonly { readonly properties: Record<string, unknown> }[] }).securityRules.map((r) => r.properties);
  for (const direction of ['Inbound', 'Outbound']) {
    const own = rules.filter((r) => r['direction'] === direction).toSorted((a, b) => Number(a['priority']) - Number(b['priority']));
    expect(own).toMatchObject([{ access: 'Allow', sourceAddressPrefix: '10.10.0.0/16', destinationAddressPrefix: '10.10.0.0/16' }, { access: 'Deny', sourceAddressPrefix: '*', destinationAddressPrefix: '*', protocol: '*' }]);
  }
  const networks = ofType(landing, 'Microsoft.Network/virtualNetworks').map((one) => one.body['properties'] as { readonly subnets: readonly { readonly name: string; readonly properties: { readonly networkSecurityGroup: { readonly id: string } } }[]; readonly virtualNetworkPeerings?: unknown });
  expect(networks.map((n) => n.subnets.map((s) => s.name))).toEqual([['web', 'app', 'data'], ['web', 'app', 'data']]);
  expect(networks.map((n) => n.virtualNetworkPeerings)).toEqual([undefined, undefined]);
  expect(networks.flatMap((n) => n.subnets.map((s) => s.properties.networkSecurityGroup.id.split('/').at(-1)))).toEqual(['nsg-vnet-moving', 'nsg-vnet-moving', 'nsg-vnet-moving', 'nsg-vnet-moving-test', 'nsg-vnet-moving-test', 'nsg-vnet-moving-test']);
});

describe('the landing zone and the bot', () => {
  test('fit together: what the one gives is what the other asks for', () => {
    const asked = Object.keys(jsonOf<Template>('deploymentTemplates/azure/bot.json').parameters ?? {});
    expect(Object.keys(landing.outputs).filter((name) => !asked.includes(name))).toEqual([]);
  });
});

describe('permissions', () => {
  const assignments = (): readonly { readonly scope: string; readonly actions: readonly string[]; readonly principal: unknown }[] => {
    const definitions = new Map(ofType(bot, 'Microsoft.Authorization/roleDefinitions').map((one) => [one.id, one.body['properties'] as { readonly permissions: readonly { readonly actions: readonly string[]; readonly notActions: readonly string[] }[]; readonly assignableScopes: readonly string[] }]));
    return ofType(bot, 'Microsoft.Authorization/roleAssignments').map((one) => {
      const { roleDefinitionId, principalId } = one.body['properties'] as { readonly roleDefinitionId: string; readonly principalId: string };
      const role = definitions.get(roleDefinitionId);
      if (role === undefined) throw new Error(`${one.id} assigns a role that is not made here`);
      if (!role.assignableScopes.some((scope) => one.scope.startsWith(scope))) throw new Error(`${one.id} assigns a role where it may not be assigned`);
      return { scope: one.scope, actions: role.permissions.flatMap((p) => p.actions), principal: principalId };
    });
  };
  const GROUPS = `/subscriptions/${PLACE.subscriptionId}/resourceGroups`;
  /** Scopes of the list, and where a template has to give them. */
  const WHERE: Readonly<Record<string, RegExp>> = {
    vault: new RegExp(`^${GROUPS}/rg-bot(/providers/Microsoft.RecoveryServices/vaults/rsv-moving)?$`),
    target: new RegExp(`^(${GROUPS}/rg-moving-moved|.*/virtualNetworks/vnet-moving(-test)?|.*/storageAccounts/st\\w+)$`),
    subscription: new RegExp(`^/subscriptions/${PLACE.subscriptionId}$`),
  };

  test.each(Object.keys(WHERE))('on the %s are those that Ferry needs: no more, no less', (place) => {
    const got = assignments().filter((a) => WHERE[place]?.test(a.scope)).flatMap((a) => a.actions);
    const needed = PERMISSIONS.filter((p) => p.cloud === 'azure' && p.scope === place).map((p) => p.action);
    expect([...new Set(got)].toSorted()).toEqual(needed.toSorted());
  });

  test('are given to the bot alone, and nowhere else', () => {
    expect([...new Set(assignments().map((a) => a.principal))]).toEqual([PRINCIPAL]);
    expect(assignments().filter((a) => !Object.values(WHERE).some((where) => where.test(a.scope)))).toEqual([]);
  });

  /** What Azure would say at a place: all that was given there or above it. */
  const heldAt = (place: string): readonly Permission[] => assignments().filter((a) => place.toLowerCase() === a.scope.toLowerCase() || place.toLowerCase().startsWith(`${a.scope.toLowerCase()}/`)).map(({ actions }) => ({ actions, notActions: [] }));
  const PLACES = (): Readonly<Record<PrivilegePlace, readonly string[]>> => {
    const { targetNetworkId, testNetworkId, cacheStorageAccountId } = { ...given('bot'), ...landing.outputs } as Readonly<Record<string, string>>;
    return { vault: [`${GROUPS}/rg-bot/providers/Microsoft.RecoveryServices/vaults/rsv-moving`], group: [`${GROUPS}/rg-moving-moved`], network: [targetNetworkId ?? '', testNetworkId ?? ''], cache: [cacheStorageAccountId ?? ''] };
  };

  test('are enough for the doctor at every place where it looks, and not too much', () => {
    for (const [place, ids] of Object.entries(PLACES()) as [PrivilegePlace, readonly string[]][]) for (const id of ids) expect([id, privilegesAt(place, heldAt(id))]).toEqual([id, { missing: [], tooMuch: null }]);
  });

  test('are enough for the check that stands before every replication', () => {
    const { vault, group, network } = PLACES();
    const permissions = { known: true, value: { vault: heldAt(vault[0] ?? ''), target: heldAt(group[0] ?? ''), networks: network.map(heldAt) } } as const;
    expect(azRbac.run(input({ target: { ...input().target, permissions } }))).toMatchObject({ verdict: 'pass' });
  });

  test('hold no wildcard', () => {
    expect(assignments().flatMap((a) => a.actions).filter((action) => action.includes('*'))).toEqual([]);
  });

  test('on a whole resource group are no wider than they must be: the vault, the networks and the cache are named one by one', () => {
    const wide = assignments().filter((a) => /\/resourceGroups\/[^/]+$/.test(a.scope)).flatMap((a) => a.actions);
    expect(wide.filter((action) => /RecoveryServices|storageAccounts|subnets/.test(action))).toEqual([]);
  });
});

describe('settings', () => {
  const settings = (): Record<string, string> => only(bot, 'Microsoft.Web/sites/config').body['properties'] as Record<string, string>;
  /** Read by App Service and by the AWS SDK, not by Ferry. */
  const OTHERS = ['AWS_EC2_METADATA_DISABLED', 'SCM_DO_BUILD_DURING_DEPLOYMENT', 'WEBSITE_HEALTHCHECK_MAXPINGFAILURES', 'WEBSITES_CONTAINER_START_TIME_LIMIT', 'WEBSITES_CONTAINER_STOP_TIME_LIMIT'];

  test('are such that the bot starts', () => {
    const read = readConfig(settings());
    expect(read.ok ? [] : read.problems).toEqual([]);
    expect(read.ok ? read.config.teams : null).toMatchObject({ appId: CLIENT, appType: 'UserAssignedMSI', password: null, anonymous: false });
  });

  test('give a stop the time that it may take: App Service kills after five seconds when nobody says otherwise', () => {
    const [, longest = ''] = /const STOP_MS = (\d+)_000;/.exec(textOf('src/index.ts')) ?? [];
    expect(Number(longest)).toBeGreaterThan(20);
    expect(Number(settings()['WEBSITES_CONTAINER_STOP_TIME_LIMIT'])).toBeGreaterThan(Number(longest));
  });

  test('are the same in the staging slot', () => {
    expect(only(bot, 'Microsoft.Web/sites/slots/config').body['properties']).toEqual(settings());
  });

  test('are all known', () => {
    expect(Object.keys(settings()).filter((name) => !SETTING_NAMES.includes(name) && !OTHERS.includes(name))).toEqual([]);
  });

  test('are set by the template, or docs/deploy.md says why not', () => {
    const docs = textOf('docs/deploy.md');
    expect(SETTING_NAMES.filter((name) => !(name in settings()) && !docs.includes(`\`${name}\``))).toEqual([]);
  });

  test('that are given besides win over those of the template', () => {
    const more = run('bot', { furtherSettings: { LOG_LEVEL: 'debug', FERRY_TIME_ZONE: 'Europe/Rome' } });
    expect(only(more, 'Microsoft.Web/sites/config').body['properties']).toMatchObject({ LOG_LEVEL: 'debug', FERRY_TIME_ZONE: 'Europe/Rome' });
  });
});

test('docs/deploy.md explains every parameter of both templates', () => {
  const docs = textOf('docs/deploy.md');
  const names = ['bot', 'landing-zone'].flatMap((name) => Object.keys(jsonOf<Template>(`deploymentTemplates/azure/${name}.json`).parameters ?? {}));
  expect(names.filter((name) => !docs.includes(`\`${name}\``))).toEqual([]);
});
