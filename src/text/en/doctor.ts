/** English words of `doctor`: what was found, and what cures it. */
import type { DoctorCheck, DoctorCode, DoctorFinding, DoctorState } from '../../usecases/doctor-types.ts';
import { bytes, duration, utc } from '../format.ts';
import { named, quoted } from '../neutral.ts';

const checks: { readonly [C in DoctorCheck]: string } = {
  bot: 'The bot in Azure',
  endpoint: 'Messaging endpoint',
  package: 'App package for Teams',
  store: 'Store',
  schema: 'Schema of the store',
  audit: 'Audit',
  'azure-clock': 'Clock against Azure',
  'aws-clock': 'Clock against AWS',
  vault: 'Kind of vault',
  'azure-vault': 'Azure rights at the vault',
  'azure-target': 'Azure rights at the target',
  'azure-subscription': 'Azure: what is there',
  'aws-identity': 'Who Ferry is in AWS',
  'aws-read': 'AWS: looking',
  'aws-stop': 'AWS: stopping and starting',
  graph: 'Groups in Entra',
  approvers: 'Approvers',
  notice: 'Notices here',
};

const signs: { readonly [S in DoctorState]: string } = { ok: '✔', warn: '⚠', bad: '⛔', unknown: '?' };
const states: { readonly [S in DoctorState]: string } = { bad: 'To cure', warn: 'Works, and should not stay so', unknown: 'Could not be told', ok: 'Well' };

type Words = { readonly seen: string; readonly cure: string | null };
type Facts = (n: number) => string;

const plain = (seen: string, cure: string | null = null): (() => Words) => () => ({ seen, cure });
const size = (text: string): string => bytes(Number(text));
const time = (text: string): string => utc(Number(text));

