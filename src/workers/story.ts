/** What messages are made from, and what they are. */
import type { Rendered } from '../cards/rendered.ts';
import type { Approval } from '../domain/approval/types.ts';
import type { ApprovalId } from '../domain/ids.ts';
import type { Lane } from '../domain/notice/types.ts';
import type { Person } from '../domain/person.ts';
import type { Instant } from '../domain/time.ts';
import type { WaveMember } from '../domain/wave/types.ts';
import type { Recorded } from '../ports/changes.ts';
import type { MachineStatus } from '../usecases/types.ts';
import type { WaveView } from '../usecases/wave-types.ts';

/** One message that should stand in Teams. `root` starts the thread; `question` is edited until it is answered; `note` is said once. */
export type Wanted = {
  readonly key: string;
  readonly role: 'root' | 'question' | 'note';
  readonly content: { readonly card: Rendered } | { readonly text: string };
  readonly lane: Lane;
  /** When it happened; for a root when the thread could have begun. */
  readonly at: Instant;
  /** What it is, whatever it is about: many alike are told together. */
  readonly kind: string;
  /** The thread that a root was asked for in; left out for one that begins a thread. */
  readonly thread?: string | null;
  /** Who is called by name. */
  readonly mentions?: readonly Person[];
  /** Kept up where it stands, never posted anew. */
  readonly onlyEdit?: boolean;
  /** A question that has its answer. */
  readonly isOver?: boolean;
  /** A question of the same thread says it too: only for those who are not told of questions. */
  readonly echo?: boolean;
  /** It cannot wait for the morning: what it asks for is for tonight. */
  readonly tonight?: boolean;
  /** Sent where it belongs, but Teams did not say whether it took it. */
  readonly inDoubt?: boolean;
};

/** A migration with everything that its messages are made from. */
export type Story = { readonly status: MachineStatus; readonly events: readonly Recorded[]; /** The events of its approvals too, in the order of the store. */ readonly history: readonly Recorded[]; readonly approvals: ReadonlyMap<ApprovalId, Approval>; /** Whom Ferry knows by name. */ readonly people?: readonly Person[] };

/** A wave with everything that the messages of its thread are made from. */
export type WaveStory = {
  readonly view: WaveView;
  /** Machines whose migration has begun; each story has the approvals of the whole wave. */
  readonly machines: readonly { readonly member: WaveMember; readonly story: Story }[];
  readonly approvals: ReadonlyMap<ApprovalId, Approval>;
  /** The events of its approvals, in the order of the store. */
  readonly history: readonly Recorded[];
};
