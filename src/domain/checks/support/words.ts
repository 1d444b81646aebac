/** Small pieces of wording that several checks share. */
import type { RuleProfile } from '../../profiles/types.ts';
import { MINUTE, type Instant } from '../../time.ts';
import type { CheckInput } from '../types.ts';

/** The sources that the expectations cite, each with its date. */
export const SOURCE = {
  guide: "Microsoft's AWS-to-Azure guide, 2018-08",
  matrix: "Site Recovery's support matrix, 2026-04-06",
  appliance: "Site Recovery's appliance matrix, 2026-04-17",
  tutorial: "Microsoft's tutorial for moving from AWS, 2018-02",
  drill: "Site Recovery's drill tutorial, 2024-05",
  enable: "Site Recovery's guide to enabling physical servers, 2022-10",
  migrateAws: "Azure Migrate's AWS tutorial, 2022-12",
  health: "Site Recovery's process server guide, 2019-09",
  names: "Azure's naming rules, 2023-04-05",
  ferry: "Ferry's own rule",
} as const;

/** A moment as text, always in UTC. */
export function timeText(at: Instant): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** How long something has lasted, in whole minutes. */
export function minutesText(ms: number): string {
  return ms < MINUTE ? 'less than a minute' : counted(Math.floor(ms / MINUTE), 'minute');
}

/** A number with its noun. */
export function counted(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
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

/** The resource group within an Azure resource id; empty when it has none. */
export function resourceGroupOf(id: string): string {
  return /\/resourceGroups\/([^/]+)/i.exec(id)?.[1] ?? '';
}
