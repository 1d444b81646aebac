import { CONFIGURATION_SERVER, PV_DRIVERS, SHARED_LIMITS } from './shared-figures.ts';
import type { RuleProfile } from './types.ts';

/** The first guide for AWS, word for word: the narrowest list. It gives few figures; the others are those of the configuration server. */
export const seed2017: RuleProfile = {
  id: 'seed-2017',
  title: "Microsoft's AWS-to-Azure guide",
  dated: '2017-02-12',
  link: 'https://learn.microsoft.com/azure/site-recovery/site-recovery-migrate-aws-to-azure',
  systems: [
    { family: 'windows', from: '2008 R2 SP1', to: '2008 R2 SP1', note: 'with Citrix or AWS PV drivers only' },
    { family: 'windows', from: '2012', to: '2012' },
    { family: 'windows', from: '2012 R2', to: '2012 R2' },
    { family: 'rhel', from: '6.7', to: '6.7', note: 'HVM instances only' },
  ],
  linuxStorage: { nitro: 'unstated', xen: 'supported', why: 'The guide names Red Hat Enterprise Linux 6.7 on HVM instances; Nitro instances are younger than the guide.' },
  kernels: [],
  pvDrivers: PV_DRIVERS,
  limits: { ...SHARED_LIMITS, ...CONFIGURATION_SERVER },
};
