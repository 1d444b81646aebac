/** Guest systems as the support lists tell them apart; `linux` is "some Linux", `other` is one that no list names. */
export type OsFamily = 'windows' | 'windows-client' | 'rhel' | 'centos' | 'oracle' | 'rocky' | 'alma' | 'sles' | 'ubuntu' | 'debian' | 'amazon' | 'linux' | 'macos' | 'other' | 'unknown';

/** How much the version can be relied on; `attested` is a person's word, `family` means that no version is known at all. */
type OsConfidence = 'certain' | 'high' | 'medium' | 'attested' | 'family' | 'none';

/** What AWS bills for the guest: decides what has to be licensed anew in Azure. */
export type OsLicence = { readonly kind: 'included' | 'byol' | 'none' | 'unknown'; readonly sqlServer: boolean };

/** What one source says about the guest. `version` is as {@link versionParts} reads it. */
export type OsClue = { readonly source: string; readonly family: OsFamily; readonly version: string | null; readonly edition: string | null; readonly confidence: OsConfidence };

/** The guest system as far as it can be known without logging on. */
export type Os = {
  readonly family: OsFamily;
  readonly version: string | null;
  readonly edition: string | null;
  readonly confidence: OsConfidence;
  readonly licence: OsLicence;
  /** One sentence per source that said something, the most reliable first. */
  readonly evidence: readonly string[];
  /** One sentence per source that contradicts a more reliable one. */
  readonly conflicts: readonly string[];
};
