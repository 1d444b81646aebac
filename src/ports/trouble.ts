/** Trouble with the outside world that callers have to tell apart. No vendor type crosses this folder. */

/** Trouble with a cloud or with Teams. `notSent`: the request certainly did nothing. `unknown` outcome only for writes. */
export class CloudError extends Error {
  override readonly name = 'CloudError';
  readonly kind: 'throttled' | 'unavailable' | 'conflict' | 'notFound' | 'forbidden' | 'invalid';
  /** The operation in the vendor's words: `ec2:StopInstances`, `replicationProtectedItems.unplannedFailover`. */
  readonly operation: string;
  /** Whether the cloud may have done what was asked; reads are always `false`. */
  readonly mayHaveHappened: boolean;
  readonly retryAfterMs: number | null;
  /** The vendor's own code and advice, when it gave some; safe to show. */
  readonly code: string | null;
  readonly advice: string | null;
  readonly requestId: string | null;
  constructor(o: { kind: CloudError['kind']; operation: string; message: string; mayHaveHappened?: boolean; retryAfterMs?: number | null; code?: string | null; advice?: string | null; requestId?: string | null; cause?: unknown }) {
    super(o.message, { cause: o.cause });
    this.kind = o.kind;
    this.operation = o.operation;
    this.mayHaveHappened = o.mayHaveHappened ?? false;
    this.retryAfterMs = o.retryAfterMs ?? null;
    this.code = o.code ?? null;
    this.advice = o.advice ?? null;
    this.requestId = o.requestId ?? null;
  }
}

/** The disk of the store has too little room for a write, so it was not tried. Callers of the store meet it as the cause of `NotRecorded` or `StoreLost`. */
export class DiskNearlyFull extends Error {
  override readonly name = 'DiskNearlyFull';
  readonly freeBytes: number;
  constructor(freeBytes: number) {
    super(`the disk of the store is nearly full: ${Math.floor(freeBytes / 1024 ** 2)} MiB are free`);
    this.freeBytes = freeBytes;
  }
}

/** The store could not be written for certain: its disk is full, or it does not answer. What is not recorded is not done. */
export class NotRecorded extends Error {
  override readonly name = 'NotRecorded';
  /** What is free on a disk that is nearly full; null when something else was in the way. */
  get freeBytes(): number | null {
    return this.cause instanceof DiskNearlyFull ? this.cause.freeBytes : null;
  }
}

/** The store cannot be reached, or does not answer. `mayHaveChanged`: the work that met it may have changed something, or wrote something before; otherwise it certainly did not. */
export class StoreLost extends Error {
  override readonly name = 'StoreLost';
  readonly mayHaveChanged: boolean;
  constructor(o: { readonly mayHaveChanged: boolean; readonly cause: unknown }) {
    super('the store cannot be used', { cause: o.cause });
    this.mayHaveChanged = o.mayHaveChanged;
  }
  /** What is free on a disk that is nearly full; null when something else was in the way. */
  get freeBytes(): number | null {
    return this.cause instanceof DiskNearlyFull ? this.cause.freeBytes : null;
  }
}
