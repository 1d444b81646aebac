import type { Tx } from '../database.ts';
import { createStore } from './001-store.ts';
import { addCheckRuns } from './002-check-runs.ts';
import { makeAuditAppendOnly } from './003-audit.ts';
import { addPeople } from './004-people.ts';

/** One step of the schema; its number is its place in the list. */
export type SchemaStep = { readonly name: string; readonly up: (tx: Tx) => Promise<void> };

/** All steps, oldest first. Append only: a step that ran somewhere is never edited. */
export const SCHEMA_STEPS: readonly SchemaStep[] = [
  { name: '001-store', up: createStore },
  { name: '002-check-runs', up: addCheckRuns },
  { name: '003-audit', up: makeAuditAppendOnly },
  { name: '004-people', up: addPeople },
];
