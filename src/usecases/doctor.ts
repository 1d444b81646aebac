import { no, ok } from '../domain/result.ts';
import { needsByVerb } from '../domain/privileges.ts';
import { CloudError } from '../ports/trouble.ts';
import { lookAtAwsIdentity, lookAtAwsReads, lookAtAwsStop } from './doctor-aws.ts';
import { lookAtAwsClock, lookAtAzureClock, lookAtTargetRights, lookAtVault, lookAtVaultRights } from './doctor-clouds.ts';
import { lookAtAudit, lookAtBot, lookAtEndpoint, lookAtNotice, lookAtPackage, lookAtSchema, lookAtStore, noticeKey } from './doctor-ferry.ts';
import { examine, type Look } from './doctor-finding.ts';
import { lookAtApprovers, lookAtGraph } from './doctor-people.ts';
import { lookAtSubscription } from './doctor-subscription.ts';
import { DOCTOR_CHECKS, type DoctorCheck, type DoctorDeps, type DoctorUseCases } from './doctor-types.ts';
import { whyWords } from './rejections.ts';

/** The use cases behind `doctor`. */
export function makeDoctor(d: DoctorDeps): DoctorUseCases {
  return {
    async doctor(here) {
      const looks: { readonly [C in DoctorCheck]: Look } = {
        ...{ bot: lookAtBot, endpoint: lookAtEndpoint, package: lookAtPackage, store: lookAtStore, schema: lookAtSchema, audit: lookAtAudit, notice: lookAtNotice(here) },
        ...{ 'azure-clock': lookAtAzureClock, 'aws-clock': lookAtAwsClock, vault: lookAtVault, 'azure-vault': lookAtVaultRights, 'azure-target': lookAtTargetRights, 'azure-subscription': lookAtSubscription },
        ...{ 'aws-identity': lookAtAwsIdentity, 'aws-read': lookAtAwsReads, 'aws-stop': lookAtAwsStop, graph: lookAtGraph, approvers: lookAtApprovers },
      };
      const findings = await Promise.all(DOCTOR_CHECKS.map((check) => examine(d, check, looks[check])));
      return { scope: d.scope.name, at: d.clock.now(), findings };
    },
    permissions: () => ({ scope: d.scope.name, verbs: needsByVerb() }),
    async sendNotice({ here, text }) {
      const sent = await send(d, here, text);
      const kept = JSON.stringify({ at: d.clock.now(), activityId: sent.ok ? sent.value.activityId : null, why: sent.ok ? null : sent.error });
      await d.store.putNote(noticeKey(here), kept);
      await d.store.putNote(noticeKey(null), kept);
      return sent;
    },
  };
}

async function send(d: DoctorDeps, here: Parameters<DoctorUseCases['sendNotice']>[0]['here'], text: string): ReturnType<DoctorUseCases['sendNotice']> {
  const conversation = await d.store.conversation(here);
  if (conversation === null) return no('this conversation is not known yet');
  try {
    return ok(await d.messenger().post(conversation, { summary: text, text }));
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    d.log.warn({ conversation: here, operation: error.operation, kind: error.kind, mayHaveHappened: error.mayHaveHappened }, 'a notice that the doctor sent was not delivered');
    return no(whyWords(error));
  }
}
