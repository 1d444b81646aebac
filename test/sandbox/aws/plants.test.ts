// Every planted defect shows through the real clients, and leaves no trace when it is cured.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { makeGarden } from '../../../src/sandbox/world/plants/garden.ts';
import { awsPlants } from '../../../src/sandbox/world/plants/index.ts';
import type { Plant } from '../../../src/sandbox/world/plants/types.ts';
import { look } from './look.ts';
import { ids, startAws, type Aws } from './support.ts';

let aws: Aws;
let clean: Awaited<ReturnType<typeof look>>;
beforeAll(async () => {
  aws = await startAws();
  clean = await look(aws, ids.web01);
});
afterAll(() => aws.close());

// Lists show things in the order in which they are kept, so that order is part of it.
const state = () => structuredClone(Object.values(aws.world.aws).map((part) => (part instanceof Map ? [...part] : part)).slice(1));

async function planted<T>(name: string, act: () => Promise<T>, instanceId: string = ids.web01): Promise<T> {
  const plant = awsPlants.find((item) => item.name === name);
  if (!plant) throw new Error(`no plant ${name}`);
  const garden = makeGarden();
  garden.add(plant, { world: aws.world, azure: null, instanceId });
  try {
    return await act();
  } finally {
    garden.cure({ name: null, instanceId: null });
  }
}

test('a clean machine shows nothing refused', () => {
  const refused = Object.entries(clean).filter(([, part]) => typeof part === 'string');
  expect(refused).toEqual([['list', 'InvalidPrefixListID.NotFound'], ['out', 'DryRunOperation'], ['in', 'DryRunOperation']]);
});

test('names are unique and shouted', () => {
  const names = awsPlants.map((plant) => plant.name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => !/^[A-Z][A-Z0-9_]+$/.test(name))).toEqual([]);
});

test('every check whose cause AWS shows has a defect', () => {
  const shown = [
    ...['EXISTS', 'STATE', 'STATUS', 'PRIVIP', 'SAMEIP', 'ROOT', 'SPOT', 'ASG', 'MANAGED', 'IAC', 'TENANCY', 'MARKET', 'TERMPROT', 'STOPPROT', 'SHUTDOWN', 'ROLE', 'HIBERNATE', 'ENCLAVE', 'ACCEL', 'METAL', 'TAGS'].map((id) => `SRC-${id}`),
    ...['KNOWN', 'SEED', 'PVDRV', 'PVDRV-AM', 'WIN', 'WIN-SHA2', 'LINUX', 'KERNEL', 'STORAGE', 'AMZN', 'MAC', 'OTHER', 'LIS'].map((id) => `OS-${id}`),
    ...['ARCH-64', 'ARCH-ARM', 'VIRT-HVM', 'VIRT-HYP', 'BOOT-GEN', 'BOOT-2008UEFI', 'BOOT-SECURE', 'BOOT-OSDISK', 'BOOT-ONE'],
    ...['COUNT', 'SIZE', 'SHARED', 'EPHEM', 'EBSENC', 'PERF', 'CHURN', 'STATE', 'DOT'].map((id) => `DSK-${id}`),
    ...['SG-OUT', 'SG-IN-APP', 'PUSH', 'SG-WIDE', 'NACL', 'VPC', 'ROUTE', 'NICS', 'IPV6', 'EIP', 'SECIP', 'RETAINIP', 'SDC'].map((id) => `NET-${id}`),
  ];
  expect(new Set(awsPlants.map((plant) => plant.check))).toEqual(new Set(shown));
});

test.each(awsPlants.map((plant): [string, Plant] => [plant.name, plant]))('%s shows, and its cure leaves no trace', async (name) => {
  const before = state();
  const seen = await planted(name, () => look(aws, ids.web01));
  expect(seen).not.toEqual(clean);
  expect(state()).toEqual(before);
});

