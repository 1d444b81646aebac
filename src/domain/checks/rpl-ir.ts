import { isJudgement } from './support/appliance.ts';
import { BEFORE_FAILOVER, block, makeCheck, pass } from './support/make-check.ts';
import { ownItem } from './support/own-item.ts';
import { listText, SOURCE, LINK } from './support/words.ts';

const WAIT = 'Wait until the first copy is done and the machine is shown as protected.';

/** Before the first copy is whole there is nothing to start. A percentage proves nothing: it may be the one of an hour ago. */
export const rplIr = makeCheck({
  id: 'RPL-IR',
  title: 'First copy',
  topic: 'replication',
  phases: BEFORE_FAILOVER,
  severity: 'block',
  curer: 'ferry',
  needs: ['item'],
  expected: `Site Recovery shows the machine as protected, with every disk copied. ${SOURCE.enable}.`,
  link: LINK.enable,
  overridable: false,
  judge: (input) => {
    const item = ownItem(input);
    if (isJudgement(item)) return item;
    if (item.protectionState !== 'Protected') return block({ evidence: `Site Recovery does not show the machine as protected, but as: ${item.protectionText}.`, remedy: WAIT });
    const open = item.disks.filter((d) => !d.initialReplicationDone).map((d) => `${d.name}${d.percent === null ? '' : ` (${d.percent} %)`}`);
    if (open.length > 0) return block({ evidence: `Not copied yet: ${listText(open)}.`, remedy: WAIT });
    return pass(`Site Recovery shows the machine as protected${item.disks.length === 0 ? '' : `, and all ${item.disks.length} disks as copied`}.`);
  },
});
