// What an entry of the Activity Log is.

/** Who sent a request: the application that a bearer token stands for, or a person in the portal. */
export type Caller = { readonly kind: 'application'; readonly objectId: string; readonly appId: string } | { readonly kind: 'person'; readonly name: string };

/** One entry. `reported` is when the log begins to show it. */
export type ActivityRecord = {
  readonly at: number;
  readonly reported: number;
  readonly caller: Caller;
  readonly operation: string;
  readonly resourceId: string;
  readonly status: 'Accepted' | 'Succeeded' | 'Failed';
  readonly code: number;
  readonly correlationId: string;
  readonly ip: string;
};
