/** The CloudFormation template: what it refers to is there, its roles allow what Ferry needs and nothing else, its rules open what replication needs and nothing else. */
import { describe, expect, test } from '@jest/globals';
import { FLOW_PORTS } from '../../src/domain/checks/support/flows.ts';
import { PERMISSIONS } from '../../src/domain/permissions.ts';
import { PROFILES } from '../../src/domain/profiles/index.ts';
import { namesIn, stackOf, worked } from './support/cloudformation.ts';
import { jsonOf, textOf } from './support/files.ts';

const stack = stackOf(textOf('deploymentTemplates/aws/ferry.yaml'));
const TENANT = '00000000-0000-4000-8000-0000000000aa';
const IDENTITY = '00000000-0000-4000-8000-0000000000c2';
const known = new Map<string, unknown>([
  ...Object.entries(stack.Parameters).map(([name, p]) => [name, p['Default']] as const),
  ...[['TenantId', TENANT], ['IdentityObjectId', IDENTITY], ['AWS::Partition', 'aws'], ['AWS::AccountId', '123456789012'], ['Regions', ['eu-west-1']], ['CreateAppliance', 'yes'], ['ApplianceSubnetId', 'subnet-1']] as const,
]);
const propertiesOf = (name: string): Record<string, unknown> => worked(stack.Resources[name]?.Properties, known, stack.Conditions) as Record<string, unknown>;
const ofType = (type: string): readonly string[] => Object.entries(stack.Resources).filter(([, r]) => r.Type === type).map(([name]) => name);

type Statement = { readonly Sid: string; readonly Effect: string; readonly Action: string | readonly string[]; readonly Resource: string; readonly Principal?: unknown; readonly Condition: { readonly StringEquals: Readonly<Record<string, unknown>> } };
const document = (value: unknown): readonly Statement[] => (typeof value === 'string' ? (JSON.parse(value) as { readonly Statement: readonly Statement[] }) : (value as { readonly Statement: readonly Statement[] })).Statement;
const allowed = (role: string): readonly Statement[] => (propertiesOf(role)['Policies'] as readonly { readonly PolicyDocument: unknown }[]).flatMap((p) => document(p.PolicyDocument));

describe('the template', () => {
  test('refers to nothing that is not there', () => {
    const there = [...Object.keys(stack.Parameters), ...Object.keys(stack.Resources)];
    expect(namesIn(stack).filter((name) => !there.includes(name.split('.')[0] ?? '') && !name.startsWith('AWS::'))).toEqual([]);
    const conditions = [...Object.values(stack.Resources), ...Object.values(stack.Outputs)].flatMap((one) => one.Condition ?? []);
    expect(conditions.filter((name) => !(name in stack.Conditions))).toEqual([]);
  });

  test('explains each parameter and uses it', () => {
    const used = new Set(namesIn(stack));
    expect(Object.entries(stack.Parameters).filter(([name, p]) => !used.has(name) || !/^.{10,}\.$/.test(String(p['Description']))).map(([name]) => name)).toEqual([]);
    const docs = textOf('docs/deploy.md');
    expect(Object.keys(stack.Parameters).filter((name) => !docs.includes(`\`${name}\``))).toEqual([]);
  });

  test('comes with a parameters file that leaves nothing open', () => {
    const given = jsonOf<readonly { readonly ParameterKey: string }[]>('deploymentTemplates/aws/parameters.json').map((p) => p.ParameterKey);
    const open = Object.entries(stack.Parameters).filter(([, p]) => p['Default'] === undefined).map(([name]) => name);
    expect(given.filter((name) => !(name in stack.Parameters))).toEqual([]);
    expect(open.filter((name) => !given.includes(name))).toEqual([]);
  });

  test('gives what the Azure template asks for, by the same names', () => {
    const asked = Object.keys(jsonOf<{ readonly parameters: object }>('deploymentTemplates/azure/bot.json').parameters).filter((name) => /^(aws|appliance)/.test(name) && name !== 'awsRegion');
    expect(asked.filter((name) => !(name in stack.Outputs))).toEqual([]);
  });
});

