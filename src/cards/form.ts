import { execute, type Button } from './button.ts';

/** The dialog that a card belongs to; `version` tells an old card from the present one. */
export type Form = { readonly name: string; readonly version: number };

/** A button that moves a dialog on or back. Only `next` and `confirm` send the inputs along. */
export function step(form: Form, to: 'next' | 'confirm' | 'back' | 'cancel', look: { readonly title: string; readonly style?: 'positive' | 'destructive' }): Button {
  return execute({ verb: 'form', id: form.name, etag: form.version, title: look.title, style: look.style, data: { step: to }, withInputs: to === 'next' || to === 'confirm' });
}
