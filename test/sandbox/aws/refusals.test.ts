// What the EC2 side refuses, with the codes and statuses of the real one.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as sdk from '@aws-sdk/client-ec2';
import { ids, refusalOf, startAws, type Aws } from './support.ts';

let aws: Aws;
beforeAll(async () => {
  aws = await startAws();
});
afterAll(() => aws.close());

const stranger = 'i-0fffffffffffffff0';

describe('through the client', () => {
  const cases: readonly { call: () => Promise<unknown>; name: string; status: number; reason: string }[] = [
    { call: () => aws.ec2.send(new sdk.DescribeInstancesCommand({ InstanceIds: [stranger] })), name: 'InvalidInstanceID.NotFound', status: 400, reason: 'an instance that is not there' },
    { call: () => aws.ec2.send(new sdk.DescribeInstancesCommand({ InstanceIds: ['web-01'] })), name: 'InvalidInstanceID.Malformed', status: 400, reason: 'a name is no id' },
    { call: () => aws.ec2.send(new sdk.DescribeInstancesCommand({ Filters: [{ Name: 'colour', Values: ['red'] }] })), name: 'InvalidParameterValue', status: 400, reason: 'an unknown filter' },
    { call: () => aws.ec2.send(new sdk.DescribeVolumesCommand({ Filters: [{ Name: 'instance-id', Values: [ids.web01] }] })), name: 'InvalidParameterValue', status: 400, reason: 'a filter of another action' },
    { call: () => aws.ec2.send(new sdk.DescribeInstanceTypesCommand({ InstanceTypes: ['m5.huge' as sdk._InstanceType] })), name: 'InvalidInstanceType', status: 400, reason: 'an unknown type' },
    { call: () => aws.ec2.send(new sdk.DescribeImagesCommand({ ImageIds: ['ami-0ffffffffffffffff'] })), name: 'InvalidAMIID.NotFound', status: 400, reason: 'an image that is gone' },
    { call: () => aws.ec2.send(new sdk.DescribeVolumesCommand({ VolumeIds: ['vol-0ffffffffffffffff'] })), name: 'InvalidVolume.NotFound', status: 400, reason: 'a volume that is gone' },
    { call: () => aws.ec2.send(new sdk.DescribeSecurityGroupsCommand({ GroupIds: ['sg-0ffffffffffffffff'] })), name: 'InvalidGroup.NotFound', status: 400, reason: 'a group that is gone' },
    { call: () => aws.ec2.send(new sdk.DescribeSubnetsCommand({ SubnetIds: ['subnet-1'] })), name: 'InvalidSubnetID.NotFound', status: 400, reason: 'a subnet that is not there' },
    { call: () => aws.ec2.send(new sdk.DescribeInstanceAttributeCommand({ InstanceId: ids.web01, Attribute: 'userData' })), name: 'UnauthorizedOperation', status: 403, reason: 'user data may hold secrets' },
    { call: () => aws.ec2.send(new sdk.DescribeInstancesCommand({ DryRun: true })), name: 'DryRunOperation', status: 412, reason: 'a dry run that would have worked' },
    { call: () => aws.ec2.send(new sdk.TerminateInstancesCommand({ InstanceIds: [ids.web01] })), name: 'UnauthorizedOperation', status: 403, reason: 'the role may never terminate' },
    { call: () => aws.ec2.send(new sdk.CreateTagsCommand({ Resources: [ids.web01], Tags: [{ Key: 'a', Value: 'b' }] })), name: 'UnauthorizedOperation', status: 403, reason: 'the role may not tag' },
    { call: () => aws.ec2.send(new sdk.DescribeKeyPairsCommand({})), name: 'InvalidAction', status: 400, reason: 'an action that is not simulated' },
    { call: () => aws.clientWith({ region: 'us-east-1' }).send(new sdk.DescribeInstancesCommand({})), name: 'AuthFailure', status: 401, reason: 'the wrong region in the credential scope' },
  ];
  test.each(cases)('$reason', async ({ call, name, status }) => {
    expect(await refusalOf(call())).toMatchObject({ name, status });
  });

  test('a permanent refusal is not asked for again', async () => {
    aws.world.journal.clear();
    await refusalOf(aws.ec2.send(new sdk.DescribeInstancesCommand({ InstanceIds: [stranger] })));
    expect(aws.world.journal.list()).toMatchObject([{ server: 'ec2', action: 'DescribeInstances', status: 400, accepted: false }]);
  });
});

