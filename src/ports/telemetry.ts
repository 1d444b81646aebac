/** What those who run Ferry see of it. No vendor type crosses this folder. */

/** Constant message, variable part in fields. */
export type Log = {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
};

/** What is counted: each with the values its labels may have, all from short fixed lists, never an id or a person. */
export type MetricName = 'http_requests' | 'turns' | 'cloud_calls' | 'notices' | 'jobs_run' | 'rounds' | 'turns_limited' | 'log_lines';

/** One figure as it stands when somebody looks. */
export type Figure = { readonly name: string; readonly help: string; readonly labels: { readonly [label: string]: string }; readonly value: number };

/** Counts and times what happens, for those who run Ferry; nothing is decided on it, and it never throws. */
export type Meter = {
  /** One more of these. */
  count(name: MetricName, labels: { readonly [label: string]: string }): void;
  /** One more of these, which took so long. */
  timed(name: MetricName, ms: number, labels: { readonly [label: string]: string }): void;
  /** Does the work as one named part of a trace; fields may hold ids, but no words of people. */
  span<T>(name: string, fields: { readonly [field: string]: string }, work: () => Promise<T>): Promise<T>;
};
