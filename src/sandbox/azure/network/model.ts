// Virtual networks, subnets and network security groups, as they are remembered.

/** A subnet and how many of its addresses belong to others. `nsg` is the name of the security group on it, `delegatedTo` the service that owns it. */
export type Subnet = { readonly name: string; readonly prefix: string; taken: number; nsg: string | null; delegatedTo: string | null };

/** A virtual network; its peerings are keyed by the name of the network at the other end. */
export type Network = {
  readonly name: string;
  readonly id: string;
  readonly space: string;
  readonly dnsServers: readonly string[];
  readonly subnets: readonly Subnet[];
  readonly peerings: Map<string, 'Connected' | 'Disconnected'>;
  location: string;
};

/** One rule; ports and addresses as Azure writes them, a star for any. */
export type Rule = {
  readonly name: string;
  readonly priority: number;
  readonly direction: 'Inbound' | 'Outbound';
  readonly access: 'Allow' | 'Deny';
  readonly protocol: 'Tcp' | 'Udp' | '*';
  readonly source: string;
  readonly destination: string;
  readonly ports: readonly string[];
};

/** A network security group. */
export type NetworkGroup = { readonly name: string; rules: readonly Rule[] };
