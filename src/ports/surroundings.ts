/** What lies around Ferry and belongs to neither cloud. No vendor type crosses this folder. */

/** What Ferry's own app package for Teams says of it. */
export type AppPackage = { readonly version: string; readonly botIds: readonly string[]; readonly scopes: readonly string[]; readonly validDomains: readonly string[]; /** The longest list of commands of any scope. */ readonly mostCommands: number };

/** What lies around Ferry and belongs to neither cloud: its settings as a bot, its address, its package. */
export type Surroundings = {
  readonly bot: { readonly appId: string | null; readonly type: 'SingleTenant' | 'UserAssignedMSI' | 'MultiTenant'; readonly version: string };
  /** Where people and Teams reach Ferry; null when nobody said so. */
  readonly publicUrl: string | null;
  readonly loopback: boolean;
  /** True where the settings name groups of Entra. */
  readonly usesGroups: boolean;
  /** True before the sandbox clouds, which have a time of their own. */
  readonly sandbox: boolean;
  /** How a page of Ferry's own answers from outside: its status and whether it is Ferry that answers; or why it could not be had. */
  reach(url: string): Promise<{ readonly status: number; readonly ours: boolean } | { readonly why: string }>;
  /** The package that was made last; null when there is none here. Throws when it cannot be read. */
  appPackage(): Promise<AppPackage | null>;
  /** The work's result, or null when it takes longer than this. */
  within<T>(ms: number, work: Promise<T>): Promise<T | null>;
};
