import { askPerson, BEFORE_REPLICATION, block, info, unreadable } from './support/make-check.ts';
import { LINK, SOURCE } from './support/words.ts';
import type { CheckInput, Judgement } from './types.ts';

function told({ plan, infrastructure }: CheckInput): Judgement | null {
  if (plan.push === null) return info('Nobody has chosen yet whether the appliance pushes the mobility service; without a push no account is needed.');
  if (!plan.push) return info('The mobility service is installed by hand, so no account is needed.');
  if (!infrastructure.known) return unreadable('The vault', infrastructure.why);
  if (infrastructure.value.runAsAccounts.length > 0) return null;
  return block({ evidence: 'The appliance knows no account to push the mobility service with.', remedy: "Add the credentials in the appliance's configuration manager, or install the mobility service by hand.", cause: 'none', causeText: 'The appliance knows no account for the push' });
}

/** A push logs on to the machine; what the account may do there no cloud tells. */
export const asrAcct = askPerson({
  id: 'ASR-ACCT',
  title: 'Account for the push',
  topic: 'vault',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'guest',
  needs: ['infrastructure'],
  expected: `For a push: root on Linux; on Windows an administrator, with LocalAccountTokenFilterPolicy set to 1 if it is a local account. ${SOURCE.push}.`,
  link: LINK.push,
  question: { text: 'Is one of the accounts of the appliance root on this machine (Linux), or an administrator of it (Windows; a local one needs LocalAccountTokenFilterPolicy = 1)?', validDays: 30 },
  judge: told,
  remedy: "Add such an account in the appliance's configuration manager, or install the mobility service by hand.",
});
