// The network of an instance: its cards, and what the instance itself repeats of the first one.
import { account, type AwsWorld } from '../../world/aws-world.ts';
import { cardsOf, type Card, type Instance } from '../../world/instance.ts';
import type { XmlObject } from '../xml.ts';
import { groupSet, iso } from './common.ts';

/** The network elements of an instance. */
export function renderCards(aws: AwsWorld, instance: Instance, running: boolean): XmlObject {
  const cards = cardsOf(instance).map((card, index) => renderCard(aws, { instance, card, index, running }));
  const association = associationOf(aws, { instance, card: instance, index: 0, running });
  return {
    ...sharedWithCard(aws, instance, instance),
    ipAddress: association?.['publicIp'],
    dnsName: running ? (association?.['publicDnsName'] ?? '') : '',
    ipv6Address: instance.ipv6[0],
    networkInterfaceSet: cards,
  };
}

function sharedWithCard(aws: AwsWorld, instance: Instance, card: Card): XmlObject {
  return {
    vpcId: instance.vpcId,
    subnetId: card.subnetId,
    privateIpAddress: card.privateIp === '' ? null : card.privateIp,
    privateDnsName: nameOf(card.privateIp),
    sourceDestCheck: card.sourceDestCheck,
    groupSet: groupSet(aws, card.groupIds),
  };
}

function nameOf(ip: string): string {
  return ip === '' ? '' : `ip-${ip.replaceAll('.', '-')}.eu-west-1.compute.internal`;
}

type Place = { readonly instance: Instance; readonly card: Card; readonly index: number; readonly running: boolean };

function associationOf(aws: AwsWorld, { instance, card, index, running }: Place): XmlObject | null {
  const elastic = index === 0 ? aws.addresses.find((item) => item.instanceId === instance.instanceId) : undefined;
  // Amazon takes its own address back when the instance stops.
  const publicIp = elastic?.publicIp ?? (running ? card.amazonIp : null);
  if (publicIp === null) return null;
  return { ipOwnerId: elastic ? account : 'amazon', publicDnsName: `ec2-${publicIp.replaceAll('.', '-')}.eu-west-1.compute.amazonaws.com`, publicIp };
}

function renderCard(aws: AwsWorld, place: Place): XmlObject {
  const { instance, card, index } = place;
  const association = associationOf(aws, place);
  return {
    ...sharedWithCard(aws, instance, card),
    networkInterfaceId: card.networkInterfaceId,
    description: '',
    ownerId: account,
    status: 'in-use',
    macAddress: card.mac,
    interfaceType: card.kind,
    attachment: {
      attachmentId: card.networkInterfaceId.replace('eni-', 'eni-attach-'),
      deviceIndex: index,
      networkCardIndex: 0,
      status: 'attached',
      attachTime: iso(instance.createdAt),
      deleteOnTermination: index === 0,
    },
    association,
    privateIpAddressesSet: addresses(card, association),
    ipv6AddressesSet: card.ipv6.map((ipv6Address, at) => ({ ipv6Address, isPrimaryIpv6: at === 0 })),
    ipv6PrefixSet: card.ipv6Prefixes.length === 0 ? null : card.ipv6Prefixes.map((ipv6Prefix) => ({ ipv6Prefix })),
    operator: { managed: instance.operator !== null, principal: instance.operator?.principal },
  };
}

function addresses(card: Card, association: XmlObject | null): readonly XmlObject[] {
  if (card.privateIp === '') return [];
  const main = { privateIpAddress: card.privateIp, privateDnsName: nameOf(card.privateIp), primary: true, association };
  return [main, ...card.secondaryIps.map((ip) => ({ privateIpAddress: ip, privateDnsName: nameOf(ip), primary: false }))];
}
