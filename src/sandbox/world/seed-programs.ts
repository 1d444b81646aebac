// What the inventory of Systems Manager lists of a machine's programs: the drivers for EC2's own devices among others.
import type { Program } from './instance.ts';

const amazon = 'Amazon Web Services';

/** The drivers that never came with any Amazon image; Site Recovery cannot replicate through them. */
export const redHatDrivers: Program = { name: 'RedHat PV Drivers', version: '5.10.0.0', publisher: 'Red Hat, Inc.' };

/** The drivers of the images from before AWS had its own. */
export const citrixDrivers: Program = { name: 'Citrix Tools for Virtual Machines', version: '5.5.0', publisher: 'Citrix Systems, Inc.' };

/** AWS's own drivers. */
export const awsDrivers: Program = { name: 'AWS PV Drivers', version: '8.5.0', publisher: amazon };

const windows: readonly Program[] = [{ name: 'Amazon SSM Agent', version: '3.3.2299.0', publisher: amazon }];

const linux: readonly Program[] = [
  { name: 'amazon-ssm-agent', version: '3.3.2299.0', publisher: amazon },
  { name: 'cloud-init', version: '23.4', publisher: 'Canonical' },
  { name: 'python3', version: '3.10.12', publisher: 'Python Software Foundation' },
];

/** The programs of a machine; only Windows needs drivers that do not come with the system. */
export function programsOf(type: 'Windows' | 'Linux', drivers: Program): readonly Program[] {
  return type === 'Linux' ? linux : [...windows, drivers];
}
