/** English words of the checklist from an empty vault to a completed migration, and of the settings. */
import type { SetupState, SetupStepId, Tally } from '../../domain/setup/types.ts';
import type { SettingsView } from '../../usecases/planning-types.ts';
import { duration } from '../format.ts';
import { clip, named, quoted } from '../neutral.ts';

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;

const steps: { readonly [S in SetupStepId]: string } = {
  'capacity-plan': 'Capacity plan made',
  'network-plan': 'Network plan made',
  vault: 'Vault',
  'security-groups': 'Security group rules',
  appliance: 'Configuration server or appliance in the same VPC',
  registered: 'Registered and visible',
  reaches: 'It reaches the machines',
  policy: 'Replication policy',
  mobility: 'Mobility service',
  replication: 'Replication enabled',
  test: 'Test failover',
  failover: 'Failover, per machine or by recovery plan',
  complete: 'Complete migration',
};

const states: { readonly [S in SetupState]: string } = { done: '✔ done', waiting: '⏳ waiting', todo: '☐ to do', unknown: '? cannot tell' };

/** What to do in a step that says nothing better itself. */
const next: { readonly [S in SetupStepId]: string } = {
  'capacity-plan': "Type 'capacity W07 in 8h' (a wave, or all) and press Save as plan.",
  'network-plan': "Type 'network W07' (a wave, or all) and press Save as plan.",
  vault: 'Create the Recovery Services vault in the target region, then press Re-check.',
  'security-groups': "Press Check all: it looks at the rules of every machine. 'fix MACHINE NET-SG-OUT' adds a missing rule.",
  appliance: "Deploy the appliance on an EC2 instance in the machines' VPC and name it in FERRY_APPLIANCE_INSTANCE_ID, then press Check all.",
  registered: 'A new server takes up to 15 minutes to show. Press Re-check.',
  reaches: "Add each machine by its private IP in the appliance's configuration manager, then press Check all.",
  policy: 'Press Policy: it shows the policies, creates one and lets you choose.',
  mobility: "It comes with replication: choose the account that pushes it, or install it by hand and say so in 'replicate'.",
  replication: "Turn it on machine by machine: 'replicate MACHINE'.",
  test: "'test MACHINE', then give the verdict on its card.",
  failover: "'cutover MACHINE' asks for approval. Ferry fails over machine by machine; recovery plans are made in Azure.",
  complete: "After the owner's acceptance: 'complete MACHINE'.",
};

export const setupWords = {
  title: (scope: string): string => `Setup of ${named(scope)}`,
  verdict: (done: number, all: number, step: string | null): string => (step === null ? `✔ all ${all} steps done` : `${done} of ${all} steps done · next: ${step}`),
  counts: (o: { readonly [S in SetupState]: number }): string => `✔ ${o.done} done · ⏳ ${o.waiting} waiting · ☐ ${o.todo} to do · ? ${o.unknown} cannot tell`,
  place: (o: { readonly region: string; readonly location: string; readonly vault: string }): string => `AWS ${o.region} → Azure ${named(o.location)}, vault ${named(o.vault)}`,
  steps,
  states,
  heading: (number: number, id: SetupStepId, state: SetupState): string => `${states[state]} · ${number}. ${steps[id]}`,
  next: (text: string): string => `Next: ${text}`,
  nextSteps: next,
  noPlan: 'Nobody has saved one.',
  plan: (o: { readonly what: string; readonly by: string; readonly at: string; readonly machines: number; readonly open: number }): string =>
    `${o.what}: saved by ${named(o.by)} on ${o.at}, ${count(o.machines, 'machine')}${o.open === 0 ? '' : `, ${count(o.open, 'open point')}`}.`,
  planMissing: (waves: readonly string[], more: number): string => `Without a plan: ${waves.map(named).join(', ')}${more === 0 ? '' : ` and ${more} more`}.`,
  seen: (text: string): string => quoted(clip(text, 280)),
  machines: (t: Tally): string => {
    if (t.all === 0) return 'No machine of the scope is known.';
    const parts = [`${t.done} of ${count(t.all, 'machine')} clear by their last check`, ...(t.todo === 0 ? [] : [`${t.todo} with something in the way`]), ...(t.waiting === 0 ? [] : [`${t.waiting} waiting`]), ...(t.unknown === 0 ? [] : [`${t.unknown} not checked or not known`])];
    return `${parts.join(' · ')}.`;
  },
  stage: (t: Tally): string => (t.all === 0 ? 'No machine of the scope is known.' : `${t.done} of ${count(t.all, 'machine')} done · ${t.waiting} under way · ${t.todo} to do.`),
  troubled: (names: readonly string[], more: number): string => `⚠ Stuck or paused: ${names.map(named).join(', ')}${more === 0 ? '' : ` and ${more} more`}; 'status' shows why.`,
  example: (machine: string, text: string): string => `For example ${named(machine)}: ${quoted(clip(text, 260))}`,
  unchecked: 'Press Check all: it looks at the machines that nobody has checked yet.',
  longFix: (machine: string, check: string): string => `'check ${named(machine)} ${named(check)}' shows the command whole.`,
  unread: (why: string): string => `Could not be read: ${quoted(why)}`,
  recheck: 'Re-check',
  policy: 'Policy',
  checkAll: 'Check all',
  capacity: 'Capacity plan',
  network: 'Network plan',
};