describe('who may take on the roles', () => {
  test('their names are those of the Azure parameters file, which is written before they exist', () => {
    const given = jsonOf<{ readonly parameters: Readonly<Record<string, { readonly value: string }>> }>('deploymentTemplates/azure/bot.parameters.json').parameters;
    expect([given['awsRoleArn'], given['awsWriteRoleArn']].map((p) => p?.value.split('/')[1])).toEqual(['ReaderRole', 'CutoverRole'].map((role) => propertiesOf(role)['RoleName']));
  });

  test.each(['ReaderRole', 'CutoverRole'])('%s: this identity of this tenant, with a token made out to AWS, and nobody else', (role) => {
    expect(document(propertiesOf(role)['AssumeRolePolicyDocument'])).toEqual([
      { Effect: 'Allow', Principal: { Federated: '<EntraProvider.Arn>' }, Action: 'sts:AssumeRoleWithWebIdentity', Condition: { StringEquals: { [`sts.windows.net/${TENANT}/:aud`]: 'api://ferry-aws', [`sts.windows.net/${TENANT}/:sub`]: IDENTITY } } },
    ]);
  });

  test('the provider believes that tenant only, and tokens for that audience only', () => {
    expect(propertiesOf('EntraProvider')).toEqual({ Url: `https://sts.windows.net/${TENANT}/`, ClientIdList: ['api://ferry-aws'] });
  });

  test('a provider that the account has already is used', () => {
    const again = new Map([...known, ['ExistingProviderArn', 'arn:aws:iam::123456789012:oidc-provider/x']]);
    expect(JSON.stringify(worked(stack.Resources['ReaderRole']?.Properties, again, stack.Conditions))).toContain('oidc-provider/x');
    expect(worked(stack.Conditions[stack.Resources['EntraProvider']?.Condition ?? ''], again)).toBe(false);
  });
});

describe('what the roles allow', () => {
  const needed = (scope: string): readonly string[] => PERMISSIONS.filter((p) => p.cloud === 'aws' && p.scope === scope).map((p) => p.action).toSorted();

  test('the reader may read what Ferry reads, in the chosen regions: no more, no less', () => {
    const [statement, second] = allowed('ReaderRole');
    expect(second).toBeUndefined();
    expect([statement?.Action ?? []].flat().toSorted()).toEqual(needed('account'));
    expect(statement).toMatchObject({ Effect: 'Allow', Resource: '*', Condition: { StringEquals: { 'aws:RequestedRegion': ['eu-west-1'] } } });
  });

  test('the other may change what Ferry changes, on what carries the tag: no more, no less', () => {
    const statements = allowed('CutoverRole');
    expect(statements.flatMap((s) => s.Action).toSorted()).toEqual(needed('machine'));
    expect(statements.map((s) => s.Condition)).toEqual(statements.map(() => ({ StringEquals: { 'aws:ResourceTag/asr-migrate': 'true' } })));
    expect(statements.map((s) => s.Resource)).toEqual(['arn:aws:ec2:*:123456789012:instance/*', 'arn:aws:ec2:*:123456789012:security-group/*']);
  });

  test('no wildcard stands in any action', () => {
    expect([...allowed('ReaderRole'), ...allowed('CutoverRole')].flatMap((s) => s.Action).filter((a) => a.includes('*'))).toEqual([]);
  });
});