const codes: { readonly [C in DoctorCode]: (f: Facts) => Words } = {
  'bot-fine': (f) => ({ seen: `Bot ${f(0)}, ${f(1)}.`, cure: null }),
  'bot-multi-tenant': (f) => ({ seen: `Bot ${f(0)} is of the type MultiTenant, which can no longer be created and is going away.`, cure: 'Make a new Azure Bot of the type UserAssignedMSI or SingleTenant, set MicrosoftAppType and MicrosoftAppTenantId, and make the app package anew.' }),
  'bot-anonymous': plain('Nobody who calls is authenticated (FERRY_ALLOW_ANONYMOUS). That is for trials on this machine only.', 'Make an Azure Bot and set MicrosoftAppId, MicrosoftAppType and MicrosoftAppTenantId.'),
  'endpoint-fine': (f) => ({ seen: `${f(0)} answers, and it is Ferry.`, cure: null }),
  'endpoint-loopback': plain('Ferry listens on this machine only, so Teams cannot reach it.', 'Put it behind an https address, and set HOST and FERRY_PUBLIC_URL.'),
  'endpoint-not-told': plain('Ferry does not know its own address.', 'Set FERRY_PUBLIC_URL; it is the messaging endpoint of the Azure Bot without /api/messages.'),
  'endpoint-unreachable': (f) => ({ seen: `${f(0)} does not answer (${f(1)}).`, cure: 'Look at the name in DNS, the certificate, and the reverse proxy; Teams needs https with a certificate that everybody trusts.' }),
  'endpoint-other': (f) => ({ seen: `${f(0)} answers with status ${f(1)}, but it is not Ferry.`, cure: 'Let the address lead to this program, or correct FERRY_PUBLIC_URL.' }),
  'endpoint-status': (f) => ({ seen: `${f(0)} is Ferry, and it says that it is not well (${f(1)}).`, cure: 'Look at the other lines here and at the log; another replica may have to be started anew.' }),
  'package-fine': (f) => ({ seen: `Version ${f(0)} fits the settings.`, cure: null }),
  'package-none': plain('No package was made here, so it cannot be compared.', "Make it with 'npm run package' where Ferry's settings are."),
  'package-differs': (f) => ({ seen: `It does not fit: ${f(0)}.`, cure: "Make it anew with 'npm run package' and upload it in the Teams admin centre." }),
  'store-fine': (f) => ({ seen: f(0) === 'pglite' ? 'Embedded, can be written, and held by this process alone.' : `PostgreSQL, can be written; ${f(1)} ${f(1) === '1' ? 'process works' : 'processes work'} on it.`, cure: null }),
  'store-not-written': plain('What was written did not come back.', 'Stop Ferry, look at the disk or the database server, and restore a backup if need be (docs/operations.md).'),
  'store-disk-low': (f) => ({ seen: `Embedded, can be written; its disk has ${size(f(0))} left. Below ${size(f(1))} nothing is recorded, and so nothing is started.`, cure: 'Free space on the disk of FERRY_DATA_DIR, or enlarge it; 1 GiB is enough for long.' }),
  'store-disk-full': (f) => ({ seen: `Its disk has ${size(f(0))} left. Below ${size(f(1))} nothing is recorded, and so nothing is started.`, cure: 'Free space on the disk of FERRY_DATA_DIR, or enlarge it. Ferry goes on by itself then.' }),
  'schema-fine': (f) => ({ seen: `Version ${f(0)}, the newest this program knows.`, cure: null }),
  'schema-newer': (f) => ({ seen: `Version ${f(0)}; this program knows up to ${f(1)}. A newer Ferry works on the same store.`, cure: 'Bring this replica to the same version soon.' }),
  'schema-older': (f) => ({ seen: `Version ${f(0)}; this program knows up to ${f(1)}. A step waits until no older Ferry works on the store.`, cure: 'Bring every replica to this version; the next one that starts takes the step.' }),
  'audit-whole': (f) => ({ seen: `Whole: ${f(0)} records in ${f(1)} streams.`, cure: null }),
  'audit-broken': (f) => ({ seen: `${f(0)} ${f(0) === '1' ? 'fault' : 'faults'}, the first in ${f(1)}: somebody changed the store past Ferry.`, cure: "Type 'audit verify', keep a copy of the store, and find out who could write to it." }),
  'clock-fine': (f) => ({ seen: `Agrees with ${f(0)} within a minute.`, cure: null }),
  'clock-sandbox': (f) => ({ seen: `${f(0)} is the sandbox, whose time runs as fast as it was told to.`, cure: null }),
  'clock-off': (f) => ({ seen: `Our clock is ${duration(Number(f(1)))} ${f(2) === 'ahead' ? 'ahead of' : 'behind'} that of ${f(0)}. Windows and expiries go by ours.`, cure: 'Have the machine set its clock by NTP.' }),
  'clock-not-told': (f) => ({ seen: `${f(0)} did not tell its time.`, cure: 'Try again; if it stays so, compare the clock of this machine with another one by hand.' }),
  'vault-modern': (f) => ({ seen: `${f(0)} replicates with the appliance (InMageRcm).`, cure: null }),
  'vault-classic': (f) => ({ seen: `${f(0)} replicates with a configuration server (InMageAzureV2), which Microsoft has retired.`, cure: 'Plan a vault of its own with the appliance for machines that do not replicate yet; a vault cannot be changed over.' }),
  'azure-fine': (f) => ({ seen: `Everything that is needed at ${f(0)}, and no more than that.`, cure: null }),
  'azure-too-much': (f) => ({ seen: f(1) === 'gives-rights-away' ? `Ferry could give rights away at ${f(0)} (Owner, or a role like it).` : `Ferry may do everything at ${f(0)} (Contributor, or a role like it).`, cure: "Replace that role by the ones of deploymentTemplates/azure; 'doctor permissions' lists what they hold." }),
  'azure-missing': (f) => ({ seen: `At ${f(0)} Ferry may not: ${f(1)}${f(2) === '0' ? '' : ` and ${f(2)} more`}. That is for: ${f(3)}.`, cure: "Assign the roles of deploymentTemplates/azure; 'doctor permissions' lists what is needed." }),
  'azure-no-target': plain('No resource group for moved machines is set, so there is nothing to look at.', 'Set FERRY_TARGET_RESOURCE_GROUP.'),
  'subscription-reads': (f) => ({ seen: `${f(0)} resource groups, ${f(1)} networks, ${f(2)} network security groups, ${f(3)} machine sizes and their quotas can be read.`, cure: null }),
  'subscription-less': (f) => ({ seen: `Ferry may not: ${f(0)}. Nothing breaks without it; what it would tell is shown as not known.`, cure: "Assign the role on the subscription of deploymentTemplates/azure, or leave it so." }),
  'subscription-sizes': (f) => ({ seen: `The list of machine sizes could not be read (${f(0)}); a dated table of Ferry's own stands in.`, cure: 'Look at FERRY_LOCATION and at what Azure says; sizes that are newer than the table are not proposed meanwhile.' }),
  'subscription-unseen': (f) => ({ seen: `The settings name ${f(0)}, and Ferry does not see it in the subscription.`, cure: 'Correct the id in the settings (FERRY_TARGET_RESOURCE_GROUP, FERRY_TARGET_NETWORK, FERRY_TEST_NETWORK), or give Ferry the role on the subscription: a list leaves out what one may not see.' }),
  'aws-is': (f) => ({ seen: `Account ${f(0)}, ${f(1)}.`, cure: null }),
  'aws-reads': (f) => ({ seen: `${f(0)} machines in ${f(1)}; everything that checks need of ${f(2)} could be read.`, cure: null }),
  'aws-reads-list': (f) => ({ seen: `${f(0)} machines in ${f(1)}, and none runs that could be looked at closely.`, cure: 'Look again when a machine runs; AWS_REGION may also be another one than that of the machines.' }),
  'aws-reads-not': (f) => ({ seen: `Of ${f(0)} could not be read: ${f(1)}${f(2) === '0' ? '' : ` and ${f(2)} more`}. Checks cannot pass without.`, cure: "Give the role that reads what is missing (deploymentTemplates/aws); 'doctor permissions' lists it." }),
  'aws-reads-less': (f) => ({ seen: `Of ${f(0)} could not be read: ${f(1)}${f(2) === '0' ? '' : ` and ${f(2)} more`}. Nothing breaks without; it is shown as not known.`, cure: "Give the role that reads what is missing (deploymentTemplates/aws), or leave it so." }),
  'aws-may-stop': (f) => ({ seen: `AWS would let Ferry stop ${f(0)} and start it again (asked without doing it).`, cure: null }),
  'aws-may-not-start': (f) => ({ seen: `AWS would let Ferry stop ${f(0)}, but not start it again (${f(1)}): a rollback would fail there.`, cure: 'Give the role for writes ec2:StartInstances on the same machines (deploymentTemplates/aws).' }),
  'aws-may-not-stop': (f) => ({ seen: `AWS would not let Ferry stop ${f(0)} (${f(1)}): a cutover that Ferry stops the machine for would fail there.`, cure: 'Give the role for writes ec2:StopInstances and ec2:StartInstances, and the machine the tag that the role asks for (deploymentTemplates/aws). If a person stops the machines, this can stay.' }),
  'aws-nothing-to-ask': plain('No machine runs that it could be asked of.', 'Look again when a machine runs that is to be moved.'),
  'graph-not-needed': plain('No setting names a group, so Ferry reads nothing of Entra.'),
  'graph-fine': plain('All groups can be read, and each has somebody in it.'),
  'graph-unreadable': (f) => ({ seen: `Cannot be read: ${f(0)} (${f(1)}). Whoever is in them may do nothing for now.`, cure: 'Give the identity GroupMember.Read.All in Microsoft Graph, with the consent of an administrator.' }),
  'graph-empty': (f) => ({ seen: `Nobody is in ${f(0)}.`, cure: 'Add people to the group, or take it out of the settings.' }),
  'approvers-fine': (f) => ({ seen: f(0) === 'everyone' ? 'Everyone of the allowed tenants may approve.' : `${f(0)} people may approve.`, cure: null }),
  'approvers-nobody': plain('Nobody may approve: nothing can be cut over.', 'Set FERRY_APPROVERS, or the approvers of the governance file.'),
  'approvers-short': (f) => ({ seen: `Too few people may approve: ${f(0)}.`, cure: "Name more approvers, or lower the quorum; 'who' shows what is needed." }),
  'rejecters-short': (f) => ({ seen: `It takes more rejections to end a request (${f(0)}) than there are people who may answer. Fewer end it meanwhile: as many as there are.`, cure: "Name more approvers, or lower 'rejections' in the governance file; 'who' shows both." }),
  'notice-fine': (f) => ({ seen: `The last one arrived (${f(0)}) at ${time(f(1))}.`, cure: null }),
  'notice-not-tried': plain('None was tried here yet.', "Press 'Send test notice', or type 'doctor notice'."),
  'notice-failed': (f) => ({ seen: `The last one, at ${time(f(0))}, was not delivered: ${f(1)}.`, cure: 'Add Ferry to the team or chat again; then send another one.' }),
  'cloud-trouble': (f) => ({ seen: `${f(0)}: ${f(1)}${f(2) === '' ? '' : ` (${f(2)})`}.`, cure: 'Look at the identity and its rights, and whether the address can be reached from here (docs/runbook.md).' }),
  'too-slow': plain('It took too long to look.', 'Try again; if it stays so, look at the network to that cloud.'),
  bug: plain('Something went wrong inside Ferry; the log says what.', 'Look at the log (the doctor could not look), and report it with that line.'),
};

