import { isAskedToStop } from '../domain/migration/decide.ts';
import { isHeld } from '../domain/migration/held.ts';
import type { Migration, Phase } from '../domain/migration/types.ts';
import { isOrphan } from '../domain/source-guard/guard.ts';
import type { Words } from '../text/en.ts';
import { execute, type Button } from './button.ts';

type StepVerb = keyof Words['cards']['machine']['steps'];

// A phase that waits for a cloud, or for an answer with a reason, has no button here.
const NEXT: { readonly [P in Phase]: StepVerb | null } = {
  enabling: null, seeding: null, protected: 'test', testing: null, 'test-review': null, 'cleaning-test': null, tested: 'cutover', 'awaiting-approval': null,
  quiescing: 'quiesce', draining: null, 'stopping-source': null, 'source-stopped': null, 'failing-over': null, 'in-azure': 'accept', accepted: 'complete',
  completing: null, migrated: null, 'rolling-back': null, 'rolled-back': 'replicate', abandoned: 'replicate',
};

/** The one button that brings a machine on, or null while nobody can do anything. */
export function nextButton(m: Migration, words: Words): Button | null {
  const verb = nextVerb(m);
  if (verb === null) return null;
  return execute({ verb, id: m.instanceId, title: words.cards.machine.steps[verb], style: 'positive' });
}

function nextVerb(m: Migration): StepVerb | null {
  // What is held begins nothing: only the way out of it is offered.
  if (isHeld(m)) return 'resume';
  if (m.request?.begun === false) return null;
  if (m.stuck !== null) return 'retry';
  return m.drift === null ? onward(m) : m.drift.adopting === undefined ? 'adopt' : null;
}

function onward(m: Migration): StepVerb | null {
  if (m.pending !== null) return null;
  // What may be the last copy is failed over without waiting for a test.
  if (isAskedToStop(m)) return 'stopped';
  return isOrphan(m) && m.position.phase === 'protected' ? 'cutover' : NEXT[m.position.phase];
}
