// What the description of an instance itself tells.
import type { Instance, InstanceNetworkInterface } from '@aws-sdk/client-ec2';
import type { Machine, MachineFacts, NetworkCard, SourcePart } from '../../domain/machine.ts';
import { orEmpty, orNull } from './machines.ts';

/** The facts that need no further call. */
type OwnFacts = Omit<MachineFacts, 'readAt' | SourcePart | keyof Machine>;

/** Reads them out of the description. */
export function ownFacts(instance: Instance): OwnFacts {
  return {
    ...systemOf(instance),
    ...placeOf(instance),
    ...dependenciesOf(instance),
    nics: (instance.NetworkInterfaces ?? []).map(cardOf).sort((a, b) => a.index - b.index),
    securityGroups: (instance.SecurityGroups ?? []).map((group) => ({ id: orEmpty(group.GroupId), name: orEmpty(group.GroupName) })),
  };
}

function systemOf(instance: Instance): Pick<MachineFacts, 'architecture' | 'virtualization' | 'rootDeviceType' | 'rootDeviceName' | 'platform' | 'usageOperation' | 'usageChangedAt' | 'bootMode' | 'tpm' | 'imageId'> {
  return {
    architecture: orEmpty(instance.Architecture),
    virtualization: orEmpty(instance.VirtualizationType),
    rootDeviceType: orEmpty(instance.RootDeviceType),
    rootDeviceName: orNull(instance.RootDeviceName),
    platform: orNull(instance.Platform),
    usageOperation: orNull(instance.UsageOperation),
    usageChangedAt: instance.UsageOperationUpdateTime?.getTime() ?? null,
    bootMode: orNull(instance.CurrentInstanceBootMode),
    tpm: orNull(instance.TpmSupport),
    imageId: orNull(instance.ImageId),
  };
}

function placeOf(instance: Instance): Pick<MachineFacts, 'lifecycle' | 'tenancy' | 'hostId' | 'licences' | 'productCodes'> {
  const placement = instance.Placement;
  const licences = [placement?.HostResourceGroupArn, ...(instance.Licenses ?? []).map((licence) => licence.LicenseConfigurationArn)];
  return {
    lifecycle: orNull(instance.InstanceLifecycle),
    tenancy: placement?.Tenancy ?? 'default',
    hostId: orNull(placement?.HostId),
    licences: licences.filter((arn) => arn !== undefined && arn !== '').map((arn) => arn ?? ''),
    productCodes: (instance.ProductCodes ?? []).map((code) => ({ id: orEmpty(code.ProductCodeId), kind: orEmpty(code.ProductCodeType) })),
  };
}

function dependenciesOf(instance: Instance): Pick<MachineFacts, 'instanceProfile' | 'metadata' | 'hibernation' | 'enclave' | 'operator'> {
  return {
    instanceProfile: orNull(instance.IamInstanceProfile?.Arn),
    metadata: instance.MetadataOptions?.HttpEndpoint === 'enabled',
    hibernation: instance.HibernationOptions?.Configured === true,
    enclave: instance.EnclaveOptions?.Enabled === true,
    operator: instance.Operator?.Managed === true ? orNull(instance.Operator.Principal) ?? 'an AWS service' : null,
  };
}

/** A network card of the machine. */
function cardOf(card: InstanceNetworkInterface): NetworkCard {
  return {
    id: orEmpty(card.NetworkInterfaceId),
    kind: card.InterfaceType ?? 'interface',
    index: card.Attachment?.DeviceIndex ?? 0,
    subnetId: orNull(card.SubnetId),
    privateIps: addressesOf(card),
    ipv6: [...(card.Ipv6Addresses ?? []).map((address) => orEmpty(address.Ipv6Address)), ...(card.Ipv6Prefixes ?? []).map((prefix) => orEmpty(prefix.Ipv6Prefix))],
    ...publicOf(card),
    groups: (card.Groups ?? []).map((group) => orEmpty(group.GroupId)),
    sourceDestCheck: card.SourceDestCheck !== false,
  };
}

// An address that AWS lends belongs to "amazon"; one of the account's own is an Elastic IP.
function publicOf(card: InstanceNetworkInterface): Pick<NetworkCard, 'publicIp' | 'elastic'> {
  const { Association: association } = card;
  return { publicIp: orNull(association?.PublicIp), elastic: association?.PublicIp !== undefined && association.IpOwnerId !== 'amazon' };
}

function addressesOf(card: InstanceNetworkInterface): readonly string[] {
  const all = (card.PrivateIpAddresses ?? []).toSorted((a, b) => Number(b.Primary === true) - Number(a.Primary === true)).map((one) => orEmpty(one.PrivateIpAddress));
  return all.length > 0 ? all : [card.PrivateIpAddress].filter((ip) => ip !== undefined);
}
