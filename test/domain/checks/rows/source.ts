import { srcAccel } from '../../../../src/domain/checks/src-accel.ts';
import { srcAsg } from '../../../../src/domain/checks/src-asg.ts';
import { srcBiosid } from '../../../../src/domain/checks/src-biosid.ts';
import { srcCloudinit } from '../../../../src/domain/checks/src-cloudinit.ts';
import { srcDup } from '../../../../src/domain/checks/src-dup.ts';
import { srcEnclave } from '../../../../src/domain/checks/src-enclave.ts';
import { srcExists } from '../../../../src/domain/checks/src-exists.ts';
import { srcHibernate } from '../../../../src/domain/checks/src-hibernate.ts';
import { srcIac } from '../../../../src/domain/checks/src-iac.ts';
import { srcManaged } from '../../../../src/domain/checks/src-managed.ts';
import { srcMarket } from '../../../../src/domain/checks/src-market.ts';
import { srcMetal } from '../../../../src/domain/checks/src-metal.ts';
import { srcPrivip } from '../../../../src/domain/checks/src-privip.ts';
import { srcRole } from '../../../../src/domain/checks/src-role.ts';
import { srcRoot } from '../../../../src/domain/checks/src-root.ts';
import { srcSameip } from '../../../../src/domain/checks/src-sameip.ts';
import { srcShutdown } from '../../../../src/domain/checks/src-shutdown.ts';
import { srcSpot } from '../../../../src/domain/checks/src-spot.ts';
import { srcState } from '../../../../src/domain/checks/src-state.ts';
import { srcStatus } from '../../../../src/domain/checks/src-status.ts';
import { srcStopprot } from '../../../../src/domain/checks/src-stopprot.ts';
import { srcTags } from '../../../../src/domain/checks/src-tags.ts';
import { srcTenancy } from '../../../../src/domain/checks/src-tenancy.ts';
import { srcTermprot } from '../../../../src/domain/checks/src-termprot.ts';
import { discovered, facts, hardware, input, item, known, nic, NOW, ownItem, replicated, status, UNREADABLE, withFacts } from '../input.ts';
import { linux, questionRows, type Row } from './row.ts';

const ID = 'i-0aaaaaaaaaaaaaaa1';
const protection = (change: object): Row['given'] => replicated({ facts: facts({ protection: known({ termination: true, stop: false, shutdownBehaviour: 'stop', ...change }) }) });
const unprotected = replicated({ facts: facts({ protection: UNREADABLE }) });
const tags = (change: Readonly<Record<string, string>>): Row['given'] => withFacts({ tags: { ...facts().tags, ...change } });
const twin = discovered({ id: 'd-2', name: 'web-01-clone', ips: ['10.0.1.77'] });

