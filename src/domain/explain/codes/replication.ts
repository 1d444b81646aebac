/** Codes that show up while machines replicate. */
import type { CodeEntry } from '../types.ts';
import { PAGES } from './pages.ts';

const from = PAGES.replication;

export const REPLICATION_CODES: readonly CodeEntry[] = [
  { code: '78169', title: 'The first copy does not go on', cause: 'Connection, bandwidth, a wrong clock, or an anti-virus program that blocks the agent.', fix: 'See that the machine reaches the appliance on TCP 443 and 9443 and that its clock is right; exclude the folders of Site Recovery from the anti-virus program.', who: 'guest', ...from },
  { code: '78174', title: 'The agent of a machine is silent', cause: 'The mobility service does not run, or the machine does not reach the appliance.', fix: "See that the EC2 machine runs; restart svagents and InMage Scout Application Service (Linux: vxagent, appservice); then 'check' it.", who: 'guest', ...from },
  { code: '90078', title: 'Replication has not moved for an hour', cause: 'The agent is silent or the way to the appliance is closed.', fix: "Restart the agent's services and check TCP 443 and 9443 to the appliance.", who: 'guest', ...from },
  { code: '806', title: 'A process server is silent', cause: 'The process server is off, its services stand still, or its disk is full.', fix: 'See that it runs, restart its services, free its cache disk; its logs are in C:\\ProgramData\\ASR\\home\\svsystems.', who: 'azure', ...from },
  { code: '78022', title: 'A master target server is silent', cause: 'Its agent does not reach the configuration server. Classic vaults only.', fix: 'See that it runs and that svagents runs; register it again with cdpcli.exe --registermt in %PROGRAMDATA%\\ASR\\Agent.', who: 'azure', ...from },
  { code: '78026', title: 'The RPO is above its threshold', cause: 'More is written than is sent, or sending is interrupted.', fix: "Look at backlog and throughput with 'status'; write less, use a bigger line or a premium cache account, then wait until it has caught up.", who: 'owner', ...from },
  { code: '78188', title: 'More is written than Site Recovery takes', cause: 'The writes a second on a disk are above what its target disk type takes, all the time or in a burst.', fix: 'After a burst wait until it has caught up. Otherwise use premium or larger target disks, or move scratch data to another disk.', who: 'owner', ...from },
  { code: '78193', title: "The machine's clock is wrong", cause: "The clock is more than ten minutes off, so the agent's messages are refused.", fix: 'Set up time synchronisation (chrony or w32time), then wait one cycle.', who: 'guest', ...from },
  { code: '78253', title: 'Protection could not be turned on: no usable policy', cause: 'The replication policy is not associated with the configuration server, or it is not valid.', fix: "'policy' shows the vault's policies; use one that the container knows, or create one.", who: 'azure', ...from },
  { code: '78144', title: 'No application-consistent recovery point', cause: 'VSS failed: a provider is missing or disabled, or SQL Server stands in the way; on Linux the scripts are not set up.', fix: "Look for vacpError in the agent's vacp.log; set the VSS provider to automatic and restart VSS. Crash-consistent points go on meanwhile.", who: 'guest', ...from },
  { code: '325091', title: 'No crash-consistent recovery point yet', cause: 'Nothing has been processed since replication began, or for a long time.', fix: 'Wait some minutes after the first copy; if it stays, look at the heartbeat and at the backlog.', who: 'guest', ...from },
  { code: '325092', title: 'No application-consistent recovery point yet', cause: 'The policy asks for such points, but the machine has not made one.', fix: 'Wait one interval of the policy; if it stays, see 78144.', who: 'guest', ...from },
  { code: '161011', title: 'No test failover yet', cause: 'Azure reminds that nobody has tested this machine.', fix: "Run one: 'test MACHINE'.", who: 'owner', ...PAGES.drill },
  { code: '150261', title: 'The replication policy could not be created', cause: 'A figure of the policy is out of range, or the name is taken.', fix: "Create it with 'policy': retention up to 15 days, application-consistent points off or every hour at most.", who: 'azure', ...PAGES.enable },
  { code: '15040', title: 'Application-consistent points are asked for too often', cause: 'The interval is below 60 minutes.', fix: "Create a policy with at least one hour: 'policy'.", who: 'azure', ...PAGES.enable },
  { code: 'ACS50008', title: 'The token of a configuration server is not valid', cause: 'The clock of the server is more than 15 minutes off.', fix: 'Correct the clock and run the installer again.', who: 'azure', ...PAGES.configuration },
];
