/** Branded identifiers: a value is checked once at the edge, then cannot be mixed up with another kind of id. */

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** The record of moving one machine. */
export type MigrationId = Branded<'MigrationId'>;
/** One request for approval, shown to people as `A-1042`. */
export type ApprovalId = Branded<'ApprovalId'>;
/** An EC2 instance id, `i-` and 8 or 17 hex digits. */
export type InstanceId = Branded<'InstanceId'>;
/** An Entra object id: the only identity that decides anything; names are only shown. */
export type UserId = Branded<'UserId'>;
/** An Entra group's object id. */
export type GroupId = Branded<'GroupId'>;
/** A Teams conversation id, as the channel service writes it, without `;messageid=`. */
export type ConversationId = Branded<'ConversationId'>;
/** A wave of a scope; derived from the scope and the wave's key, so that `W7` and `wave-07` are one. */
export type WaveId = Branded<'WaveId'>;
/** A Site Recovery job: the GUID that ends the job's ARM id. */
export type JobId = Branded<'JobId'>;

/** True for text shaped like an EC2 instance id. */
export function isInstanceId(text: string): text is InstanceId {
  return /^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$/.test(text);
}

/** The id of a migration; the caller has it from the store or from {@link migrationIdFor}. */
export function migrationId(text: string): MigrationId {
  return text as MigrationId;
}

/** Derives the migration's id from what makes it unique: the instance and how often it was begun, so that a repeated request meets its own record. */
export function migrationIdFor(instanceId: InstanceId, attempt: number): MigrationId {
  return `m-${instanceId.slice(2)}-${attempt}` as MigrationId;
}

/** The id of a wave from its scope and its key (see `waveKey`). */
export function waveIdOf(scope: string, key: string): WaveId {
  return `w-${scope}-${key}` as WaveId;
}

/** The id of a wave that the store itself gave out. */
export function waveIdFromStore(text: string): WaveId {
  return text as WaveId;
}

/** An approval's id from its running number. */
export function approvalIdOf(n: number): ApprovalId {
  return `A-${n}` as ApprovalId;
}

/** True for text shaped like an approval id, in any case. */
export function isApprovalId(text: string): text is ApprovalId {
  return /^A-\d{1,9}$/.test(text);
}

/** An instance id that AWS itself returned. */
export function instanceIdFromCloud(text: string): InstanceId {
  return text as InstanceId;
}

/** A user id from an authenticated activity. */
export function userIdFromActivity(text: string): UserId {
  return text as UserId;
}

/** A group id from the settings, or one that the directory returned. */
export function groupIdFromSettings(text: string): GroupId {
  return text.toLowerCase() as GroupId;
}

/** A conversation id from an authenticated activity. */
export function conversationIdFromActivity(text: string): ConversationId {
  return text as ConversationId;
}

/** A job id that Azure itself returned: accepts the GUID or the whole ARM id. */
export function jobIdFromCloud(text: string): JobId {
  return (text.split('/').at(-1) ?? text) as JobId;
}
