import type { Tx } from '../database.ts';
import { createStore } from './001-store.ts';
import { addCheckRuns } from './002-check-runs.ts';
import { makeAuditAppendOnly } from './003-audit.ts';
import { addPeople } from './004-people.ts';
import { addNotices } from './005-notices.ts';
import { addSamples } from './006-samples.ts';
import { addRounds } from './008-rounds.ts';

/**
 * One step of the schema; its number stands before its name. A step only adds, and older programs go on working. One that takes
 * something away has a `contract`: the oldest schema that a program must know to survive it (the release that stopped using
 * what goes), and the program that brings it; it waits until no older one runs, and bars older ones from then on.
 */
export type SchemaStep = { readonly name: string; readonly up: (tx: Tx) => Promise<void>; readonly contract?: { readonly needs: number; readonly program: string } };

/** All steps, oldest first. Append only: a step that ran somewhere is never edited. */
export const SCHEMA_STEPS: readonly SchemaStep[] = [
  { name: '001-store', up: createStore },
  { name: '002-check-runs', up: addCheckRuns },
  { name: '003-audit', up: makeAuditAppendOnly },
  { name: '004-people', up: addPeople },
  { name: '005-notices', up: addNotices },
  { name: '006-samples', up: addSamples },
  { name: '008-rounds', up: addRounds },
];
