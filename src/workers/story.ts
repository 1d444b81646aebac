/** What messages are made from, and what they are. */
import type { Rendered } from '../cards/rendered.ts';
import type { Approval } from '../domain/approval/types.ts';
import type { ApprovalId } from '../domain/ids.ts';
import type { Person } from '../domain/person.ts';
import type { Recorded } from '../ports.ts';
import type { MachineStatus } from '../usecases/types.ts';

/** One message that should stand in Teams. `root` starts the machine's thread; `question` is edited until it is answered; `note` is said once. */
export type Wanted = { readonly key: string; readonly role: 'root' | 'question' | 'note'; readonly content: { readonly card: Rendered } | { readonly text: string }; /** The thread that a root was asked for in; left out for one that begins a thread. */ readonly thread?: string | null; /** Who is called by name. */ readonly mentions?: readonly Person[]; /** Kept up where it stands, never posted anew. */ readonly onlyEdit?: boolean };

/** A migration with everything that its messages are made from. */
export type Story = { readonly status: MachineStatus; readonly events: readonly Recorded[]; /** The events of its approvals too, in the order of the store. */ readonly history: readonly Recorded[]; readonly approvals: ReadonlyMap<ApprovalId, Approval>; /** Whom Ferry knows by name. */ readonly people?: readonly Person[] };
