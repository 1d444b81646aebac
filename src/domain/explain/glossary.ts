/** The words that people meet on cards, each in a sentence or two. */
import type { TermEntry } from './types.ts';

const BASE = 'https://learn.microsoft.com/azure/site-recovery';
const ARCHITECTURE = `${BASE}/physical-server-azure-architecture-modernized`;
const DRILL = `${BASE}/tutorial-dr-drill-azure`;
const AWS = `${BASE}/migrate-tutorial-aws-azure`;

export const GLOSSARY: readonly TermEntry[] = [
  { term: 'rpo', also: ['recovery point objective'], meaning: 'How old the newest state is that Azure could start from now: what was written later would be lost by a failover. Ferry refuses a cutover above the limit.', link: ARCHITECTURE },
  { term: 'recovery point', also: ['recovery points', 'point'], meaning: 'A state of all disks at one moment that Azure can start a machine from. Crash-consistent points are made every five minutes; they are like a machine that lost its power.', link: ARCHITECTURE },
  { term: 'application-consistent', also: ['app-consistent', 'vss'], meaning: 'A recovery point for which the programs wrote everything to disk first: with VSS on Windows, with own scripts on Linux. A policy makes them every so many hours, or never.', link: ARCHITECTURE },
  { term: 'retention', also: ['recovery point retention'], meaning: 'How long recovery points are kept. With the appliance up to 15 days; longer retention costs more storage.', link: `${BASE}/physical-server-enable-replication` },
  { term: 'replication policy', also: ['policy', 'policies'], meaning: "The figures that replication follows: how long recovery points are kept, how often application-consistent ones are made and, in classic vaults, which RPO raises an alarm. 'policy' shows and creates them.", link: `${BASE}/physical-server-enable-replication` },
  { term: 'complete migration', also: ['complete', 'completion'], meaning: 'Ends the migration: replication is removed and its cost with it, the machine in Azure runs on. It cannot be undone. For a migration there is no commit.', link: AWS },
  { term: 'commit', also: [], meaning: 'A step after a failover in disaster recovery. A migration does not need it: Ferry asks the owner to accept the machine and then completes.', link: AWS },
  { term: 'failback', also: [], meaning: 'Going back with the data written since the failover. From Azure to AWS there is none. A rollback starts the EC2 machine again as it was; what was written in Azure is lost.', link: AWS },
  { term: 'rollback', also: [], meaning: 'The Azure VM is powered off, then the EC2 machine is started again. Data written in Azure is lost, and replication has to begin anew.', link: null },
  { term: 'test failover', also: ['test', 'drill', 'tfo'], meaning: 'A copy of the machine is started in an isolated network. The EC2 machine and its replication go on. Somebody tries the copy and says whether it works; then it is removed.', link: DRILL },
  { term: 'failover', also: ['cutover'], meaning: 'The machine is started in Azure from its newest state. The EC2 machine is stopped first, by Ferry or by a person, because Site Recovery cannot; where that was approved it is left running. A running failover cannot be cancelled.', link: AWS },
  { term: 'mobility service', also: ['agent', 'mobility agent', 'mobility'], meaning: 'The program on each machine that sends every write to the appliance. It is pushed from there with an account, or installed by hand.', link: `${BASE}/vmware-physical-mobility-service-overview` },
  { term: 'appliance', also: ['replication appliance'], meaning: "A Windows server near the machines that takes what they send, compresses it and sends it to Azure. On AWS it is an EC2 instance in the machines' VPC. New vaults work only with it.", link: `${BASE}/deploy-vmware-azure-replication-appliance-modernized` },
  { term: 'configuration server', also: ['classic', 'management server'], meaning: 'What the appliance was called before: one server with process server and master target. Microsoft retired it on 30 March 2026; existing vaults may still show it.', link: `${BASE}/vmware-physical-azure-classic-deprecation` },
  { term: 'process server', also: [], meaning: 'The part of the appliance that receives, caches, compresses and sends the data. When its disk or processor is full, replication slows down.', link: `${BASE}/vmware-physical-azure-monitor-process-server` },
  { term: 'master target', also: ['master target server'], meaning: 'Classic vaults only: the server that would take data back from Azure. A migration from AWS does not use it.', link: ARCHITECTURE },
  { term: 'run-as account', also: ['push account'], meaning: "The account that the appliance uses to install the mobility service: root on Linux, a local or domain administrator on Windows.", link: `${BASE}/vmware-azure-install-mobility-service` },
  { term: 'vault', also: ['recovery services vault'], meaning: 'The Azure resource that holds everything about replication. It lies in the region that machines move to.', link: ARCHITECTURE },
  { term: 'cache storage account', also: ['cache', 'cache account'], meaning: 'The storage account in the target region that changes are written to before they reach the disks. It must have soft delete off.', link: `${BASE}/vmware-physical-azure-support-matrix` },
  { term: 'first copy', also: ['initial replication', 'initial copy', 'seeding', 'ir'], meaning: "All disks are copied to Azure once while the machine runs on. 'capacity' calculates how much line it needs for a window.", link: ARCHITECTURE },
  { term: 'churn', also: ['change rate', 'data change rate'], meaning: 'How much is written on the disks a day (or a second). It decides how much line and how large an appliance is needed, and which disk type keeps up.', link: `${BASE}/vmware-physical-azure-support-matrix` },
  { term: 'backlog', also: ['pending data'], meaning: 'What was written on the machine and has not arrived in Azure yet. The cutover waits until it is zero.', link: null },
  { term: 'resync', also: ['resynchronisation', 'resynchronization'], meaning: 'The disks are compared and copied again where they differ, for example after a hard power-off or a resized disk. No failover is possible meanwhile.', link: ARCHITECTURE },
  { term: 'quiesce', also: ['quiescing'], meaning: 'Stopping the application before the last copy, so that nothing is written that the failover would lose. A person confirms it.', link: null },
  { term: 'wave', also: ['waves'], meaning: "Machines that are moved together. A machine's wave is the value of one EC2 tag; 'settings' names the tag.", link: null },
  { term: 'recovery plan', also: [], meaning: 'A list of machines in ordered groups that Site Recovery fails over in one job: up to 100 machines and 7 groups.', link: `${BASE}/recovery-plan-overview` },
  { term: 'test network', also: ['isolated network'], meaning: 'The virtual network in which test machines are started. It must not be the target network and must not be peered with it, or two machines with one name would meet.', link: DRILL },
  { term: 'attested', also: ['attest', 'attestation'], meaning: 'Said by a person because no cloud can see it: kept with name, date and validity, and shown as "attested, not seen".', link: null },
  { term: 'override', also: ['let pass'], meaning: "An approver lets a block pass with a reason. It is kept in the audit, runs out, and stands on every later card.", link: null },
  { term: 'rule profile', also: ['profile', 'support matrix'], meaning: "A dated list of what Site Recovery supports. The vault's kind chooses it; 'settings' shows which one is in force and why.", link: `${BASE}/vmware-physical-azure-support-matrix` },
  { term: 'generation', also: ['gen1', 'gen2', 'generation 1', 'generation 2'], meaning: 'How a machine boots in Azure: BIOS machines become generation 1, UEFI machines generation 2. The size must offer it.', link: 'https://learn.microsoft.com/azure/virtual-machines/generation-2' },
  { term: 'quota', also: ['vcpu quota'], meaning: 'How many vCPUs of a family, and in all, the subscription may run in a region. A test machine counts as well.', link: 'https://learn.microsoft.com/azure/quotas/per-vm-quota-requests' },
];
