// DescribeRegions. Only eu-west-1 has anything in it.
import { listing } from '../action.ts';

const names = ['eu-central-1', 'eu-north-1', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'us-east-1', 'us-west-2'];

/** DescribeRegions. */
export const describeRegions = listing({
  set: 'regionInfo',
  items: () => names.map((regionName) => ({ regionName, regionEndpoint: `ec2.${regionName}.amazonaws.com`, optInStatus: 'opt-in-not-required' })),
  ids: [{ param: 'RegionName', path: 'regionName', missing: { code: 'InvalidParameterValue', message: (ids) => `Invalid region provided: [${ids}]` } }],
  filters: { endpoint: 'regionEndpoint', 'opt-in-status': 'optInStatus', 'region-name': 'regionName' },
  params: ['AllRegions'],
});
