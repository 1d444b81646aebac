// The errors jobs end with and machines report: text for people, as Site Recovery words such things.

/** What is known of an error code. */
type FailureText = { readonly message: string; readonly possibleCauses: string; readonly recommendedAction: string };

const texts: Readonly<Record<string, FailureText>> = {
  '95107': {
    message: 'Push installation of the mobility service failed on the Windows machine because the credentials were refused.',
    possibleCauses: 'The account is not a local administrator, or remote UAC filters its rights.',
    recommendedAction: 'Use a local administrator and set LocalAccountTokenFilterPolicy to 1 for accounts outside a domain.',
  },
  '95108': {
    message: 'Push installation of the mobility service failed on the Linux machine because the credentials were refused.',
    possibleCauses: 'The account is not root, or SSH does not accept passwords.',
    recommendedAction: 'Use root and enable the SFTP subsystem and PasswordAuthentication in sshd_config.',
  },
  '95117': {
    message: 'Push installation of the mobility service failed because the source machine could not be reached.',
    possibleCauses: 'The machine is switched off, or ports 135 and 445 (Windows) or 22 (Linux) are closed towards the appliance.',
    recommendedAction: 'Start the machine, open the ports in its security group and firewall, then retry the job.',
  },
  '95265': {
    message: 'A reboot is pending on the source machine.',
    possibleCauses: 'The mobility service was installed over an older version.',
    recommendedAction: 'Restart the machine in the next maintenance window.',
  },
  '78169': {
    message: 'Initial replication does not make progress.',
    possibleCauses: 'The machine cannot send data to the process server on port 9443, or an antivirus blocks the agent.',
    recommendedAction: 'Open port 9443 from the machine to the appliance and exclude the agent from antivirus scans.',
  },
  '78174': {
    message: 'The mobility service of the machine has sent no heartbeat.',
    possibleCauses: 'The machine is switched off, its agent is stopped, or the network to the appliance is broken.',
    recommendedAction: 'Make sure that the machine runs, that the service svagents runs, and that port 443 is open to the appliance.',
  },
  '78026': {
    message: 'The recovery point objective is over its threshold.',
    possibleCauses: 'Data arrives slower than it changes, or not at all.',
    recommendedAction: 'Check the network path, the cache storage account and the write rate of the machine.',
  },
  '78188': {
    message: 'The data change rate of the machine is above the supported limits.',
    possibleCauses: 'A burst of writes on one of the disks.',
    recommendedAction: 'Wait for the burst to end, or use a premium cache storage account.',
  },
  '78193': {
    message: 'The clock of the source machine differs by more than ten minutes.',
    possibleCauses: 'Time synchronisation does not run on the machine.',
    recommendedAction: 'Start chrony or W32Time on the machine.',
  },
  '325091': {
    message: 'No crash-consistent recovery point is available for the machine.',
    possibleCauses: 'Replication has not produced a point in the last hours.',
    recommendedAction: 'Wait for the next point and check the replication health.',
  },
  '28031': {
    message: 'Site Recovery could not create the virtual machine in the target.',
    possibleCauses: 'The vCPU quota of the size family or region is used up, the size is not available, a machine of that name exists, or a lock or policy forbids new machines.',
    recommendedAction: 'Raise the quota, or choose another size or name for the target machine, then retry.',
  },
  '28092': {
    message: 'The network interface of the virtual machine could not be created.',
    possibleCauses: 'The subnet has no free address, or the quota for network interfaces is used up.',
    recommendedAction: 'Free addresses in the subnet or choose another one, then retry.',
  },
  '70038': {
    message: 'A resource that the virtual machine needs was not found.',
    possibleCauses: 'A target network, availability set or storage account was deleted.',
    recommendedAction: 'Check the target settings of the machine and retry.',
  },
  '170010': {
    message: 'Hydration of the disks failed: the machine would not start in Azure.',
    possibleCauses: 'Boot drivers or services that Azure needs are missing in the guest.',
    recommendedAction: 'Enable the Hyper-V boot drivers in the guest and wait for a new recovery point.',
  },
  '806': {
    message: 'The process server has sent no heartbeat.',
    possibleCauses: 'The server is switched off, its services are stopped, or it cannot reach Azure on port 443.',
    recommendedAction: 'Start the server and its services, and open port 443 to Azure.',
  },
  // No recording shows the codes of these two.
  SimApplianceUrlUnreachable: {
    message: 'The appliance cannot reach https://*.vault.azure.net.',
    possibleCauses: 'A proxy or firewall between the appliance and the Internet does not let the address through.',
    recommendedAction: 'Allow https://*.vault.azure.net for the appliance.',
  },
  SimApplianceOutdated: {
    message: 'A newer version of the appliance components is available.',
    possibleCauses: 'Automatic updates are switched off.',
    recommendedAction: 'Update the components in the configuration manager of the appliance.',
  },
  '150261': {
    message: 'The replication policy could not be created.',
    possibleCauses: 'The values of the policy are outside the supported range.',
    recommendedAction: 'Correct the values and try again.',
  },
};

const unknownText: FailureText = {
  message: 'The operation failed.',
  possibleCauses: 'An internal error occurred.',
  recommendedAction: 'Retry the operation. If it fails again, contact support with the activity id.',
};

/** The text of a code; codes nobody documented get Site Recovery's general answer. */
export function textOfCode(code: string): FailureText {
  return texts[code] ?? unknownText;
}
