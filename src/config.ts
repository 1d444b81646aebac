/** The settings as the rest of Ferry gets them: plain values, read once. */
import type { Settings } from './config-schema.ts';
import type { Secret } from './config-values.ts';
import type { Price } from './domain/cost/cost.ts';
import type { GovernanceSettings } from './domain/governance/settings.ts';
import type { UserId } from './domain/ids.ts';
import type { Scope } from './domain/scope.ts';

/** What the rest of Ferry gets: plain values, grouped by who needs them. */
export type Config = {
  /** `publicUrl`: where people reach Ferry; null when that is not known, as on any address but loopback without the setting. */
  readonly http: { readonly host: string; readonly port: number; readonly publicUrl: string | null; readonly loopback: boolean };
  readonly teams: {
    /** Null only when `anonymous`: nobody is authenticated, on loopback. */
    readonly appId: string | null;
    readonly appType: Settings['MicrosoftAppType'];
    readonly tenantId: string | null;
    readonly password: Secret | null;
    readonly anonymous: boolean;
  };
  /** `login`: what the database asks for, a password (in the address, if any) or an Entra token of {@link Config.azure}'s identity. */
  readonly store: { readonly databaseUrl: Secret | null; readonly login: Settings['FERRY_DATABASE_LOGIN']; readonly dataDir: string };
  readonly aws: {
    readonly region: string;
    readonly endpoints: { readonly ec2: string | null; readonly ssm: string | null; readonly sts: string | null; readonly cloudwatch: string | null };
    /** The role that reads, and without another one also writes. */
    readonly roleArn: string | null;
    /** The role that stops, starts and adds rules; null for the one that reads. */
    readonly writeRoleArn: string | null;
    readonly tokenAudience: string | null;
  };
  readonly azure: { readonly endpoint: string; readonly clientId: string | null; readonly tenantId: string | null };
  readonly scope: Scope;
  /** Null: the list that vaults of its kind follow. */
  readonly ruleProfile: string | null;
  /** Path of a further list; null for none. */
  readonly ruleProfileFile: string | null;
  /** What the single settings say; a governance file says more. */
  readonly governance: GovernanceSettings;
  /** Path of the governance file; null for none. */
  readonly governanceFile: string | null;
  /** Address of Microsoft Graph. */
  readonly graph: { readonly endpoint: string };
  /** The zone of times that name none. */
  readonly timeZone: string;
  readonly approval: { readonly quorum: number; readonly lifetimeMs: number };
  readonly timing: {
    readonly observeMs: number;
    readonly settleMs: number;
    readonly windowMarginMs: number;
    readonly rpoLimitMs: number;
    readonly testMaxAgeMs: number;
    readonly cardEditMs: number;
    readonly dialogMs: number;
  };
  /** What Site Recovery costs for one machine and month; null: no amounts are shown. */
  readonly price: Price | null;
  /** As many first copies at once as somebody may ask for. */
  readonly copiesAtOnce: number;
  /** Who is paged about failures, in the personal chat with Ferry. */
  readonly onCall: readonly UserId[];
  /** What one person may ask for in a minute. */
  readonly commandsPerMinute: number;
  /** `metrics`: whether `GET /metrics` answers. */
  readonly telemetry: { readonly metrics: boolean; readonly applicationInsights: Secret | null };
  readonly logLevel: Settings['LOG_LEVEL'];
};