describe('what a defect looks like', () => {
  const cases: readonly { plant: string; shows: object }[] = [
    { plant: 'INSTANCE_GONE', shows: { instance: 'InvalidInstanceID.NotFound', termination: 'InvalidInstanceID.NotFound' } },
    { plant: 'NAME_MATCHES_THREE', shows: { namesakes: [3, 1] } },
    { plant: 'PRIVATE_IP_TWICE', shows: { namesakes: [1, 2] } },
    { plant: 'MACHINE_STOPPED', shows: { instance: { State: { Name: 'stopped' } } } },
    { plant: 'SYSTEM_STATUS_IMPAIRED', shows: { status: { InstanceStatuses: [{ SystemStatus: { Status: 'impaired', Details: [{ Name: 'reachability', Status: 'failed', ImpairedSince: expect.any(String) }] }, InstanceStatus: { Status: 'ok' } }] } } },
    { plant: 'EBS_STATUS_IMPAIRED', shows: { status: { InstanceStatuses: [{ AttachedEbsStatus: { Status: 'impaired' } }] } } },
    { plant: 'RETIREMENT_SCHEDULED', shows: { status: { InstanceStatuses: [{ Events: [{ Code: 'instance-retirement', Description: expect.any(String), NotBefore: expect.any(String) }] }] } } },
    { plant: 'INSTANCE_STORE_ROOT', shows: { instance: { RootDeviceType: 'instance-store', BlockDeviceMappings: [{ DeviceName: 'xvdf' }] } } },
    { plant: 'SPOT_INSTANCE', shows: { instance: { InstanceLifecycle: 'spot', SpotInstanceRequestId: 'sir-0a1b2c3d' } } },
    { plant: 'OPERATED_BY_AWS', shows: { instance: { Operator: { Managed: true, Principal: 'eks.amazonaws.com' } } } },
    { plant: 'HOST_RESOURCE_GROUP', shows: { instance: { Placement: { Tenancy: 'host', HostId: 'h-0a1b2c3d4e5f60001', HostResourceGroupArn: expect.stringContaining('windows-hosts') } } } },
    { plant: 'LICENCE_CONFIGURATION', shows: { instance: { Licenses: [{ LicenseConfigurationArn: expect.stringContaining('license-configuration') }] } } },
    { plant: 'DEVPAY_CODE', shows: { instance: { ProductCodes: [{ ProductCodeId: '774F4FF8', ProductCodeType: 'devpay' }] } } },
    { plant: 'TERMINATION_PROTECTION_OFF', shows: { termination: { DisableApiTermination: { Value: false } } } },
    { plant: 'STOP_PROTECTION_ON', shows: { stop: { DisableApiStop: { Value: true } } } },
    { plant: 'SHUTDOWN_TERMINATES', shows: { shutdown: { InstanceInitiatedShutdownBehavior: { Value: 'terminate' } } } },
    { plant: 'INSTANCE_ROLE', shows: { instance: { IamInstanceProfile: { Arn: 'arn:aws:iam::111122223333:instance-profile/shop-web' } } } },
    { plant: 'HIBERNATION_ON', shows: { instance: { HibernationOptions: { Configured: true } } } },
    { plant: 'ENCLAVE_ON', shows: { instance: { EnclaveOptions: { Enabled: true } }, types: { InstanceTypes: [{ NitroEnclavesSupport: 'supported' }] } } },
    { plant: 'GPU_TYPE', shows: { types: { InstanceTypes: [{ GpuInfo: { Gpus: [{ Name: 'T4', Manufacturer: 'NVIDIA', Count: 1, MemoryInfo: { SizeInMiB: 16_384 } }] } }] } } },
    { plant: 'FPGA_TYPE', shows: { types: { InstanceTypes: [{ FpgaInfo: { Fpgas: [{ Count: 1 }] } }] } } },
    { plant: 'INFERENCE_TYPE', shows: { types: { InstanceTypes: [{ InferenceAcceleratorInfo: { Accelerators: [{ Name: 'Inferentia', Count: 1 }] } }] } } },
    { plant: 'NEURON_TYPE', shows: { types: { InstanceTypes: [{ NeuronInfo: { NeuronDevices: [{ Name: 'Inferentia2', CoreInfo: { Count: 2, Version: 2 } }] } }] } } },
    { plant: 'EFA_CARD', shows: { instance: { NetworkInterfaces: [{ InterfaceType: 'efa' }] } } },
    { plant: 'BARE_METAL', shows: { types: { InstanceTypes: [{ BareMetal: true, VCpuInfo: { DefaultVCpus: 96 } }] } } },
    { plant: 'SSM_AGENT_SILENT', shows: { agent: { InstanceInformationList: [{ PingStatus: 'ConnectionLost' }] } } },
    { plant: 'IMAGE_GONE', shows: { image: { Images: [] } } },
    { plant: 'OS_UPGRADED_IN_PLACE', shows: { agent: { InstanceInformationList: [{ PlatformName: 'Microsoft Windows Server 2012 R2 Standard' }] }, image: { Images: [{ Name: expect.stringContaining('2019') }] } } },
    { plant: 'REDHAT_PV_DRIVERS', shows: { instance: { InstanceType: 'm4.large' }, software: { Entities: [{ Id: ids.web01, Data: { 'AWS:Application': { Content: [{ Name: 'RedHat PV Drivers' }] } } }] } } },
    { plant: 'PV_DRIVERS_NOT_LISTED', shows: { software: { Entities: [{ Id: ids.web01, Data: {} }] } } },
    { plant: 'AMAZON_LINUX_2', shows: { image: { Images: [{ Name: expect.stringMatching(/^amzn2-ami/) }] }, agent: { InstanceInformationList: [{ PlatformName: 'Amazon Linux', PlatformType: 'Linux' }] } } },
    { plant: 'MACOS', shows: { instance: { Architecture: 'x86_64_mac' } } },
    { plant: 'NITRO_TPM', shows: { instance: { TpmSupport: 'v2.0' } } },
    { plant: 'SEVENTY_DISKS', shows: { volumes: { Volumes: { length: 72 } } } },
    { plant: 'DISK_SHARED', shows: { volumes: { Volumes: [{}, {}, { MultiAttachEnabled: true, Attachments: [{ InstanceId: ids.web01 }, { InstanceId: ids.web02 }] }] } } },
    { plant: 'DISK_SHAREABLE', shows: { volumes: { Volumes: [{}, {}, { MultiAttachEnabled: true, VolumeType: 'io2', Attachments: [{ InstanceId: ids.web01 }] }] } } },
    { plant: 'INSTANCE_STORE_TYPE', shows: { types: { InstanceTypes: [{ InstanceStorageSupported: true, InstanceStorageInfo: { TotalSizeInGB: 75, NvmeSupport: 'required' } }] } } },
    { plant: 'IMAGE_MAPS_INSTANCE_STORE', shows: { image: { Images: [{ BlockDeviceMappings: [{ DeviceName: '/dev/sda1' }, { VirtualName: 'ephemeral0' }] }] } } },
    { plant: 'ENCRYPTED_WITH_OWN_KEY', shows: { volumes: { Volumes: [{ Encrypted: true, KmsKeyId: expect.stringContaining('7d1c9f3a') }, { Encrypted: false }] } } },
    { plant: 'DISK_64000_IOPS', shows: { volumes: { Volumes: [{}, {}, { Iops: 64_000, Size: 500 }] } } },
    { plant: 'DISK_BEING_MODIFIED', shows: { modifications: { VolumesModifications: [{ ModificationState: 'optimizing', Progress: 41, OriginalSize: 60, TargetSize: 80 }] } } },
    { plant: 'DISK_DETACHING', shows: { volumes: { Volumes: [{ State: 'in-use', Attachments: [{ State: 'detaching' }] }, {}] } } },
    { plant: 'DISK_IN_ERROR', shows: { volumes: { Volumes: [{}, {}, { State: 'error' }] } } },
    { plant: 'DATA_DISK_GOES_WITH_MACHINE', shows: { instance: { BlockDeviceMappings: [{}, {}, { DeviceName: 'xvdg', Ebs: { DeleteOnTermination: true } }] } } },
    { plant: 'THREE_NETWORK_CARDS', shows: { instance: { NetworkInterfaces: [{ Attachment: { DeviceIndex: 0 } }, { Attachment: { DeviceIndex: 1 }, PrivateIpAddress: expect.stringMatching(/^10\.10\.1\./) }, { Attachment: { DeviceIndex: 2 } }] } } },
    { plant: 'IPV6_ADDRESS', shows: { instance: { Ipv6Address: expect.stringContaining('2001:db8'), NetworkInterfaces: [{ Ipv6Addresses: [{ IsPrimaryIpv6: true }] }] } } },
    { plant: 'IPV6_PREFIX', shows: { instance: { NetworkInterfaces: [{ Ipv6Prefixes: [{ Ipv6Prefix: expect.stringContaining('/80') }] }] } } },
    { plant: 'ELASTIC_IP', shows: { instance: { PublicIpAddress: '52.16.99.7', NetworkInterfaces: [{ Association: { IpOwnerId: '111122223333' } }] } } },
    { plant: 'PUBLIC_IP', shows: { instance: { PublicIpAddress: '54.78.10.21', NetworkInterfaces: [{ Association: { IpOwnerId: 'amazon' } }] } } },
    { plant: 'SECONDARY_IPS', shows: { instance: { NetworkInterfaces: [{ PrivateIpAddresses: [{ Primary: true }, { Primary: false }, { Primary: false }] }] } } },
    { plant: 'ROUTER_MACHINE', shows: { instance: { SourceDestCheck: false } } },
    { plant: 'SMB_OPEN_TO_ALL_IPV6', shows: { rules: { SecurityGroupRules: expect.arrayContaining([expect.objectContaining({ FromPort: 445, CidrIpv6: '::/0', IsEgress: false })]) } } },
    { plant: 'ACL_9443_DENIED', shows: { acls: { NetworkAcls: expect.arrayContaining([expect.objectContaining({ IsDefault: false, Entries: expect.arrayContaining([{ RuleNumber: 10, RuleAction: 'deny', Egress: true, Protocol: '6', PortRange: { From: 9443, To: 9443 }, CidrBlock: '0.0.0.0/0' }]) })]) } } },
    { plant: 'PEERED_VPC', shows: { peerings: { VpcPeeringConnections: [{ Status: { Code: 'active' }, AccepterVpcInfo: { VpcId: 'vpc-0a1b2c3d4e5f60001', CidrBlock: '10.10.0.0/16' } }] } } },
    { plant: 'APPLIANCE_ROUTE_BLACKHOLE', shows: { routes: { RouteTables: expect.arrayContaining([expect.objectContaining({ Routes: [expect.objectContaining({ GatewayId: 'local' }), expect.objectContaining({ State: 'blackhole' })] })]) } } },
    { plant: 'APPLIANCE_BEHIND_TRANSIT', shows: { routes: { RouteTables: expect.arrayContaining([expect.objectContaining({ Routes: [expect.anything(), expect.objectContaining({ TransitGatewayId: 'tgw-0a1b2c3d4e5f60001', State: 'active' })] })]) } } },
    { plant: 'PREFIX_LIST_WITH_APPLIANCE', shows: { list: { Entries: { length: 100 }, NextToken: expect.any(String) }, rules: { SecurityGroupRules: expect.arrayContaining([expect.objectContaining({ PrefixListId: 'pl-0a1b2c3d4e5f60001' })]) } } },
    { plant: 'DENIED_DESCRIBE_IMAGES', shows: { image: 'UnauthorizedOperation' } },
    { plant: 'DENIED_GET_INVENTORY', shows: { software: 'AccessDeniedException' } },
    { plant: 'DENIED_GET_METRIC_DATA', shows: { written: expect.stringMatching(/^AccessDenied/) } },
    { plant: 'DENIED_AUTHORIZE_SECURITY_GROUP_EGRESS', shows: { out: 'UnauthorizedOperation', in: 'DryRunOperation' } },
  ];
  test.each(cases)('$plant', async ({ plant, shows }) => {
    expect(await planted(plant, () => look(aws, ids.web01))).toMatchObject(shows);
  });

  test('an IPv6-only machine has no IPv4 address, and its subnet no IPv4 range', async () => {
    const { instance, subnets } = await planted('IPV6_ONLY_SUBNET', () => look(aws, ids.web01));
    expect(instance).not.toHaveProperty('PrivateIpAddress');
    expect(instance).toMatchObject({ NetworkInterfaces: [{ PrivateIpAddresses: [], Ipv6Addresses: [{}] }] });
    const native = typeof subnets === 'string' ? [] : (subnets.Subnets ?? []).filter((subnet) => subnet.Ipv6Native);
    expect(native).toMatchObject([{ Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: '2001:db8:1234:1a00::/64' }] }]);
    expect(native[0]).not.toHaveProperty('CidrBlock');
  });

  test('a boot mode may be untold', async () => {
    const { instance } = await planted('BOOT_MODE_NOT_TOLD', () => look(aws, ids.web01));
    expect(instance).not.toHaveProperty('CurrentInstanceBootMode');
  });

  test('a machine on Xen has no check of its volumes', async () => {
    const { status } = await planted('XEN_TYPE', () => look(aws, ids.web01));
    expect(status).toMatchObject({ InstanceStatuses: [{ SystemStatus: { Status: 'ok' } }] });
    expect((status as { InstanceStatuses: object[] }).InstanceStatuses[0]).not.toHaveProperty('AttachedEbsStatus');
  });
});

