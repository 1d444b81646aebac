/** How the EC2 machine comes to rest before the failover: Ferry stops it, a person stops it and confirms, or it is not stopped at all. */
export type SourceStop = { readonly kind: 'ferry' } | { readonly kind: 'person' } | { readonly kind: 'none'; readonly reason: string };

export const SOURCE_STOPS = ['ferry', 'person', 'none'] as const satisfies readonly SourceStop['kind'][];
export type SourceStopKind = (typeof SOURCE_STOPS)[number];

/** What has a policy of its own; left out, Ferry stops the machine, as in every record of an older Ferry. */
export type Stoppable = { readonly sourceStop?: SourceStop };

/** Which policy holds. */
export function stopOf(o: Stoppable): SourceStopKind {
  return o.sourceStop?.kind ?? 'ferry';
}

/** The field as it is kept: none for the policy that holds where nothing is said. */
export function keptStop(stop: SourceStop | undefined): Stoppable {
  return stop === undefined || stop.kind === 'ferry' ? {} : { sourceStop: stop };
}

/** What an approver must not miss about it. */
export function stopWarnings(stop: SourceStop | undefined): readonly string[] {
  if (stop?.kind === 'none') return [`The EC2 machine is NOT stopped (${stop.reason}): what is written to it after the last recovery point is lost, and two machines will run.`];
  return stop?.kind === 'person' ? ['Ferry does not stop the EC2 machine: a person stops it during the cutover and confirms it.'] : [];
}
