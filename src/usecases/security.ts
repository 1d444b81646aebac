import { emptySecurityLog, evolveSecurity, securityEvents } from '../domain/audit/security.ts';
import { securityIdAt, type SecurityEvent, type SecurityLog } from '../domain/audit/types.ts';
import { by, type Person } from '../domain/person.ts';
import type { SecurityChange, Stored } from '../ports/changes.ts';
import type { AuditUseCases } from './audit-types.ts';
import type { Deps } from './deps.ts';

const RACES = 6;

/** Keeps refusals in the audit, one stream a day. */
export function makeSecurity(d: Pick<Deps, 'store' | 'clock' | 'log'>): Pick<AuditUseCases, 'recordSecurity'> {
  return {
    async recordSecurity({ event, who }) {
      for (let race = 0; race < RACES; race++) {
        const at = d.clock.now();
        const before = (await d.store.securityLog(securityIdAt(at))) ?? { state: emptySecurityLog(at), version: 0 };
        const events = securityEvents(before.state, event, who);
        if (events.length === 0 || (await d.store.commit({ at, changes: [changeOf(before, { events, who, at })] })) === 'saved') return;
      }
      d.log.warn({ user: who.id, tenant: who.tenant, event: event.type }, 'a refusal could not be put on record: too many at once');
    },
  };
}

function changeOf(before: Stored<SecurityLog>, o: { readonly events: readonly SecurityEvent[]; readonly who: Person; readonly at: number }): SecurityChange {
  const actor = by(o.who);
  let { state } = before;
  for (const event of o.events) state = evolveSecurity(state, { event, at: o.at, actor });
  return { kind: 'security', id: state.id, version: before.version, state, events: o.events.map((event) => ({ actor, event })) };
}
