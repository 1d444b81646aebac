import { askPerson, BEFORE_REPLICATION } from './support/make-check.ts';
import { LINK, SOURCE } from './support/words.ts';

/** An appliance that was set up by name is called by name; whether that is so no cloud tells. */
export const netDns = askPerson({
  id: 'NET-DNS',
  title: "The appliance's name in DNS",
  topic: 'network',
  phases: BEFORE_REPLICATION,
  severity: 'warn',
  curer: 'guest',
  needs: [],
  expected: `The machine resolves the appliance's name, if the appliance was set up with its name and not with its address. ${SOURCE.appliance}.`,
  link: LINK.appliance,
  question: { text: 'Does the machine resolve the name of the appliance, or was the appliance set up with its IP address?', validDays: 90 },
  judge: () => null,
  remedy: "Add the appliance's name to the DNS zone that the machine asks, or to its hosts file.",
});
