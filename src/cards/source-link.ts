import { neutral } from '../text/neutral.ts';

/** Only addresses that cannot end the link early: what a check or a rule file gives as its source. */
const PLAIN = /^https:\/\/[a-z0-9.-]+(?:\/[\w./?=&%~-]*)?(?:#[\w./-]*)?$/i;

/** A link that clients show as one; null for an address that is none, or that could hide something. */
export function sourceLink(label: string, url: string | null): string | null {
  return url !== null && url.length <= 200 && PLAIN.test(url) ? `[${neutral(label)}](${url})` : null;
}
