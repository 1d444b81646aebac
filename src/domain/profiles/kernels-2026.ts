import type { KernelRule } from './types.ts';

/**
 * Kernels of the mobility service 9.62 to 9.66, which only appliances offer: each version adds to the ones before it. Kernels
 * made for Azure are left out, no EC2 machine runs them. The kernels that AWS makes for itself are in no list.
 */
export const KERNELS_2026: readonly KernelRule[] = [
  { family: 'rhel', from: '8.4', to: '8.4', kernels: ['4.18.0-305.30.1 or later'] },
  { family: 'rhel', from: '8.5', to: '8.5', kernels: ['4.18.0-348.5.1 or later'] },
  {
    family: 'rhel', from: '9.0', to: '9.7',
    kernels: [
      '5.14.0-70.97.1', '5.14.0-70.101.1', '5.14.0-284.62.1', '5.14.0-284.64.1', '5.14.0-284.66.1', '5.14.0-284.67.1', '5.14.0-284.69.1', '5.14.0-284.71.1',
      '5.14.0-284.73.1', '5.14.0-284.75.1', '5.14.0-284.77.1', '5.14.0-284.79.1', '5.14.0-284.80.1', '5.14.0-284.82.1', '5.14.0-284.84.1', '5.14.0-284.85.1',
      '5.14.0-284.86.1', '5.14.0-427.13.1', '5.14.0-427.16.1', '5.14.0-427.18.1', '5.14.0-427.20.1', '5.14.0-427.22.1', '5.14.0-427.24.1', '5.14.0-427.26.1',
      '5.14.0-427.28.1', '5.14.0-427.31.1', '5.14.0-427.33.1', '5.14.0-427.35.1', '5.14.0-427.37.1', '5.14.0-503.11.1 or later',
    ],
  },
  { family: 'rhel', from: '10.0', to: '10.1', kernels: ['6.12.0-55.9.1 or later'] },
  {
    family: 'rocky', from: '9.0', to: '9.7',
    kernels: [
      '5.14.0-70.97.1', '5.14.0-70.101.1', '5.14.0-284.62.1', '5.14.0-284.64.1', '5.14.0-284.66.1', '5.14.0-284.67.1', '5.14.0-284.69.1', '5.14.0-284.71.1',
      '5.14.0-427.13.1', '5.14.0-427.16.1', '5.14.0-427.18.1', '5.14.0-427.20.1', '5.14.0-427.22.1', '5.14.0-611.5.1 or later',
    ],
  },
  { family: 'rocky', from: '10.0', to: '10.1', kernels: ['6.12.0-55.9.1 or later'] },
  {
    family: 'oracle', from: '9.0', to: '9.6',
    kernels: [
      '5.14.0-70.97.1', '5.14.0-70.101.1', '5.14.0-284.62.1', '5.14.0-284.64.1', '5.14.0-284.66.1', '5.14.0-284.67.1', '5.14.0-284.69.1', '5.14.0-284.71.1',
      '5.14.0-284.73.1', '5.14.0-284.75.1', '5.14.0-284.77.1', '5.14.0-284.79.1', '5.14.0-284.80.1', '5.14.0-284.82.1', '5.14.0-284.84.1', '5.14.0-284.85.1',
      '5.14.0-284.86.1', '5.14.0-427.13.1', '5.14.0-427.16.1', '5.14.0-427.18.1', '5.14.0-427.20.1', '5.14.0-427.22.1', '5.14.0-427.24.1', '5.14.0-427.26.1',
      '5.14.0-427.28.1', '5.14.0-427.31.1', '5.14.0-427.33.1', '5.14.0-427.35.1', '5.14.0-427.37.1', '5.14.0-503.11.1 or later',
    ],
  },
  { family: 'sles', from: '12.1', to: '12.5', kernels: [] },
  { family: 'sles', from: '15.0', to: '15.7', kernels: [] },
  {
    family: 'ubuntu', from: '14.04', to: '14.04',
    kernels: [
      '3.13.0-24-generic to 3.13.0-170-generic', '3.16.0-25-generic to 3.16.0-77-generic', '3.19.0-18-generic to 3.19.0-80-generic',
      '4.2.0-18-generic to 4.2.0-42-generic', '4.4.0-21-generic to 4.4.0-148-generic',
    ],
  },
  {
    family: 'ubuntu', from: '16.04', to: '16.04',
    kernels: [
      '4.4.0-21-generic to 4.4.0-210-generic', '4.8.0-34-generic to 4.8.0-58-generic', '4.10.0-14-generic to 4.10.0-42-generic',
      '4.11.0-13-generic to 4.11.0-14-generic', '4.13.0-16-generic to 4.13.0-45-generic', '4.15.0-13-generic to 4.15.0-142-generic',
    ],
  },
  {
    family: 'ubuntu', from: '18.04', to: '18.04',
    kernels: [
      '4.15.0-226-generic to 4.15.0-232-generic', '4.15.0-234-generic to 4.15.0-235-generic', '4.15.0-237-generic to 4.15.0-243-generic', '4.15.0-245-generic',
      '5.4.0-186-generic to 5.4.0-187-generic', '5.4.0-189-generic to 5.4.0-190-generic', '5.4.0-192-generic to 5.4.0-193-generic',
      '5.4.0-195-generic to 5.4.0-196-generic', '5.4.0-198-generic', '5.4.0-200-generic', '5.4.0-202-generic', '5.4.0-204-generic',
      '5.4.0-206-generic to 5.4.0-207-generic', '5.4.0-209-generic', '5.4.0-215-generic to 5.4.0-216-generic', '5.4.0-218-generic to 5.4.0-223-generic',
    ],
  },
  {
    family: 'ubuntu', from: '20.04', to: '20.04',
    kernels: [
      '5.4.0-186-generic to 5.4.0-187-generic', '5.4.0-189-generic to 5.4.0-190-generic', '5.4.0-192-generic to 5.4.0-193-generic',
      '5.4.0-195-generic to 5.4.0-196-generic', '5.4.0-198-generic', '5.4.0-200-generic', '5.4.0-202-generic', '5.4.0-204-generic',
      '5.4.0-206-generic to 5.4.0-207-generic', '5.4.0-209-generic', '5.4.0-215-generic to 5.4.0-216-generic', '5.4.0-218-generic to 5.4.0-223-generic',
      '5.15.0-113-generic', '5.15.0-116-generic to 5.15.0-119-generic', '5.15.0-121-generic to 5.15.0-122-generic', '5.15.0-124-generic to 5.15.0-127-generic',
      '5.15.0-130-generic', '5.15.0-133-generic', '5.15.0-135-generic', '5.15.0-139-generic', '5.15.0-142-generic to 5.15.0-145-generic',
      '5.15.0-151-generic to 5.15.0-153-generic', '5.15.0-156-generic to 5.15.0-157-generic', '5.15.0-160-generic to 5.15.0-161-generic',
    ],
  },
  {
    family: 'ubuntu', from: '22.04', to: '22.04',
    kernels: [
      '5.15.0-112-generic to 5.15.0-113-generic', '5.15.0-116-generic to 5.15.0-119-generic', '5.15.0-121-generic to 5.15.0-122-generic',
      '5.15.0-124-generic to 5.15.0-128-generic', '5.15.0-130-generic', '5.15.0-133-generic', '5.15.0-135-generic', '5.15.0-139-generic to 5.15.0-144-generic',
      '5.15.0-151-generic to 5.15.0-153-generic', '5.15.0-156-generic to 5.15.0-157-generic', '5.15.0-160-generic to 5.15.0-161-generic', '6.5.0-41-generic',
      '6.5.0-44-generic to 6.5.0-45-generic', '6.8.0-38-generic to 6.8.0-40-generic', '6.8.0-45-generic', '6.8.0-47-generic to 6.8.0-52-generic', '6.8.0-54-generic',
      '6.8.0-58-generic to 6.8.0-60-generic', '6.8.0-63-generic to 6.8.0-65-generic', '6.8.0-78-generic to 6.8.0-79-generic', '6.8.0-83-generic to 6.8.0-87-generic',
    ],
  },
  {
    family: 'ubuntu', from: '24.04', to: '24.04',
    kernels: [
      '6.8.0-31-generic', '6.8.0-35-generic to 6.8.0-36-generic', '6.8.0-38-generic to 6.8.0-41-generic', '6.8.0-44-generic to 6.8.0-52-generic', '6.8.0-54-generic',
      '6.8.0-59-generic to 6.8.0-60-generic', '6.8.0-63-generic to 6.8.0-64-generic', '6.8.0-71-generic', '6.8.0-78-generic to 6.8.0-79-generic',
      '6.8.0-83-generic to 6.8.0-88-generic', '6.11.0-17-generic', '6.11.0-19-generic', '6.11.0-21-generic', '6.11.0-24-generic to 6.11.0-26-generic',
      '6.11.0-28-generic to 6.11.0-29-generic', '6.14.0-24-generic', '6.14.0-27-generic to 6.14.0-29-generic', '6.14.0-32-generic to 6.14.0-36-generic',
    ],
  },
  { family: 'debian', from: '7', to: '7', kernels: ['3.2.0-4-amd64 to 3.2.0-6-amd64', '3.16.0-0.bpo.4-amd64'] },
  { family: 'debian', from: '8', to: '8', kernels: ['3.16.0-4-amd64 to 3.16.0-11-amd64', '4.9.0-0.bpo.4-amd64 to 4.9.0-0.bpo.12-amd64'] },
  { family: 'debian', from: '10', to: '10', kernels: ['4.19.0-27-amd64', '4.19.0-27-cloud-amd64', '5.10.0-0.deb10.30-amd64', '5.10.0-0.deb10.30-cloud-amd64'] },
  {
    family: 'debian', from: '11', to: '11',
    kernels: [
      '5.10.0-30-amd64 to 5.10.0-33-amd64', '5.10.0-35-amd64 to 5.10.0-36-amd64', '5.10.0-30-cloud-amd64 to 5.10.0-33-cloud-amd64',
      '5.10.0-35-cloud-amd64 to 5.10.0-36-cloud-amd64', '6.1.0-0.deb11.13-amd64', '6.1.0-0.deb11.17-amd64 to 6.1.0-0.deb11.18-amd64',
      '6.1.0-0.deb11.21-amd64 to 6.1.0-0.deb11.22-amd64', '6.1.0-0.deb11.25-amd64 to 6.1.0-0.deb11.26-amd64', '6.1.0-0.deb11.28-amd64', '6.1.0-0.deb11.32-amd64',
      '6.1.0-0.deb11.35-amd64', '6.1.0-0.deb11.37-amd64 to 6.1.0-0.deb11.41-amd64', '6.1.0-0.deb11.13-cloud-amd64',
      '6.1.0-0.deb11.17-cloud-amd64 to 6.1.0-0.deb11.18-cloud-amd64', '6.1.0-0.deb11.21-cloud-amd64 to 6.1.0-0.deb11.22-cloud-amd64',
      '6.1.0-0.deb11.25-cloud-amd64 to 6.1.0-0.deb11.26-cloud-amd64', '6.1.0-0.deb11.28-cloud-amd64', '6.1.0-0.deb11.32-cloud-amd64', '6.1.0-0.deb11.35-cloud-amd64',
      '6.1.0-0.deb11.37-cloud-amd64 to 6.1.0-0.deb11.41-cloud-amd64',
    ],
  },
  {
    family: 'debian', from: '12', to: '12',
    kernels: [
      '6.1.0-22-amd64 to 6.1.0-23-amd64', '6.1.0-25-amd64 to 6.1.0-28-amd64', '6.1.0-32-amd64 to 6.1.0-35-amd64', '6.1.0-37-amd64 to 6.1.0-41-amd64',
      '6.1.0-15-cloud-amd64', '6.1.0-22-cloud-amd64 to 6.1.0-23-cloud-amd64', '6.1.0-25-cloud-amd64 to 6.1.0-28-cloud-amd64',
      '6.1.0-32-cloud-amd64 to 6.1.0-35-cloud-amd64', '6.1.0-37-cloud-amd64 to 6.1.0-41-cloud-amd64',
    ],
  },
];
