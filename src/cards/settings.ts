import type { Words } from '../text/en.ts';
import { lastPart } from '../text/format.ts';
import type { SettingsView as Settings } from '../usecases/planning-types.ts';
import { execute } from './button.ts';
import { raw, type Cell } from './render.ts';
import type { Rendered } from './rendered.ts';
import { sectionsCard, type Section } from './sections.ts';
import { sourceLink } from './source-link.ts';
import { asOf } from './times.ts';

export type SettingsCardView = { readonly settings: Settings; readonly now: number };

/** How Ferry is set up: scope, rules in force and why, limits, and how many people may do what. No secrets, no names. */
export function settingsCard({ settings: s, now }: SettingsCardView, words: Words): Rendered {
  const w = words.cards.settings;
  return sectionsCard({
    title: w.title(s.scope.name),
    verdict: w.verdict({ profile: s.profile.id, provider: s.provider }),
    lead: [w.readOnly],
    sections: [
      section(w.rules, rules(s, words)),
      section(w.scope, scope(s, words)),
      section(w.defaults, defaults(s, words)),
      section(w.limits, [w.rpo(s.limits.rpoSeconds), w.test(s.limits.testMaxAgeDays), w.quorum(s), w.settle(s.settleMs), w.copies(s.copiesAtOnce)]),
      section(w.people, [w.may(w.roles.viewers, s.people.viewers), w.may(w.roles.operators, s.people.operators), w.may(w.roles.approvers, s.people.approvers), w.tenants(s.tenants)]),
    ],
    foot: [raw(asOf(s.at, now, words))],
    actions: [execute({ verb: 'setup', title: words.cards.settings.setup }), execute({ verb: 'policy', title: words.cards.setup.policy })],
  }, words);
}

function section(heading: string, lines: readonly Cell[]): Section {
  return { heading, lines: lines.map((text) => ({ text })) };
}

function rules(s: Settings, words: Words): readonly Cell[] {
  const w = words.cards.settings;
  const link = sourceLink(w.source, s.profile.link);
  return [w.profile(s.profile), w.why(s.profileFrom), ...(link === null ? [] : [raw(link)])];
}

function scope({ scope: at, provider, whyNoProvider }: Settings, words: Words): readonly string[] {
  const w = words.cards.settings;
  return [
    w.from(at.awsRegion),
    w.to({ location: at.location, subscription: at.subscriptionId }),
    w.vault({ name: at.vaultName, group: at.vaultResourceGroup }),
    w.provider(provider, whyNoProvider),
    w.appliance(at.applianceInstanceId),
    w.wave(at.waveTag),
  ];
}

const DEFAULTS = ['resourceGroupId', 'networkId', 'subnet', 'testNetworkId', 'cacheStorageAccountId', 'runAsAccount'] as const;

function defaults(s: Settings, words: Words): readonly string[] {
  const w = words.cards.settings;
  const values = DEFAULTS.map((key) => w.value(w.labels[key], s.scope.defaults[key] === null ? w.notSet : lastPart(s.scope.defaults[key])));
  return [...values, w.policy({ inUse: s.policyInUse, set: s.scope.defaults.policyName !== null })];
}
