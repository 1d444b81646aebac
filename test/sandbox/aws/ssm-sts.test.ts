// Systems Manager and STS behind the same address.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DescribeInstancesCommand, EC2Client, StopInstancesCommand } from '@aws-sdk/client-ec2';
import { DescribeDocumentCommand, DescribeInstanceInformationCommand } from '@aws-sdk/client-ssm';
import { fromWebToken } from '@aws-sdk/credential-providers';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { trusted } from '../../../src/sandbox/aws/web-token.ts';
import { ids, refusalOf, startAws, type Aws } from './support.ts';

let aws: Aws;
beforeAll(async () => {
  aws = await startAws();
});
afterAll(() => aws.close());

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwt = (claims: Record<string, unknown>, alg = 'RS256') => `${part({ alg, typ: 'JWT' })}.${part(claims)}.c2lnbmF0dXJl`;
const inAnHour = Math.floor(Date.now() / 1000) + 3600;
const claims = { iss: trusted.issuer, aud: trusted.audience, sub: trusted.subject, exp: inAnHour };

describe('Systems Manager', () => {
  test('knows the operating system of a managed machine', async () => {
    const answer = await aws.ssm.send(new DescribeInstanceInformationCommand({ Filters: [{ Key: 'InstanceIds', Values: [ids.web01] }] }));
    expect(answer.InstanceInformationList).toMatchObject([
      {
        InstanceId: ids.web01,
        PingStatus: 'Online',
        PlatformType: 'Windows',
        PlatformName: 'Microsoft Windows Server 2019 Datacenter',
        ComputerName: 'WEB-01.WORKGROUP',
        IPAddress: '10.10.1.11',
        ResourceType: 'EC2Instance',
      },
    ]);
    expect(answer.InstanceInformationList?.[0]?.LastPingDateTime).toBeInstanceOf(Date);
  });

  test('does not list a machine without the agent, and has lost a stopped one', async () => {
    const ask = (id: string) => aws.ssm.send(new DescribeInstanceInformationCommand({ Filters: [{ Key: 'InstanceIds', Values: [id] }] }));
    expect((await ask('i-0a100000000000004')).InstanceInformationList).toEqual([]);
    expect((await ask(ids.app08)).InstanceInformationList).toMatchObject([{ PingStatus: 'ConnectionLost' }]);
  });

  test('refuses wrong filters, pages and operations', async () => {
    const filter = aws.ssm.send(new DescribeInstanceInformationCommand({ Filters: [{ Key: 'Colour', Values: ['red'] }] }));
    expect((await refusalOf(filter)).name).toBe('InvalidFilterKey');
    expect((await refusalOf(aws.ssm.send(new DescribeInstanceInformationCommand({ MaxResults: 4 })))).name).toBe('ValidationException');
    expect((await refusalOf(aws.ssm.send(new DescribeDocumentCommand({ Name: 'AWS-RunPatchBaseline' })))).name).toBe('UnknownOperationException');
  });
});

describe('STS', () => {
  const provider = (webIdentityToken: string, roleArn = 'arn:aws:iam::111122223333:role/ferry-reader') =>
    fromWebToken({ roleArn, roleSessionName: 'a-user', webIdentityToken, clientConfig: { region: 'eu-west-1', endpoint: aws.url } });

  test('turns a token into temporary credentials, with which EC2 answers', async () => {
    const credentials = await provider(jwt(claims))();
    expect(credentials).toMatchObject({ accessKeyId: expect.stringMatching(/^ASIA/), sessionToken: expect.any(String), expiration: expect.any(Date) });
    const ec2 = new EC2Client({ region: 'eu-west-1', endpoint: aws.url, credentials });
    expect((await ec2.send(new DescribeInstancesCommand({}))).Reservations).toHaveLength(26);
    expect((await refusalOf(ec2.send(new StopInstancesCommand({ InstanceIds: [ids.web01] })))).name).toBe('UnauthorizedOperation');
  });

  test('the role for cutovers may stop a machine, and says whose session it is', async () => {
    const credentials = await provider(jwt(claims), 'arn:aws:iam::111122223333:role/ferry-cutover')();
    const at = { region: 'eu-west-1', endpoint: aws.url, credentials };
    expect((await refusalOf(new EC2Client(at).send(new StopInstancesCommand({ InstanceIds: [ids.web01], DryRun: true })))).name).toBe('DryRunOperation');
    expect(await new STSClient(at).send(new GetCallerIdentityCommand({}))).toMatchObject({ Account: '111122223333', Arn: 'arn:aws:sts::111122223333:assumed-role/ferry-cutover/a-user' });
  });

  test.each([
    { reason: 'a made-up session token', token: 'made.up' },
    { reason: 'no session token', token: undefined },
  ])('temporary keys with $reason are refused', async ({ token }) => {
    const { accessKeyId, secretAccessKey } = await provider(jwt(claims))();
    const ec2 = new EC2Client({ region: 'eu-west-1', endpoint: aws.url, credentials: { accessKeyId, secretAccessKey, ...(token === undefined ? {} : { sessionToken: token }) } });
    expect((await refusalOf(ec2.send(new DescribeInstancesCommand({})))).name).toBe('AuthFailure');
  });

  const refused = [
    { token: 'not a token', arn: undefined, name: 'InvalidIdentityTokenException', reason: 'no JWT' },
    { token: 'a.b.c', arn: undefined, name: 'InvalidIdentityTokenException', reason: 'three parts that mean nothing' },
    { token: jwt({ ...claims, exp: 1_000_000 }), arn: undefined, name: 'ExpiredTokenException', reason: 'a token of long ago' },
    { token: jwt({ ...claims, exp: undefined }), arn: undefined, name: 'InvalidIdentityTokenException', reason: 'a token without an end' },
    { token: jwt({ ...claims, nbf: inAnHour }), arn: undefined, name: 'InvalidIdentityTokenException', reason: 'a token of the future' },
    { token: jwt(claims, 'none'), arn: undefined, name: 'InvalidIdentityTokenException', reason: 'a token that nobody signed' },
    { token: jwt({ ...claims, aud: 'https://management.azure.com' }), arn: undefined, name: 'InvalidIdentityTokenException', reason: 'a token for another audience' },
    { token: jwt({ ...claims, iss: 'https://sts.windows.net/elsewhere/' }), arn: undefined, name: 'InvalidIdentityTokenException', reason: 'a token of another tenant' },
    { token: jwt({ ...claims, sub: 'somebody-else' }), arn: undefined, name: 'AccessDenied', reason: 'another identity of the same tenant' },
    { token: jwt(claims), arn: 'arn:aws:iam::111122223333:role/admin', name: 'AccessDenied', reason: 'a role of somebody else' },
    { token: jwt(claims), arn: 'arn:aws:iam::999999999999:role/ferry-reader', name: 'AccessDenied', reason: 'another account' },
  ];
  test.each(refused)('$reason is refused', async ({ token, arn, name }) => {
    expect((await refusalOf(provider(token, arn)())).name).toBe(name);
  });
});
