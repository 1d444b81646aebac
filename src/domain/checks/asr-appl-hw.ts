import type { MachineFacts } from '../machine.ts';
import { applianceInstance, isJudgement } from './support/appliance.ts';
import { BEFORE_REPLICATION, block, makeCheck, pass, unreadable, warn } from './support/make-check.ts';
import { listText, profileText } from './support/words.ts';
import type { CheckInput, Judgement } from './types.ts';

type Wanted = CheckInput['profile']['limits']['appliance'];

function weak(hardware: { readonly vcpus: number; readonly memoryMiB: number }, wanted: Wanted): readonly string[] {
  const gib = hardware.memoryMiB / 1024;
  return [
    ...(hardware.vcpus < wanted.vcpus ? [`it has ${hardware.vcpus} of ${wanted.vcpus} vCPU`] : []),
    ...(gib < wanted.memoryGib ? [`it has ${gib} of ${wanted.memoryGib} GiB memory`] : []),
  ];
}

type Disks = readonly { readonly sizeGiB: number; readonly isRoot: boolean }[];

function dataDisks(disks: Disks): readonly number[] {
  return disks.filter((d) => !d.isRoot).map((d) => d.sizeGiB).sort((a, b) => b - a);
}

// All data pass through the cache, the first of the disks beside the system disk.
function noCache(disks: Disks, wanted: Wanted): readonly string[] {
  const have = dataDisks(disks);
  const cache = Math.max(...wanted.dataDisksGb);
  return (have[0] ?? 0) >= cache ? [] : [`beside the system disk it has ${have.length === 0 ? 'no disk' : listText(have.map((s) => `${s} GB`))}, and the cache needs ${cache} GB`];
}

// A small system disk fills up late, and the second disk of a configuration server is for the way back, which Ferry does not use.
function tight(disks: Disks, wanted: Wanted): readonly string[] {
  const root = disks.find((d) => d.isRoot);
  const have = dataDisks(disks);
  const need = [...wanted.dataDisksGb].sort((a, b) => b - a);
  return [
    ...(root !== undefined && root.sizeGiB < wanted.osDiskGb ? [`its system disk has ${root.sizeGiB} of ${wanted.osDiskGb} GB`] : []),
    ...(need.some((size, i) => i > 0 && (have[i] ?? 0) < size) ? [`it lacks a further disk of ${need.at(-1) ?? 0} GB`] : []),
  ];
}

function measured(owner: MachineFacts, wanted: Wanted): Judgement {
  if (!owner.hardware.known) return unreadable("The appliance's hardware", owner.hardware.why);
  if (!owner.disks.known) return unreadable("The appliance's volumes", owner.disks.why);
  const faults = [...weak(owner.hardware.value, wanted), ...noCache(owner.disks.value, wanted)];
  const smaller = tight(owner.disks.value, wanted);
  const what = `${owner.name} (${owner.instanceType})`;
  const remedy = 'Stop it, change its instance type or enlarge and add volumes, and start it again.';
  if (faults.length > 0) return block({ evidence: `${what} is too small for an appliance: ${[...faults, ...smaller].join('; ')}.`, remedy, cause: 'small', causeText: `The appliance ${owner.name} is too small: ${faults.join('; ')}` });
  if (smaller.length > 0) return warn({ evidence: `${what} is smaller than the list asks for: ${smaller.join('; ')}.`, remedy, cause: 'tight', causeText: `The appliance ${owner.name} is smaller than the list asks for: ${smaller.join('; ')}` });
  return pass(`${what} has ${owner.hardware.value.vcpus} vCPU, ${owner.hardware.value.memoryMiB / 1024} GiB and the disks it needs.`);
}

/** An appliance that is too small falls behind with every machine that is added. */
export const asrApplHw = makeCheck({
  id: 'ASR-APPL-HW',
  title: "The appliance's hardware",
  topic: 'vault',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'aws',
  needs: ['appliance'],
  expected: ({ profile }) => {
    const a = profile.limits.appliance;
    return `An appliance with ${a.vcpus} vCPU, ${a.memoryGib} GiB, a system disk of ${a.osDiskGb} GB and beside it ${a.dataDisksGb.length === 1 ? 'a disk' : 'disks'} of ${listText(a.dataDisksGb.map((s) => `${s} GB`))}. ${profileText(profile)}.`;
  },
  link: ({ profile }) => profile.link,
  judge: (input) => {
    const owner = applianceInstance(input);
    return isJudgement(owner) ? owner : measured(owner, input.profile.limits.appliance);
  },
});
