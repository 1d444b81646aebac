import type { Tx } from '../database.ts';
import { createStore } from './001-store.ts';

/** One step of the schema; its number is its place in the list. */
export type SchemaStep = { readonly name: string; readonly up: (tx: Tx) => Promise<void> };

/** All steps, oldest first. Append only: a step that ran somewhere is never edited. */
export const SCHEMA_STEPS: readonly SchemaStep[] = [{ name: '001-store', up: createStore }];