function said(finding: DoctorFinding): Words {
  return codes[finding.code]((n) => quoted(finding.facts[n] ?? ''));
}

function verdict(findings: readonly DoctorFinding[]): string {
  const of = (state: DoctorState): number => findings.filter((f) => f.state === state).length;
  const [bad, warn, unknown] = [of('bad'), of('warn'), of('unknown')];
  if (bad + warn + unknown === 0) return 'all is well';
  return [bad === 0 ? 'nothing to cure' : `${bad} to cure`, ...(warn === 0 ? [] : [`${warn} to look at`]), ...(unknown === 0 ? [] : [`${unknown} could not be told`])].join(', ');
}

export const doctorWords = {
  title: (scope: string): string => `Doctor of ${named(scope)}`,
  verdict,
  checks,
  signs,
  states,
  said,
  line: (f: DoctorFinding): string => `${signs[f.state]} ${checks[f.check]}: ${said(f).seen}`,
  cure: (text: string): string => `→ ${text}`,
  again: 'Run again',
  sendNotice: 'Send test notice',
  permissions: 'Permissions',
  notice: (who: string, at: string): string => `This is a test notice of Ferry, asked for by ${named(who)} at ${at}. Nothing was started.`,
  noticeSent: (id: string): string => `Delivered here as ${named(id)}.`,
  noticeNotSent: (why: string): string => `The notice was not delivered: ${named(why)}. 'doctor' says what to do.`,
  permissionsTitle: (scope: string): string => `What ${named(scope)} needs to be allowed`,
  permissionsVerdict: (all: number, writes: number): string => `${all} permissions, ${writes} of them change something`,
  permissionsLead: 'By command; without the ones that change something Ferry can still look. The roles of deploymentTemplates hold exactly these.',
  byItself: 'By itself, all the time',
  need: (n: { readonly cloud: string; readonly action: string; readonly scope: string; readonly kind: 'read' | 'write'; readonly optional: boolean }): string => `${n.kind === 'write' ? '✎' : '·'} ${n.action} (${n.cloud}, ${n.scope}${n.optional ? ', may be left out' : ''})`,
};
