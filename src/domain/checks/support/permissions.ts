/** Whether Azure's lists of permissions allow an operation: wildcards stand for any part, and exceptions take away. */
import type { Permission } from '../../infrastructure.ts';

function matches(pattern: string, operation: string): boolean {
  const name = operation.toLowerCase();
  const [head = '', ...rest] = pattern.toLowerCase().split('*');
  const tail = rest.pop();
  if (tail === undefined) return name === head;
  if (!name.startsWith(head)) return false;
  let at = head.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return name.length - tail.length >= at && name.endsWith(tail);
}

/** Each permission stands for one role: what one role takes back another may still give. */
export function isAllowed(permissions: readonly Permission[], operation: string): boolean {
  return permissions.some((p) => p.actions.some((a) => matches(a, operation)) && !p.notActions.some((n) => matches(n, operation)));
}
