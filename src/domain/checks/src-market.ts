import { BEFORE_REPLICATION, block, makeCheck, pass, warn } from './support/make-check.ts';
import { SOURCE } from './support/words.ts';

/** What was bought on AWS Marketplace is licensed for AWS. */
export const srcMarket = makeCheck({
  id: 'SRC-MARKET',
  title: 'Marketplace product codes',
  topic: 'source',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'owner',
  needs: [],
  expected: `No product code of AWS Marketplace or DevPay: such a licence does not move. ${SOURCE.ferry}.`,
  judge: ({ facts }) => {
    if (facts.productCodes.length === 0) return pass('The instance has no product codes.');
    const codes = facts.productCodes.map((c) => `${c.id} (${c.kind})`).join(', ');
    const cause = { cause: codes, causeText: `product code ${codes}` };
    if (facts.productCodes.some((c) => c.kind === 'devpay')) return block({ evidence: `The instance carries the product code ${codes}. DevPay software is paid through AWS and stops without it.`, remedy: 'Replace the software by a licence of your own before moving the machine, or rebuild the workload.', ...cause });
    return warn({ evidence: `The instance carries the product code ${codes}, bought on AWS Marketplace.`, remedy: 'Get a licence of your own from the vendor, or the Azure listing of the product, before the cutover.', ...cause });
  },
});
