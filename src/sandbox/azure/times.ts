// How Azure writes moments, and the lengths of time this sandbox uses.

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;

/** "Not ended yet" in the tasks of a job; Site Recovery leaves the zone off. */
export const openEnd = '0001-01-01T00:00:00';

/** "Never" in a current scenario. */
export const never = '1753-01-01T01:01:01Z';

/** A moment with the seven fractional digits that Site Recovery writes. */
export function stamp(at: number): string {
  return new Date(at).toISOString().replace('Z', '0000Z');
}

/** A moment or null, for fields that are null until something happened. */
export function stampOrNull(at: number | null): string | null {
  return at === null ? null : stamp(at);
}

/** The last full minute: heartbeats and calculated values are only as fresh as that. */
export function lastFullMinute(at: number): number {
  return Math.floor(at / minute) * minute;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The free text "2023-Aug-26 03:42:14" of the mobility agent: it is no ISO date on purpose. */
export function agentText(at: number): string {
  const iso = new Date(at).toISOString();
  const month = months[new Date(at).getUTCMonth()] ?? 'Jan';
  return `${iso.slice(0, 4)}-${month}-${iso.slice(8, 10)} ${iso.slice(11, 19)}`;
}

/** The free text "8/26/2023 3:42:27 AM" of the process server. */
export function serverText(at: number): string {
  const day = new Date(at);
  const hours = day.getUTCHours();
  const clock = day.toISOString().slice(13, 19);
  return `${day.getUTCMonth() + 1}/${day.getUTCDate()}/${day.getUTCFullYear()} ${hours % 12 || 12}${clock} ${hours < 12 ? 'AM' : 'PM'}`;
}