describe('defects keep machines from the appliance, as they would', () => {
  const reaches = (id: string = ids.web01) => aws.world.sources.byInstanceId(id)?.reachesAppliance;
  const cases: readonly { plant: string; reaches: boolean }[] = [
    { plant: 'OUT_9443_CLOSED', reaches: false },
    { plant: 'APPLIANCE_443_CLOSED', reaches: false },
    { plant: 'ACL_9443_DENIED', reaches: false },
    { plant: 'ACL_RETURN_DENIED', reaches: false },
    { plant: 'OTHER_VPC', reaches: false },
    { plant: 'PEERED_VPC', reaches: true },
    { plant: 'PEERING_WITHOUT_ROUTE', reaches: false },
    { plant: 'PEERING_PENDING', reaches: false },
    { plant: 'PREFIX_LIST_WITH_APPLIANCE', reaches: true },
    { plant: 'PREFIX_LIST_WITHOUT_APPLIANCE', reaches: false },
    { plant: 'RDP_OPEN_TO_ALL', reaches: true },
    { plant: 'NO_PRIVATE_IPV4', reaches: false },
  ];
  test.each(cases)('$plant: $reaches', async (row) => {
    expect(reaches()).toBe(true);
    expect(await planted(row.plant, () => Promise.resolve(reaches()))).toBe(row.reaches);
    expect(reaches()).toBe(true);
  });
});
