// What the views of an item look at.
import type { SourceMachine } from '../../world/sources.ts';
import type { State } from '../state.ts';
import type { Vault } from '../vault-list.ts';
import type { Item } from './model.ts';

/** What a view looks at. `full` is false in lists, which leave out disks, network cards and the discovered machine. */
export type ViewInput = { readonly item: Item; readonly vault: Vault; readonly source: SourceMachine | null; readonly now: number; readonly full: boolean; readonly state: State };
