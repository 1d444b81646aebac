/** Small pieces of wording that several checks share. */
import type { RuleProfile } from '../../profiles/types.ts';
import { DAY, HOUR, MINUTE, type Instant } from '../../time.ts';
import type { CheckInput } from '../types.ts';

/** The sources that the expectations cite, each with its date. */
export const SOURCE = {
  guide: "Microsoft's AWS-to-Azure guide, 2018-08",
  matrix: "Site Recovery's support matrix, 2026-04-06",
  appliance: "Site Recovery's appliance matrix, 2026-04-17",
  architecture: "Site Recovery's architecture page, 2026-04-06",
  classicArchitecture: "Site Recovery's page on physical servers, 2018-10",
  tutorial: "Microsoft's tutorial for moving from AWS, 2018-02",
  drill: "Site Recovery's drill tutorial, 2024-05",
  enable: "Site Recovery's guide to enabling physical servers, 2022-10",
  push: "Site Recovery's guide to installing the mobility service, 2023-03",
  faq: "Site Recovery's common questions, 2026-04-06",
  failover: "Site Recovery's failover guide, 2016-03",
  migrateAws: "Azure Migrate's AWS tutorial, 2022-12",
  health: "Site Recovery's process server guide, 2019-09",
  names: "Azure's naming rules, 2023-04-05",
  aclGuide: "AWS's guide to network ACLs",
  mobility: "Site Recovery's guide to the mobility service, 2021-08",
  migratePhysical: "Azure Migrate's matrix for physical servers, 2023-02",
  prepare: "Azure Migrate's preparation guide, 2020-06",
  xen: "AWS's guide to Xen drivers",
  ec2: "AWS's EC2 reference",
  diskTypes: "Azure's list of disk types",
  ferry: "Ferry's own rule",
} as const;

const LEARN = 'https://learn.microsoft.com/azure';

/** Where the sources can be read. */
export const LINK = {
  matrix: `${LEARN}/site-recovery/vmware-physical-azure-support-matrix`,
  appliance: `${LEARN}/site-recovery/replication-appliance-support-matrix`,
  architecture: `${LEARN}/site-recovery/vmware-azure-architecture-modernized`,
  classicArchitecture: `${LEARN}/site-recovery/physical-azure-architecture`,
  tutorial: `${LEARN}/site-recovery/migrate-tutorial-aws-azure`,
  drill: `${LEARN}/site-recovery/tutorial-dr-drill-azure`,
  enable: `${LEARN}/site-recovery/physical-server-enable-replication`,
  push: `${LEARN}/site-recovery/vmware-azure-install-mobility-service`,
  faq: `${LEARN}/site-recovery/vmware-azure-common-questions`,
  failover: `${LEARN}/site-recovery/site-recovery-failover`,
  migrateAws: `${LEARN}/migrate/tutorial-migrate-aws-virtual-machines`,
  health: `${LEARN}/site-recovery/vmware-physical-azure-monitor-process-server`,
  names: `${LEARN}/azure-resource-manager/management/resource-name-rules`,
  reserved: `${LEARN}/azure-resource-manager/troubleshooting/error-reserved-resource-name`,
  mobility: `${LEARN}/site-recovery/vmware-physical-mobility-service-overview`,
  migratePhysical: `${LEARN}/migrate/migrate-support-matrix-physical-migration`,
  prepare: `${LEARN}/migrate/prepare-for-migration`,
  diskTypes: `${LEARN}/virtual-machines/disks-types`,
  xen: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/xen-drivers-overview.html',
  protection: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_ChangingDisableAPITermination.html',
  stopProtection: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-stop-protection.html',
  statusChecks: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitoring-system-instance-status-check.html',
  bootModes: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ami-boot.html',
  aclGuide: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html',
} as const;

/** A moment as text, always in UTC. */
export function timeText(at: Instant): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** How long something has lasted: in whole minutes, from two hours on in hours, from two days on in days. */
export function minutesText(ms: number): string {
  if (ms < MINUTE) return 'less than a minute';
  if (ms < 2 * HOUR) return counted(Math.floor(ms / MINUTE), 'minute');
  return ms < 2 * DAY ? counted(Math.floor(ms / HOUR), 'hour') : counted(Math.floor(ms / DAY), 'day');
}

/** A number with its noun. */
export function counted(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}

/** Addresses, which have a plural of their own. */
export function addressesText(count: number): string {
  return count === 1 ? '1 address' : `${count} addresses`;
}

/** Names in a sentence: `a, b and c`. */
export function listText(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

/** The list an expectation rests on, with its date. */
export function profileText(profile: RuleProfile): string {
  return `${profile.title}, ${profile.dated} (${profile.id})`;
}

/** The last part of an Azure resource id: its name. */
export function armName(id: string): string {
  return id.split('/').at(-1) ?? id;
}

/** Azure resource ids and region names mean the same in any case and, for regions, with any blanks. */
export function same(a: string, b: string): boolean {
  const plain = (text: string): string => text.toLowerCase().replace(/\s/g, '');
  return plain(a) === plain(b);
}

/** An AWS command for the machine's region, to be copied whole. */
export function aws(input: CheckInput, command: string): string {
  return command.replace(/^(\S+ \S+)/, `aws $1 --region ${input.scope.awsRegion}`);
}

/** Text as one word of a command: names come from tags that anybody with access may write. */
export function shellWord(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replace(/'/g, `'\\''`)}'`;
}

/** The resource group within an Azure resource id; empty when it has none. */
export function resourceGroupOf(id: string): string {
  return /\/resourceGroups\/([^/]+)/i.exec(id)?.[1] ?? '';
}
