// Microsoft.Compute/skus: capabilities are strings, whatever they count.
import { query, type Call, type Route } from '../call.ts';
import { armError } from '../errors.ts';
import { location } from '../ids.ts';
import { page } from '../paging.ts';
import { knownLocation, subscriptionRoute } from '../scope.ts';
import type { VmSize } from './size.ts';

function capabilities(size: VmSize): readonly unknown[] {
  const values: Readonly<Record<string, string>> = {
    MaxResourceVolumeMB: String(size.tempDiskGiB * 1024),
    OSVhdSizeMB: '1047552',
    vCPUs: String(size.cores),
    MemoryPreservingMaintenanceSupported: 'True',
    HyperVGenerations: size.generations.join(','),
    DiskControllerTypes: size.diskControllers,
    MemoryGB: String(size.memoryGiB),
    MaxDataDiskCount: String(size.maxDataDisks),
    CpuArchitectureType: 'x64',
    LowPriorityCapable: 'True',
    PremiumIO: 'True',
    vCPUsAvailable: String(size.cores),
    vCPUsPerCore: '2',
    AcceleratedNetworkingEnabled: size.acceleratedNetworking ? 'True' : 'False',
    MaxNetworkInterfaces: String(size.maxNics),
  };
  return Object.entries(values).map(([name, value]) => ({ name, value }));
}

const reasonCode = 'NotAvailableForSubscription';

function restrictions(size: VmSize): readonly unknown[] {
  const inRegion = { type: 'Location', values: [location], restrictionInfo: { locations: [location] }, reasonCode };
  const zones = size.restricted ? size.zones : size.restrictedZones;
  const inZones = { type: 'Zone', values: [location], restrictionInfo: { locations: [location], zones }, reasonCode };
  return [...(size.restricted ? [inRegion] : []), ...(zones.length > 0 ? [inZones] : [])];
}

function skuView(size: VmSize): unknown {
  return {
    resourceType: 'virtualMachines',
    name: size.name,
    tier: 'Standard',
    size: size.name.replace('Standard_', ''),
    family: size.family,
    locations: [location],
    locationInfo: [{ location, zones: size.zones, zoneDetails: [] }],
    capabilities: capabilities(size),
    restrictions: restrictions(size),
  };
}

function listSkus(call: Call): ReturnType<Route['handle']> {
  const filter = query(call, '$filter');
  const asked = filter === null ? location : (/^location eq '([^']*)'$/i.exec(filter.trim())?.[1] ?? null);
  if (asked === null) return armError(400, 'InvalidFilter', 'Only a filter on the location is supported.');
  return page(call, { rows: knownLocation(asked) === null ? [] : [...call.state.estate.sizes.values()], view: skuView });
}

/** The sizes on offer. */
export const skuRoutes: readonly Route[] = [subscriptionRoute('GET', '/providers/Microsoft.Compute/skus', listSkus)];