describe('on the wire', () => {
  const authorization = `AWS4-HMAC-SHA256 Credential=AKIASANDBOXSANDBOX01/20260101/eu-west-1/ec2/aws4_request, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`;
  const signed = { authorization, 'x-amz-date': '20260101T000000Z', 'content-type': 'application/x-www-form-urlencoded' };
  const good = 'Action=DescribeVpcs&Version=2016-11-15';

  const cases: readonly { init: RequestInit; path?: string; status: number; code: string; reason: string }[] = [
    { init: { body: good, headers: { ...signed, authorization: '' } }, status: 401, code: 'AuthFailure', reason: 'no credentials' },
    { init: { body: good, headers: { ...signed, authorization: authorization.replace('/ec2/', '/s3/') } }, status: 401, code: 'AuthFailure', reason: 'credentials of another service' },
    { init: { body: good, headers: { ...signed, authorization: authorization.replace('AKIA', 'ASIA') } }, status: 401, code: 'AuthFailure', reason: 'temporary credentials without their token' },
    { init: { body: good, headers: { ...signed, authorization: authorization.replace(/0{64}/, 'zz') } }, status: 401, code: 'AuthFailure', reason: 'a signature that is none' },
    { init: { body: 'Version=2016-11-15', headers: signed }, status: 400, code: 'MissingAction', reason: 'no action' },
    { init: { body: 'Action=DescribeVpcs', headers: signed }, status: 400, code: 'MissingParameter', reason: 'no version' },
    { init: { body: 'Action=DescribeVpcs&Version=2014-01-01', headers: signed }, status: 400, code: 'NoSuchVersion', reason: 'another version' },
    { init: { body: `${good}&Colour=red`, headers: signed }, status: 400, code: 'UnknownParameter', reason: 'a parameter nobody knows' },
    { init: { body: `${good}&DryRun=maybe`, headers: signed }, status: 400, code: 'InvalidParameterValue', reason: 'a boolean that is none' },
    { init: { body: `${good}&Filter.0.Name=state`, headers: signed }, status: 400, code: 'InvalidParameterValue', reason: 'lists count from one' },
    { init: { body: `${good}&Version=2016-11-15`, headers: signed }, status: 400, code: 'InvalidParameterCombination', reason: 'a parameter given twice' },
    { init: { body: 'Action=StopInstances&Version=2016-11-15', headers: signed }, status: 400, code: 'MissingParameter', reason: 'a stop of nothing' },
    { init: { body: good, headers: { ...signed, 'content-type': 'application/json' } }, status: 415, code: 'InvalidRequest', reason: 'no form' },
    { init: { body: good, headers: signed }, path: '/elsewhere', status: 404, code: 'InvalidRequest', reason: 'another path' },
  ];
  test.each(cases)('$reason', async ({ init, path, status, code }) => {
    const answer = await fetch(aws.url + (path ?? '/'), { method: 'POST', ...init });
    const text = await answer.text();
    expect({ status: answer.status, text }).toEqual({ status, text: expect.stringContaining(`<Errors><Error><Code>${code}</Code>`) });
    expect(answer.headers.get('x-amzn-requestid')).not.toBeNull();
  });

  test('what was asked for is quoted without breaking the XML', async () => {
    const body = `${good}&Filter.1.Name=${encodeURIComponent('<a>&"\u0001')}&Filter.1.Value.1=x`;
    const answer = await fetch(aws.url, { method: 'POST', body, headers: signed });
    expect(await answer.text()).toContain('&lt;a&gt;&amp;&quot;?');
  });

  test('a good request without the client is answered', async () => {
    const answer = await fetch(aws.url, { method: 'POST', body: good, headers: signed });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('<DescribeVpcsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>');
  });
});
