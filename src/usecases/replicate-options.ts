import type { CheckInput } from '../domain/checks/types.ts';
import type { CheckReport } from '../domain/finding.ts';
import type { Infrastructure, TargetNetwork, VmSize } from '../domain/infrastructure.ts';
import type { Read } from '../domain/machine.ts';
import { DISK_TYPES, LICENCES, type Scope } from '../domain/scope.ts';
import { suggestionFor, type Suggestion } from '../domain/sizing.ts';
import type { ReplicateChoices, ReplicateOptions } from './types.ts';

/** What was read of the clouds for one `replicate`; the infrastructure is known. */
export type Offer = { readonly scope: Scope; readonly input: CheckInput; readonly infra: Infrastructure };

/** What the form may offer, with the scope's defaults where they exist. */
export function optionsFrom(o: Offer, report: CheckReport): ReplicateOptions {
  const { input, infra } = o;
  const options = {
    resourceGroups: valueOr(input.target.resourceGroups, []),
    networks: networksFor(o),
    sizes: sizesFor(input),
    runAsAccounts: infra.runAsAccounts,
  };
  return {
    machine: input.facts,
    report,
    ...options,
    diskTypes: DISK_TYPES,
    licences: LICENCES.map((value) => ({ value, title: LICENCE_TITLES[value] })),
    policies: infra.policies.filter((p) => p.mapped).map((p) => ({ id: p.id, name: p.name })),
    defaults: defaultsFrom(o, options),
  };
}

/** The answers that the form would be filled with. */
export function proposedFor(o: Offer): ReplicateChoices {
  return defaultsFrom(o, { resourceGroups: valueOr(o.input.target.resourceGroups, []), networks: networksFor(o), sizes: sizesFor(o.input), runAsAccounts: o.infra.runAsAccounts });
}

const LICENCE_TITLES = { WindowsServer: 'Azure Hybrid Benefit (Windows Server with Software Assurance)', NoLicenseType: 'No licence brought along' } as const;

/** Networks of the target region; the isolated test network is no place for a machine to live. */
function networksFor({ scope, input }: Offer): readonly TargetNetwork[] {
  return valueOr(input.target.networks, []).filter((n) => same(n.location, scope.location) && !same(n.id, scope.defaults.testNetworkId));
}

function defaultsFrom({ scope, input }: Offer, o: Pick<ReplicateOptions, 'resourceGroups' | 'networks' | 'sizes' | 'runAsAccounts'>): ReplicateChoices {
  const wanted = scope.defaults;
  const network = o.networks.find((n) => same(n.id, wanted.networkId)) ?? o.networks[0];
  const subnet = network?.subnets.find((s) => s.name === wanted.subnet) ?? network?.subnets[0];
  const account = o.runAsAccounts.find((a) => same(a.name, wanted.runAsAccount) || same(a.id, wanted.runAsAccount));
  const group = o.resourceGroups.find((g) => same(g.id, wanted.resourceGroupId)) ?? o.resourceGroups[0];
  return { resourceGroupId: idOf(group), networkId: idOf(network), subnet: subnet?.name ?? '', vmName: input.plan.vmName, size: o.sizes[0]?.name ?? '', diskType: 'StandardSSD_LRS', licence: 'NoLicenseType', runAsAccountId: idOf(account) };
}

function idOf(thing: { readonly id: string } | undefined): string {
  return thing?.id ?? '';
}

/** The sizes to propose, best first. */
export function sizesFor(input: CheckInput): Suggestion['choices'] {
  return suggestionFor(input).choices;
}

/** The sizes that the region has, from the live list or from the table that stands in for it. */
export function sizesOf({ target }: CheckInput): readonly VmSize[] {
  return target.sizes.known ? target.sizes.value.sizes : [];
}

/** What was read, or a stand-in when it could not be. */
export function valueOr<T, U>(read: Read<T>, otherwise: U): T | U {
  return read.known ? read.value : otherwise;
}

/** Azure compares names and ids without case. */
export function same(a: string, b: string | null): boolean {
  return b !== null && a.toLowerCase() === b.toLowerCase();
}
