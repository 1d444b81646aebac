// How the parts of a network are named by id.
import type { IdRule } from '../action.ts';

/** The rule for one kind of resource. */
export function idRule(param: string, path: string, missing: { readonly code: string; readonly word: string }): readonly IdRule[] {
  return [{ param, path, missing: { code: missing.code, message: (ids) => `The ${missing.word} '${ids}' does not exist` } }];
}
