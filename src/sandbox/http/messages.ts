// A request as it reaches a handler, and the answer it gives back.

/** One request, with its body read. */
export type SandboxRequest = {
  method: string;
  url: URL;
  path: string;
  headers: Record<string, string | undefined>;
  body: string;
  host: string;
};

/** One answer. */
export type SandboxResponse = {
  status: number;
  headers?: Record<string, string>;
  body: string;
  /** The request changed the world. */
  accepted?: boolean;
};