const whyProfile: { readonly [W in SettingsView['profileFrom']]: string } = {
  provider: "the vault's kind chooses it",
  setting: 'the setting FERRY_RULE_PROFILE names it',
  file: 'the setting FERRY_RULE_PROFILE names it; it comes from the file of FERRY_RULE_PROFILE_FILE',
  guess: 'the vault could not be read, so this is what its kind was when it was last seen, or the kind of new vaults',
};

const providers = { InMageRcm: 'replication appliance (InMageRcm)', InMageAzureV2: 'configuration server, classic (InMageAzureV2)' } as const;

export const settingsWords = {
  title: (scope: string): string => `Settings of ${named(scope)}`,
  verdict: (o: { readonly profile: string; readonly provider: SettingsView['provider'] }): string => `Rules ${named(o.profile)} · ${o.provider === null ? '? kind of the vault not known now' : providers[o.provider]}`,
  readOnly: 'They are read when Ferry starts and cannot be changed here.',
  scope: 'Scope',
  from: (region: string): string => `From: AWS region ${region}`,
  to: (o: { readonly location: string; readonly subscription: string }): string => `To: Azure ${named(o.location)}, subscription ${o.subscription}`,
  vault: (o: { readonly name: string; readonly group: string }): string => `Vault: ${named(o.name)} in ${named(o.group)}`,
  provider: (p: SettingsView['provider'], why: string | null): string => (p === null ? `Kind of the vault: not known, ${quoted(why ?? '')}` : `Kind of the vault: ${providers[p]}`),
  appliance: (id: string | null): string => `Instance of the appliance: ${id ?? 'not set, so its network cannot be checked (FERRY_APPLIANCE_INSTANCE_ID)'}`,
  wave: (tag: string): string => `A machine's wave: the value of its EC2 tag ${named(tag)}`,
  defaults: 'What replication proposes',
  labels: { resourceGroupId: 'Resource group', networkId: 'Network', subnet: 'Subnet', testNetworkId: 'Test network', cacheStorageAccountId: 'Cache storage account', runAsAccount: 'Account that installs the agent' },
  notSet: 'not set',
  value: (label: string, value: string): string => `${label}: ${named(value)}`,
  policy: (o: { readonly inUse: string | null; readonly set: boolean }): string => `Replication policy: ${o.inUse === null ? 'none that can be used' : named(o.inUse)}${o.set ? ' (the setting FERRY_POLICY names it)' : " ('policy' chooses it)"}`,
  rules: 'Rule profile in force',
  profile: (o: { readonly id: string; readonly title: string; readonly dated: string }): string => `${named(o.id)}: ${quoted(o.title)}, of ${named(o.dated)}`,
  why: (from: SettingsView['profileFrom']): string => `Why this one: ${whyProfile[from]}.`,
  source: 'Source',
  limits: 'Limits',
  rpo: (seconds: number): string => `Largest RPO before a cutover: ${duration(seconds * 1000)}`,
  test: (days: number): string => `A test failover is valid for ${count(days, 'day')}`,
  quorum: (o: { readonly quorum: number; readonly rejections: number; readonly approvalMs: number }): string => `A cutover needs ${count(o.quorum, 'approval')}; ${o.rejections > 1 ? `${o.rejections} rejections end a request, and it` : 'a request'} expires after ${duration(o.approvalMs)}`,
  settle: (ms: number): string => `A call whose answer was lost is put before a person after ${duration(ms)}`,
  copies: (n: number): string => `First copies at once, at most: ${n} (FERRY_COPIES_AT_ONCE)`,
  people: 'Who may do what',
  may: (what: string, n: number | 'everyone'): string => `${what}: ${n === 'everyone' ? 'everyone of the allowed tenants' : n === 0 ? 'nobody' : n === 1 ? '1 person' : `${n} people`}`,
  roles: { viewers: 'May only look', operators: 'May change things', approvers: 'May approve' },
  setup: 'Setup',
  tenants: (n: number): string => `Allowed tenants: ${n}`,
};
