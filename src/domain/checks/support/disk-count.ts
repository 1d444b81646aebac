/** What a machine is taken to have when nobody knows its disks: an estimate of Ferry's own, and always said. */
export const ASSUMED_DISKS = 5;

/** Bounds for the disks of machines of which only the number is known; each has a system disk. */
export function diskBounds(machines: number, dataDisks: number): { readonly least: number; readonly assumed: number; readonly most: number } {
  return { least: machines, assumed: machines * ASSUMED_DISKS, most: machines * (dataDisks + 1) };
}
