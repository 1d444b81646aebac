/** What can be asked of several machines in one command. */
import type { Price } from '../domain/cost/cost.ts';
import type { QueuedReplication } from '../domain/dossier/types.ts';
import type { ConversationId, InstanceId, MigrationId } from '../domain/ids.ts';
import type { Live } from '../domain/live.ts';
import type { Machine } from '../domain/machine.ts';
import type { Migration } from '../domain/migration/types.ts';
import type { Person } from '../domain/person.ts';
import type { Selectable } from '../domain/wave/selectors.ts';
import type { Wave } from '../domain/wave/types.ts';
import type { Underway } from './hold-types.ts';
import type { Outcome, Rejection } from './outcome.ts';
import type { BulkResult } from './wave-types.ts';

/** A machine that a selector means; `machine` is null when AWS does not show it any more. */
export type SelectedMachine = Selectable & { readonly instanceId: InstanceId; readonly machine: Machine | null; readonly migration: Migration | null; readonly live: Live | null };

/** What a selector means. `wave` is Ferry's own wave; for one that only tags name it is null. `title` is how people call it. */
export type Selected = { readonly wave: Wave | null; readonly title: string; readonly machines: readonly SelectedMachine[] };

/** One act on several machines. */
export type BulkAct =
  | { readonly verb: 'test' | 'quiesce' | 'accept' | 'retry' | 'resume' }
  | { readonly verb: 'verdict'; readonly works: boolean; readonly reason: string }
  | { readonly verb: 'refuse'; readonly reason: string }
  | { readonly verb: 'hold'; readonly reason: string };

/** `goesOn` is what a cloud does all the same, for a hold. */
export type BulkDone = BulkResult & { readonly goesOn: readonly Underway[] };

/** A machine that could be replicated now, with everything chosen for it. */
export type ReadyMachine = { readonly instanceId: InstanceId; readonly name: string; readonly choices: QueuedReplication['choices'] };

/** A machine that cannot, and why. */
export type BarredMachine = { readonly name: string; readonly why: Rejection };

/** What `replicate` over several machines would do. */
export type BulkPlan = {
  readonly title: string;
  readonly wave: string | null;
  readonly ready: readonly ReadyMachine[];
  readonly barred: readonly BarredMachine[];
  /** Machines that replicate already, or wait for their turn. */
  readonly under: readonly string[];
  /** Shortages over all ready machines together, in words. */
  readonly short: readonly string[];
  readonly vault: string;
  readonly policy: string;
  readonly mostAtOnce: number;
  /** What one machine and month costs after the free days; null where nobody set it. */
  readonly price: Price | null;
};

/** What was put into the queue. */
export type Queued = { readonly bulk: string; readonly machines: number; readonly batch: number };

export type BulkUseCases = {
  /** The machines that a text means: a wave, names, `group:2`, `state:failed`, `tag:App=shop`, `name:web*`, and `-` before what is left out. */
  selectMachines(text: string): Outcome<Selected>;
  /** Each machine is decided by itself: one that refuses keeps none of the others back. */
  bulk(o: { readonly act: BulkAct; readonly machines: readonly MigrationId[]; readonly who: Person }): Promise<BulkDone>;
  /** The name of the wave whose recovery plan would test exactly these machines in one job; null where each is tested by itself. */
  testedByPlan(machines: readonly MigrationId[]): Promise<string | null>;
  /** Checks all of them now. Nothing is stored but the reports. */
  planReplication(selected: Selected): Outcome<BulkPlan>;
  /** Stores what was confirmed; replication is turned on for a few at a time. */
  queueReplication(o: { readonly machines: readonly ReadyMachine[]; readonly batch: number; readonly wave: string | null; readonly who: Person; readonly here: ConversationId }): Outcome<Queued>;
  /** Takes machines out of the queue; answers with the names of those that were in it. */
  callOffReplication(o: { readonly instances: readonly InstanceId[]; readonly reason: string; readonly who: Person }): Outcome<readonly string[]>;
  /** Names of the machines that need one of these to run in Azure first. */
  dependants(instances: readonly InstanceId[]): Promise<readonly string[]>;
};
