// An instance as Systems Manager knows it.
import type { Instance } from '../world/instance.ts';
import { stateAt, stepAt } from '../world/lifecycle.ts';

const pingMs = 60_000;

/** A managed node; tags are there for the filters only. */
export type SsmNode = ReturnType<typeof toSsmNode>;

/** Describes an instance as the SSM agent in it would. */
export function toSsmNode(instance: Instance, now: number) {
  const { guest } = instance;
  const online = stateAt(instance, now) === 'running' && guest.silentSince === null;
  const lastPing = guest.silentSince ?? (stateAt(instance, now) === 'running' ? now - (now % pingMs) : stepAt(instance, now).at);
  return {
    InstanceId: instance.instanceId,
    PingStatus: online ? 'Online' : 'ConnectionLost',
    LastPingDateTime: lastPing / 1000,
    AgentVersion: '3.3.2299.0',
    IsLatestVersion: true,
    PlatformType: guest.type,
    PlatformName: guest.name,
    PlatformVersion: guest.version,
    ResourceType: 'EC2Instance',
    IPAddress: instance.privateIp,
    ComputerName: guest.type === 'Windows' ? `${guest.hostname.toUpperCase()}.WORKGROUP` : `ip-${instance.privateIp.replaceAll('.', '-')}`,
    SourceId: instance.instanceId,
    SourceType: 'AWS::EC2::Instance',
    tags: instance.tags,
  };
}
