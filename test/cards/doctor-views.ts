/** Views of the doctor, with the given text wherever a cloud or a setting writes freely. */
import { doctorCard, permissionsCard } from '../../src/cards/doctor.ts';
import type { Rendered } from '../../src/cards/rendered.ts';
import { needsByVerb } from '../../src/domain/privileges.ts';
import { MINUTE } from '../../src/domain/time.ts';
import { en } from '../../src/text/en.ts';
import { DOCTOR_CHECKS, type DoctorCheck, type DoctorCode, type DoctorFinding } from '../../src/usecases/doctor-types.ts';
import { NOW } from './fixtures.ts';

const APP = '00000000-0000-4000-8000-00000000b001';
const well: { readonly [C in DoctorCheck]: readonly [DoctorCode, ...string[]] } = {
  bot: ['bot-fine', APP, 'UserAssignedMSI'], endpoint: ['endpoint-fine', 'https://ferry.example.com'], package: ['package-fine', '0.1.0'],
  store: ['store-fine', 'postgres', '3'], schema: ['schema-fine', '8'], audit: ['audit-whole', '410', '14'],
  'azure-clock': ['clock-fine', 'Azure'], 'aws-clock': ['clock-fine', 'AWS'], vault: ['vault-modern', 'rsv-mig-weu'],
  'azure-vault': ['azure-fine', 'rsv-mig-weu'], 'azure-target': ['azure-fine', 'rg-migrated-weu, vnet-prod-weu, vnet-test-weu, stasrcacheweu'], 'azure-subscription': ['subscription-reads', '12', '4', '9', '640'],
  'aws-identity': ['aws-is', '111122223333', 'arn:aws:sts::111122223333:assumed-role/ferry-reader/ferry'], 'aws-read': ['aws-reads', '26', 'eu-west-1', 'i-0a100000000000001'], 'aws-stop': ['aws-may-stop', 'i-0a100000000000001'],
  graph: ['graph-fine'], approvers: ['approvers-fine', '3'], notice: ['notice-fine', '1700000000001', String(NOW - MINUTE)],
};
const ill: { readonly [C in DoctorCheck]?: readonly [DoctorFinding['state'], DoctorCode, ...string[]] } = {
  bot: ['warn', 'bot-multi-tenant', APP], endpoint: ['bad', 'endpoint-unreachable', 'https://ferry.example.com', 'ENOTFOUND'], package: ['bad', 'package-differs', 'its version is 0.0.9, ours is 0.1.0'],
  'azure-clock': ['bad', 'clock-off', 'Azure', '240000', 'behind'], vault: ['warn', 'vault-classic', 'rsv-mig-weu'],
  'azure-vault': ['warn', 'azure-too-much', 'rsv-mig-weu', 'gives-rights-away'], 'azure-target': ['bad', 'azure-missing', 'rg-migrated-weu', 'Microsoft.Compute/disks/read', '3', 'check, cutover'],
  'azure-subscription': ['bad', 'subscription-unseen', 'vnet-prod-weu'], 'aws-read': ['bad', 'aws-reads-not', 'i-0a100000000000001', 'Ferry is not allowed to read it (ec2:DescribeSubnets: UnauthorizedOperation)', '2'],
  'aws-stop': ['warn', 'aws-may-not-stop', 'i-0a100000000000001', 'UnauthorizedOperation'], graph: ['bad', 'graph-unreadable', '00000000-0000-4000-8000-0000000000c1', 'it refuses our identity; the permissions are to be checked'],
  approvers: ['bad', 'approvers-nobody'], notice: ['unknown', 'notice-not-tried'],
};

const healthy = DOCTOR_CHECKS.map((check): DoctorFinding => ({ check, state: 'ok', code: well[check][0], facts: well[check].slice(1) }));
const sick = healthy.map((f): DoctorFinding => {
  const [state, code, ...facts] = ill[f.check] ?? [];
  return state === undefined || code === undefined ? f : { check: f.check, state, code, facts };
});

/** As people usually see them. */
export const doctorViews: { readonly [name: string]: () => Rendered } = {
  doctor: () => doctorCard({ report: { scope: 'aws-prod', at: NOW, findings: healthy }, now: NOW }, en),
  'doctor.ill': () => doctorCard({ report: { scope: 'aws-prod', at: NOW, findings: sick }, now: NOW }, en),
  'doctor.permissions': () => permissionsCard({ scope: 'aws-prod', verbs: needsByVerb() }, en),
};

/** With somebody else's words in every fact. */
export function doctorWithText(text: string): { readonly [name: string]: () => Rendered } {
  const facts = [text, text, text, text];
  return { 'doctor.ill': () => doctorCard({ report: { scope: text, at: NOW, findings: sick.map((f) => ({ ...f, facts: f.check === 'notice' ? f.facts : facts })) }, now: NOW }, en) };
}
