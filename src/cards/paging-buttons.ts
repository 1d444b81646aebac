import type { Words } from '../text/en.ts';
import { execute, type Button } from './button.ts';
import type { Page } from './page.ts';
import type { Verb } from './verbs.ts';

/** Back and More of a paged list; `data.page` tells the page to show. */
export function pagingButtons(page: Page<unknown>, to: { readonly verb: Verb; readonly id?: string }, words: Words): readonly Button[] {
  const back = page.number > 0 ? [execute({ ...to, title: words.common.back, data: { page: page.number - 1 } })] : [];
  const more = page.number < page.last ? [execute({ ...to, title: words.common.more, data: { page: page.number + 1 } })] : [];
  return [...more, ...back];
}
