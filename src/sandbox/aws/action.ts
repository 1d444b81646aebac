// What an EC2 action is made of, and the one shape that nearly all Describe actions share.
import type { World } from '../world/types.ts';
import { refusal } from './errors.ts';
import { applyFilters, type FilterPaths } from './filters.ts';
import { pageOf, type PageRule } from './paging.ts';
import type { Params } from './params.ts';
import { valuesAt, type XmlObject } from './xml.ts';

/** One request on its way to an action; `now` is virtual time. */
export type Ec2Call = { readonly params: Params; readonly world: World; readonly now: number };

export type Ec2Result = { readonly fields: XmlObject; readonly accepted?: boolean };

/** An action: the parameters it knows, what it does, and whether it answers a dry run by itself. */
export type Action = {
  readonly params: readonly string[];
  run(call: Ec2Call): Ec2Result;
};

/** How one kind of resource is asked for by its ids. */
export type IdRule = {
  readonly param: string;
  /** Path of the id in the answer. */
  readonly path: string;
  readonly malformed?: { readonly pattern: RegExp; readonly code: string };
  /** How many ids one call takes; 1,000 when absent. */
  readonly most?: number;
  readonly missing: { readonly code: string; message(ids: string): string };
};

/** A Describe action: which items, in which element, by which ids, filters and pages. */
export type Listing = {
  readonly set: string;
  items(call: Ec2Call): readonly XmlObject[];
  readonly ids?: readonly IdRule[];
  readonly filters: FilterPaths;
  readonly pages?: PageRule;
  readonly params?: readonly string[];
};

/** Makes the action of a listing. */
export function listing(rule: Listing): Action {
  const paging = rule.pages ? ['MaxResults', 'NextToken'] : [];
  return {
    params: ['DryRun', 'Filter', ...(rule.ids ?? []).map((id) => id.param), ...paging, ...(rule.params ?? [])],
    run(call) {
      refuseDryRun(call);
      const chosen = (rule.ids ?? []).reduce((items, id) => pickByIds(call.params, id, items), rule.items(call));
      const filtered = applyFilters(call.params, rule.filters, chosen);
      if (!rule.pages) return { fields: { [rule.set]: filtered } };
      const { page, nextToken } = pageOf(call.params, rule.pages, filtered);
      return { fields: { [rule.set]: page, nextToken } };
    },
  };
}

/** The items whose ids were asked for; all when none was. */
export function pickByIds(params: Params, rule: IdRule, items: readonly XmlObject[]): readonly XmlObject[] {
  const ids = params.list(rule.param);
  if (ids.length === 0) return items;
  const { malformed, missing, most = 1000 } = rule;
  if (ids.length > most) throw refusal('InvalidParameterValue', `The request names ${ids.length} values for ${rule.param}; at most ${most} can be given`);
  const bad = malformed ? ids.find((id) => !malformed.pattern.test(id)) : undefined;
  if (malformed && bad !== undefined) throw refusal(malformed.code, `Invalid id: "${bad}"`);

  const wanted = new Set(ids);
  const path = rule.path.split('.');
  const found = items.filter((item) => valuesAt(item, path).some((id) => wanted.has(id)));
  const known = new Set(found.flatMap((item) => valuesAt(item, path)));
  const absent = ids.filter((id) => !known.has(id));
  if (absent.length > 0) throw refusal(missing.code, missing.message(absent.join(', ')));
  return found;
}

/** A dry run that would have worked is answered by an error of its own. */
export function refuseDryRun(call: Ec2Call): void {
  if (call.params.flag('DryRun')) throw refusal('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', 412);
}
