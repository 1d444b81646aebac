import { BEFORE_REPLICATION, block, makeCheck, pass, unreadable } from './support/make-check.ts';
import { LINK, listText, SOURCE } from './support/words.ts';

/** Only a machine that the appliance has been told of can be replicated. */
export const asrDisc = makeCheck({
  id: 'ASR-DISC',
  title: 'Discovery by the appliance',
  topic: 'vault',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'aws',
  needs: ['discovered'],
  expected: `Exactly one discovered machine with this private address. ${SOURCE.enable}.`,
  link: LINK.enable,
  overridable: false,
  judge: ({ facts, discovered }) => {
    if (!discovered.known) return unreadable('The machines that the appliance sees', discovered.why);
    const ip = facts.privateIp;
    const present = discovered.value.filter((d) => !d.deleted);
    const mine = ip === null ? [] : present.filter((d) => d.ips.includes(ip));
    const [first] = mine;
    if (first === undefined) {
      return block({
        evidence: `None of ${present.length} discovered machines has the address ${ip ?? '(none)'}.`,
        remedy: `In the appliance's configuration manager, add the physical server ${ip ?? ''}; it shows here within 15 minutes.`,
        cause: 'unseen',
        causeText: 'The appliance does not see the machine yet',
      });
    }
    if (mine.length === 1) return pass(`The appliance sees it as ${first.name}.`);
    return block({ evidence: `${mine.length} discovered machines have the address ${ip ?? ''}: ${listText(mine.map((d) => d.name))}.`, remedy: "Remove the wrong one from the appliance's configuration manager.", cause: ip ?? '', causeText: `Several discovered machines have the address ${ip ?? ''}` });
  },
});
