import type { ConversationId } from '../domain/ids.ts';
import type { NeededPermission } from '../domain/permissions.ts';
import type { Result } from '../domain/result.ts';
import type { Instant } from '../domain/time.ts';
import type { SourceProbe } from '../ports/source.ts';
import type { Surroundings } from '../ports/surroundings.ts';
import type { Messenger } from '../ports/teams.ts';
import type { Deps } from './deps.ts';

/** What the doctor looks with. The messenger comes late: it is made after the conversation that asks for it. */
export type DoctorDeps = Deps & { readonly probe: SourceProbe; readonly surroundings: Surroundings; readonly messenger: () => Messenger };

/** What is looked at, in the order in which it is shown. */
export const DOCTOR_CHECKS = ['bot', 'endpoint', 'package', 'store', 'schema', 'audit', 'azure-clock', 'aws-clock', 'vault', 'azure-vault', 'azure-target', 'azure-subscription', 'aws-identity', 'aws-read', 'aws-stop', 'graph', 'approvers', 'notice'] as const;
export type DoctorCheck = (typeof DOCTOR_CHECKS)[number];

/** `bad`: something does not work until it is cured; `warn`: it works, and should not stay so; `unknown`: it could not be told. */
export type DoctorState = 'ok' | 'warn' | 'bad' | 'unknown';

/** Every thing that may be found; each has its words and, where it is not well, its cure. */
export type DoctorCode =
  | 'bot-fine' | 'bot-multi-tenant' | 'bot-anonymous'
  | 'endpoint-fine' | 'endpoint-loopback' | 'endpoint-not-told' | 'endpoint-unreachable' | 'endpoint-other' | 'endpoint-status'
  | 'package-fine' | 'package-none' | 'package-differs'
  | 'store-fine' | 'store-not-written' | 'store-disk-low' | 'store-disk-full'
  | 'schema-fine' | 'schema-newer' | 'schema-older'
  | 'audit-whole' | 'audit-broken'
  | 'clock-fine' | 'clock-sandbox' | 'clock-off' | 'clock-not-told'
  | 'vault-modern' | 'vault-classic'
  | 'azure-fine' | 'azure-too-much' | 'azure-missing' | 'azure-no-target'
  | 'subscription-reads' | 'subscription-less' | 'subscription-sizes' | 'subscription-unseen'
  | 'aws-is' | 'aws-reads' | 'aws-reads-list' | 'aws-reads-less' | 'aws-reads-not' | 'aws-may-stop' | 'aws-may-not-stop' | 'aws-may-not-start' | 'aws-nothing-to-ask'
  | 'graph-not-needed' | 'graph-fine' | 'graph-unreadable' | 'graph-empty'
  | 'approvers-fine' | 'approvers-nobody' | 'approvers-short' | 'rejecters-short'
  | 'notice-fine' | 'notice-not-tried' | 'notice-failed'
  | 'cloud-trouble' | 'too-slow' | 'bug';

/** One finding. `facts` fill the words of its code, in their order; none of them is a secret. */
export type DoctorFinding = { readonly check: DoctorCheck; readonly state: DoctorState; readonly code: DoctorCode; readonly facts: readonly string[] };

export type DoctorReport = { readonly scope: string; readonly at: Instant; readonly findings: readonly DoctorFinding[] };

/** What each command needs: what `doctor permissions` shows. */
export type PermissionList = { readonly scope: string; readonly verbs: readonly { readonly verb: string; readonly needs: readonly NeededPermission[] }[] };

/** What those who run Ferry can ask of it. */
export type DoctorUseCases = {
  /** Looks at everything now and changes nothing, but for one note in the store; `here` is where notices are looked at, null outside a chat. */
  doctor(here: ConversationId | null): Promise<DoctorReport>;
  /** Everything Ferry needs to be allowed, by command. */
  permissions(): PermissionList;
  /** Sends a notice to a conversation the way the notices of migrations go, and keeps whether it arrived; the error is why it did not. */
  sendNotice(o: { readonly here: ConversationId; readonly text: string }): Promise<Result<{ readonly activityId: string }, string>>;
};
