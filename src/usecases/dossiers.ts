import type { DossierRefusal } from '../domain/dossier/decide.ts';
import { emptyDossier } from '../domain/dossier/evolve.ts';
import { dossierIdOf, type Dossier, type DossierEvent } from '../domain/dossier/types.ts';
import type { Actor } from '../domain/person.ts';
import type { Result } from '../domain/result.ts';
import { ok } from '../domain/result.ts';
import type { Instant } from '../domain/time.ts';
import type { DossierChange, Stored } from '../ports/changes.ts';
import type { Deps } from './deps.ts';
import { dossierChange } from './record.ts';
import { reject } from './rejections.ts';
import type { Rejection } from './types.ts';

const RACES = 4;

/** The dossier of one instance or of the scope; an empty one where nothing stands yet. */
export async function dossierOf(d: Pick<Deps, 'store'>, subject: string): Promise<Stored<Dossier>> {
  return (await d.store.dossier(dossierIdOf(subject))) ?? { state: emptyDossier(subject), version: 0 };
}

type Decide = (dossier: Dossier, now: Instant) => Result<readonly DossierEvent[], DossierRefusal>;

/** Stores what was decided on one dossier; decides again when another writer was faster. */
export async function changeDossier(d: Deps, o: { readonly subject: string; readonly actor: Actor; readonly decide: Decide }): Promise<Result<Dossier, Rejection>> {
  for (let race = 0; race < RACES; race++) {
    const before = await dossierOf(d, o.subject);
    const now = d.clock.now();
    const decided = o.decide(before.state, now);
    if (!decided.ok) return decided;
    if (decided.value.length === 0) return ok(before.state);
    const change = dossierChange(before, decided.value, { at: now, actor: o.actor });
    if ((await d.store.commit({ at: now, changes: [change] })) === 'saved') return ok(change.state);
  }
  return reject('changed-meanwhile');
}

/** As many dossiers as one transaction takes without holding up the others. */
const CHUNK = 100;

/** Stores events on many dossiers, a bundle at a time; returns how many dossiers were changed. A bundle that lost a race is tried again. */
export async function changeDossiers(d: Deps, o: { readonly wanted: ReadonlyMap<string, readonly DossierEvent[]>; readonly actor: Actor }): Promise<Result<number, Rejection>> {
  const all = [...o.wanted].filter(([, events]) => events.length > 0);
  for (let from = 0; from < all.length; from += CHUNK) {
    if (!(await saveBundle(d, all.slice(from, from + CHUNK), o.actor))) return reject('changed-meanwhile');
  }
  return ok(all.length);
}

async function saveBundle(d: Deps, bundle: readonly (readonly [string, readonly DossierEvent[]])[], actor: Actor): Promise<boolean> {
  for (let race = 0; race < RACES; race++) {
    const at = d.clock.now();
    const changes: DossierChange[] = [];
    for (const [subject, events] of bundle) changes.push(dossierChange(await dossierOf(d, subject), events, { at, actor }));
    if ((await d.store.commit({ at, changes })) === 'saved') return true;
  }
  return false;
}
