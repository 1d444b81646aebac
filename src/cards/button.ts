import { clip, neutral } from '../text/neutral.ts';
import { raw, type Raw } from './render.ts';
import type { Verb } from './verbs.ts';

/** What a button is to do: ids only, never a decision that is not the press itself. */
export type Press = {
  readonly verb: Verb;
  readonly title: string;
  readonly id?: string;
  readonly etag?: number;
  readonly style?: 'positive' | 'destructive' | undefined;
  readonly data?: { readonly [key: string]: string | number | boolean };
  /** False for a button that must work whatever the inputs say, for example Cancel. */
  readonly withInputs?: boolean;
};

/** A finished button of a card. */
export type Button = { readonly type: 'Action.Execute'; readonly verb: Verb; readonly title: string; readonly data: object; readonly style?: string; readonly associatedInputs?: 'none' };

/** An `Action.Execute` whose data is `{ferry: 1, verb, id, etag, ...data}`; an id or etag that does not exist is left out. */
export function execute(press: Press): Button {
  const { verb, title, id, etag, style, data = {}, withInputs = true } = press;
  return {
    type: 'Action.Execute',
    verb,
    title: neutral(clip(title, 60)),
    data: { ferry: 1, verb, ...(id === undefined ? {} : { id }), ...(etag === undefined ? {} : { etag }), ...data },
    ...(style === undefined ? {} : { style }),
    ...(withInputs ? {} : { associatedInputs: 'none' as const }),
  };
}

/** A button that opens an address of Ferry's own in the browser. */
export type Opener = { readonly type: 'Action.OpenUrl'; readonly title: string; readonly url: string };

/** Makes an {@link Opener}; the address comes from Ferry, never from a cloud or a person. */
export function openUrl(title: string, url: string): Opener {
  return { type: 'Action.OpenUrl', title: neutral(clip(title, 60)), url };
}

/** The buttons of a card, the absent ones left out. */
export function buttons(...all: readonly (Button | Opener | null)[]): Raw {
  return raw(all.filter((b) => b !== null));
}