describe('security groups', () => {
  type Rule = { readonly FromPort: number; readonly ToPort: number; readonly IpProtocol: string; readonly GroupId: string; readonly SourceSecurityGroupId?: string; readonly DestinationSecurityGroupId?: string };
  const rules = (direction: 'Ingress' | 'Egress', o: { readonly pushed: boolean }): readonly Rule[] => ofType(`AWS::EC2::SecurityGroup${direction}`).filter((name) => (stack.Resources[name]?.Condition === 'Pushes') === o.pushed).map((name) => propertiesOf(name) as Rule);
  const flows = (list: readonly Rule[]): readonly string[] => list.map((r) => `${r.GroupId} ${r.IpProtocol} ${r.FromPort}-${r.ToPort} ${r.SourceSecurityGroupId ?? r.DestinationSecurityGroupId ?? ''}`).toSorted();

  test('open the ports of the replication from machine to appliance, on both sides', () => {
    const ports = FLOW_PORTS.map(({ from, to }) => `${from}-${to}`);
    expect(flows(rules('Egress', { pushed: false }))).toEqual(ports.map((p) => `<SourceGroup> tcp ${p} <ApplianceGroup>`).toSorted());
    expect(flows(rules('Ingress', { pushed: false }))).toEqual(ports.map((p) => `<ApplianceGroup> tcp ${p} <SourceGroup>`).toSorted());
  });

  test('open what an installation over the network needs from the appliance only, and only on demand', () => {
    const ports = ['22-22', '135-135', '445-445', '49152-65535'];
    expect(flows(rules('Egress', { pushed: true }))).toEqual(ports.map((p) => `<ApplianceGroup> tcp ${p} <SourceGroup>`).toSorted());
    expect(flows(rules('Ingress', { pushed: true }))).toEqual(ports.map((p) => `<SourceGroup> tcp ${p} <ApplianceGroup>`).toSorted());
  });

  test.each(['ApplianceGroup', 'SourceGroup'])('%s lets nothing in from the Internet, and out to port 443 only', (group) => {
    const { SecurityGroupIngress, SecurityGroupEgress } = propertiesOf(group);
    expect(SecurityGroupIngress).toBeUndefined();
    expect(SecurityGroupEgress).toMatchObject([{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443 }]);
  });
});

describe('the appliance', () => {
  /** vCPU and GiB of the sizes that are offered. */
  const SIZES: Readonly<Record<string, readonly [number, number]>> = { 'm5.2xlarge': [8, 32], 'm6i.2xlarge': [8, 32], 'm6a.2xlarge': [8, 32], 'm7i.2xlarge': [8, 32], 'm5.4xlarge': [16, 64], 'm6i.4xlarge': [16, 64] };
  const wanted = PROFILES.find((p) => p.id === 'modern-2026')?.limits.appliance;
  const data = propertiesOf('ApplianceTemplate')['LaunchTemplateData'] as { readonly BlockDeviceMappings: readonly { readonly Ebs: { readonly VolumeSize: number; readonly Encrypted: boolean } }[]; readonly MetadataOptions: object; readonly NetworkInterfaces: readonly object[] };

  test('is as large as the check of its hardware asks for, in every size', () => {
    expect(wanted).toBeDefined();
    const sizes = stack.Parameters['ApplianceInstanceType']?.['AllowedValues'] as readonly string[];
    expect(sizes.filter((size) => (SIZES[size]?.[0] ?? 0) < (wanted?.vcpus ?? Infinity) || (SIZES[size]?.[1] ?? 0) < (wanted?.memoryGib ?? Infinity))).toEqual([]);
    const [system, ...disks] = data.BlockDeviceMappings.map((m) => m.Ebs.VolumeSize);
    expect(system).toBeGreaterThanOrEqual(wanted?.osDiskGb ?? Infinity);
    expect(disks.length).toBe(wanted?.dataDisksGb.length);
    for (const [index, gb] of (wanted?.dataDisksGb ?? []).entries()) expect(disks[index]).toBeGreaterThanOrEqual(gb);
  });

  test('has encrypted disks, no address on the Internet, and metadata for itself only', () => {
    expect(data.BlockDeviceMappings.every((m) => m.Ebs.Encrypted)).toBe(true);
    expect(data.MetadataOptions).toMatchObject({ HttpTokens: 'required' });
    expect(data.NetworkInterfaces).toEqual([{ DeviceIndex: 0, SubnetId: 'subnet-1', Groups: ['<ApplianceGroup>'], AssociatePublicIpAddress: false }]);
  });

  test('is made on demand only', () => {
    const made = ['ApplianceRole', 'ApplianceProfile', 'ApplianceTemplate', 'Appliance'];
    expect(made.map((name) => stack.Resources[name]?.Condition)).toEqual(made.map(() => 'MakesAppliance'));
    expect(worked(stack.Conditions['MakesAppliance'], new Map([['CreateAppliance', stack.Parameters['CreateAppliance']?.['Default']]]))).toBe(false);
  });
});