export const SOURCE_ROWS: readonly Row[] = [
  { check: srcExists, verdict: 'pass', given: input(), reason: 'it is there' },
  { check: srcExists, verdict: 'block', given: withFacts({ power: 'terminated' }), reason: 'a terminated instance has no disks left' },
  { check: srcExists, verdict: 'block', given: withFacts({ power: 'shutting-down' }), reason: 'it is on its way out' },
  { check: srcState, verdict: 'pass', given: input(), reason: 'it runs' },
  { check: srcState, verdict: 'block', given: withFacts({ power: 'stopped' }), reason: 'the agent sends nothing', remedy: /^aws ec2 start-instances --region eu-west-1 --instance-ids i-0aaaaaaaaaaaaaaa1$/ },
  { check: srcState, verdict: 'block', given: withFacts({ power: 'pending' }), reason: 'not running yet', remedy: /Wait/ },
  { check: srcState, verdict: 'info', given: replicated({ facts: facts({ power: 'stopped' }) }), reason: 'the cutover has stopped it and nothing is pending' },
  { check: srcState, verdict: 'block', given: replicated({ facts: facts({ power: 'stopped' }), item: known(ownItem({ backlogMb: 3 })) }), reason: 'stopped with data that has not arrived' },
  { check: srcState, verdict: 'block', given: replicated({ facts: facts({ power: 'stopped' }), item: UNREADABLE }), reason: 'whether everything has arrived is not known' },
  { check: srcStatus, verdict: 'pass', given: input(), reason: 'all well' },
  { check: srcStatus, verdict: 'warn', given: withFacts({ status: known(status({ ebs: 'impaired' })) }), reason: 'a disk is ill', says: /attached EBS status impaired/ },
  { check: srcStatus, verdict: 'warn', given: withFacts({ status: known(status({ events: [{ code: 'instance-retirement', description: 'The instance is running on degraded hardware', notBefore: NOW }] })) }), reason: 'AWS is about to retire it', says: /instance-retirement not before 2026-11-21 09:00 UTC/ },
  { check: srcStatus, verdict: 'pass', given: withFacts({ status: known(status({ events: [{ code: 'system-reboot', description: '[Completed] scheduled reboot', notBefore: NOW }] })) }), reason: 'AWS keeps events that are over' },
  { check: srcStatus, verdict: 'unknown', given: withFacts({ status: known(status({ system: 'initializing' })) }), reason: 'started a minute ago' },
  { check: srcStatus, verdict: 'info', given: withFacts({ status: known(null) }), reason: 'AWS gives none for a stopped machine' },
  { check: srcStatus, verdict: 'unknown', given: withFacts({ status: UNREADABLE }), reason: 'not readable' },
  { check: srcPrivip, verdict: 'pass', given: input(), reason: 'it has one' },
  { check: srcPrivip, verdict: 'block', given: withFacts({ privateIp: null }), reason: 'cannot be discovered' },
  { check: srcSameip, verdict: 'pass', given: input(), reason: 'its own' },
  { check: srcSameip, verdict: 'block', given: input({ sameIp: ['i-0ccccccccccccccc3'] }), reason: 'never matched by guess', says: /i-0ccccccccccccccc3 has the address 10\.0\.1\.10/, cause: /^SRC-SAMEIP:10\.0\.1\.10$/ },
  { check: srcBiosid, verdict: 'pass', given: input(), reason: 'no other has it' },
  { check: srcBiosid, verdict: 'block', given: input({ discovered: known([discovered(), twin]), items: known([item({ discoveredId: 'd-2' })]) }), reason: 'its clone is protected', says: /web-01-clone has the same BIOS id bios-1/ },
  { check: srcBiosid, verdict: 'warn', given: input({ discovered: known([discovered(), twin]) }), reason: 'only one of two clones can move' },
  { check: srcBiosid, verdict: 'pass', given: input({ discovered: known([discovered(), { ...twin, deleted: true }]) }), reason: 'the clone is gone' },
  { check: srcBiosid, verdict: 'unknown', given: input({ discovered: known([discovered(), twin]), items: UNREADABLE }), reason: 'which of the clones is protected is not known' },
  { check: srcBiosid, verdict: 'info', given: input({ discovered: known([discovered({ biosId: null }), { ...twin, biosId: null }]) }), reason: 'two unknown ids are not the same id' },
  { check: srcBiosid, verdict: 'info', given: input({ discovered: known([]) }), reason: 'not discovered yet' },
  { check: srcBiosid, verdict: 'unknown', given: input({ discovered: UNREADABLE }), reason: 'not readable' },
  { check: srcDup, verdict: 'pass', given: input(), reason: 'another machine is protected', says: /None of the 1 protected items/ },
  { check: srcDup, verdict: 'block', given: input({ items: known([item({ privateIp: '10.0.1.10' })]) }), reason: 'same address' },
  { check: srcDup, verdict: 'block', given: input({ items: known([item({ privateIp: null, discoveredId: 'd-1' })]) }), reason: 'the item has no address, its discovered machine has' },
  { check: srcDup, verdict: 'block', given: input({ items: known([item({ privateIp: null, discoveredId: null, friendlyName: 'WEB-01' })]) }), reason: 'only the name is left to compare' },
  { check: srcDup, verdict: 'unknown', given: input({ items: UNREADABLE }), reason: 'an unreadable vault proves nothing' },
  { check: srcDup, verdict: 'unknown', given: input({ items: known([item({ privateIp: null })]), discovered: UNREADABLE }), reason: 'the item could be this machine' },
  { check: srcRoot, verdict: 'pass', given: input(), reason: 'EBS' },
  { check: srcRoot, verdict: 'block', given: withFacts({ rootDeviceType: 'instance-store' }), reason: 'cannot be stopped' },
  { check: srcSpot, verdict: 'pass', given: input(), reason: 'on demand' },
  { check: srcSpot, verdict: 'warn', given: withFacts({ lifecycle: 'spot' }), reason: 'AWS may take it away', remedy: new RegExp(`describe-spot-instance-requests --region eu-west-1 --filters Name=instance-id,Values=${ID}`) },
  { check: srcSpot, verdict: 'warn', given: withFacts({ lifecycle: 'capacity-block' }), reason: 'it ends with its block' },
  { check: srcAsg, verdict: 'pass', given: input(), reason: 'no group' },
  { check: srcAsg, verdict: 'block', given: withFacts({ tags: { 'aws:autoscaling:groupName': 'web; rm -rf /' } }), reason: 'the group would terminate it', remedy: /--auto-scaling-group-name 'web; rm -rf \/' / },
  { check: srcManaged, verdict: 'pass', given: input(), reason: 'nobody runs it but its owner' },
  { check: srcManaged, verdict: 'block', given: withFacts({ tags: { 'eks:nodegroup-name': 'n' } }), reason: 'EKS makes a new node', cause: /Amazon EKS$/ },
  { check: srcManaged, verdict: 'block', given: withFacts({ operator: 'workspaces.amazonaws.com' }), reason: 'EC2 names the operator', says: /EC2 says that workspaces\.amazonaws\.com/ },
  { check: srcIac, verdict: 'pass', given: input(), reason: 'no stack' },
  { check: srcIac, verdict: 'info', given: withFacts({ tags: { 'aws:cloudformation:stack-name': 's' } }), reason: 'a stack update may recreate it' },
  { check: srcTenancy, verdict: 'pass', given: input(), reason: 'shared' },
  { check: srcTenancy, verdict: 'warn', given: withFacts({ tenancy: 'host', hostId: 'h-1' }), reason: 'a host of its own', cause: /h-1$/ },
  { check: srcTenancy, verdict: 'warn', given: withFacts({ licences: ['arn:aws:license-manager:x'] }), reason: 'a licence that is counted', says: /license-manager/ },
  { check: srcMarket, verdict: 'pass', given: input(), reason: 'nothing bought' },
  { check: srcMarket, verdict: 'warn', given: withFacts({ productCodes: [{ id: 'abc', kind: 'marketplace' }] }), reason: 'the licence stays with AWS', cause: /abc \(marketplace\)$/ },
  { check: srcMarket, verdict: 'block', given: withFacts({ productCodes: [{ id: 'abc', kind: 'devpay' }] }), reason: 'DevPay stops without AWS' },
  { check: srcTermprot, verdict: 'pass', given: replicated(), reason: 'on' },
  { check: srcTermprot, verdict: 'warn', given: protection({ termination: false }), reason: 'the way back can be ended', remedy: /^aws ec2 modify-instance-attribute --region eu-west-1 --instance-id i-0aaaaaaaaaaaaaaa1 --disable-api-termination$/ },
  { check: srcTermprot, verdict: 'unknown', given: unprotected, reason: 'not readable' },
  { check: srcStopprot, verdict: 'pass', given: replicated(), reason: 'off' },
  { check: srcStopprot, verdict: 'block', given: protection({ stop: true }), reason: 'the cutover has to stop it', remedy: /--no-disable-api-stop$/ },
  { check: srcStopprot, verdict: 'unknown', given: unprotected, reason: 'not readable' },
  { check: srcShutdown, verdict: 'pass', given: replicated(), reason: 'a shutdown stops' },
  { check: srcShutdown, verdict: 'block', given: protection({ shutdownBehaviour: 'terminate' }), reason: 'a shutdown destroys', remedy: /--instance-initiated-shutdown-behavior stop$/ },
  { check: srcShutdown, verdict: 'unknown', given: unprotected, reason: 'not readable' },
  { check: srcRole, verdict: 'pass', given: input(), reason: 'neither role nor metadata' },
  { check: srcRole, verdict: 'info', given: withFacts({ metadata: true }), reason: 'software may ask where it runs' },
  { check: srcRole, verdict: 'warn', given: withFacts({ instanceProfile: 'arn:aws:iam::1:instance-profile/app', metadata: true }), reason: 'the role is lost', cause: /^SRC-ROLE:app$/ },
  ...questionRows(srcCloudinit, 'warn', linux()),
  { check: srcCloudinit, verdict: 'pass', given: input(), reason: 'Windows has none', says: /^Does not apply/ },
  { check: srcHibernate, verdict: 'pass', given: input(), reason: 'off' },
  { check: srcHibernate, verdict: 'warn', given: withFacts({ hibernation: true }), reason: 'no counterpart' },
  { check: srcEnclave, verdict: 'pass', given: input(), reason: 'neither' },
  { check: srcEnclave, verdict: 'warn', given: withFacts({ enclave: true, tpm: 'v2.0' }), reason: 'both stay with AWS', says: /Nitro Enclaves and NitroTPM \(v2\.0\)/ },
  { check: srcAccel, verdict: 'pass', given: input(), reason: 'none' },
  { check: srcAccel, verdict: 'warn', given: withFacts({ hardware: known(hardware({ accelerators: ['1 GPU (NVIDIA T4)'] })) }), reason: 'a GPU', says: /1 GPU \(NVIDIA T4\)/ },
  { check: srcAccel, verdict: 'warn', given: withFacts({ nics: [nic({ kind: 'efa' })], hardware: UNREADABLE }), reason: 'the card is seen even without the type', says: /eni-1 is an EFA/ },
  { check: srcAccel, verdict: 'unknown', given: withFacts({ hardware: UNREADABLE }), reason: 'not readable' },
  { check: srcMetal, verdict: 'pass', given: input(), reason: 'virtual' },
  { check: srcMetal, verdict: 'warn', given: withFacts({ hardware: known(hardware({ bareMetal: true, hypervisor: '' })) }), reason: 'bare metal' },
  { check: srcMetal, verdict: 'unknown', given: withFacts({ hardware: UNREADABLE }), reason: 'not readable' },
  { check: srcTags, verdict: 'pass', given: input(), reason: 'all tags', says: /Wave is W07\. Owner is web-team/ },
  { check: srcTags, verdict: 'warn', given: withFacts({ tags: { Wave: 'W07' } }), reason: 'StopInstances is scoped by this tag', remedy: /create-tags .*Key=asr-migrate,Value=true$/, says: /No tag names an owner/ },
  { check: srcTags, verdict: 'warn', given: tags({ 'asr-migrate': 'false' }), reason: 'an explicit no is no yes', says: /"false"/ },
  { check: srcTags, verdict: 'warn', given: withFacts({ tags: { 'asr-migrate': 'true' } }), reason: 'in no wave', says: /belongs to no wave/ },
  { check: srcTags, verdict: 'warn', given: withFacts({ tags: { 'asr-migrate': 'true', Wave: 'W07' } }), reason: 'nobody to ask', says: /No tag names an owner/, remedy: /create-tags .*Key=Owner/ },
];
