/** Ports whose calls are counted by operation and outcome, and stand in traces. */
import type { Clock } from '../../ports/clock.ts';
import type { Meter } from '../../ports/telemetry.ts';
import { CloudError } from '../../ports/trouble.ts';

type Method = (...args: never[]) => Promise<unknown>;
type By = { readonly meter: Meter; readonly clock: Pick<Clock, 'now'> };

/** The same port; every call is measured under the name of its cloud and its own. */
export function measuredCloud<P extends { readonly [K in keyof P]: Method }>(port: P, cloud: 'aws' | 'azure' | 'entra', by: By): P {
  return measured(port, by, (operation) => ({ name: 'cloud_calls', labels: { cloud, operation } }));
}

/** The same messenger; every message is measured. */
export function measuredMessenger<P extends { readonly [K in keyof P]: Method }>(port: P, by: By): P {
  return measured(port, by, (act) => ({ name: 'notices', labels: { act } }));
}

type As = { readonly name: 'cloud_calls' | 'notices'; readonly labels: { readonly [label: string]: string } };

function measured<P extends { readonly [K in keyof P]: Method }>(port: P, { meter, clock }: By, as: (method: string) => As): P {
  const entries = Object.entries(port as Record<string, Method>).map(([method, call]): [string, Method] => {
    const { name, labels } = as(method);
    const spanName = Object.values(labels).join(' ');
    return [method, async (...args) => {
      const begun = clock.now();
      const tell = (outcome: string): void => meter.timed(name, clock.now() - begun, { ...labels, outcome });
      try {
        const answer = await meter.span(spanName, {}, () => call(...args));
        tell('ok');
        return answer;
      } catch (error) {
        tell(error instanceof CloudError ? error.kind : 'bug');
        throw error;
      }
    }];
  });
  return Object.fromEntries(entries) as unknown as P;
}
