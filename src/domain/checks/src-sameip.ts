import { ALWAYS, block, makeCheck, pass } from './support/make-check.ts';
import { SOURCE } from './support/words.ts';

/** Two machines with one private address cannot be told apart by Site Recovery, and Ferry does not guess. */
export const srcSameip = makeCheck({
  id: 'SRC-SAMEIP',
  title: 'Uniqueness of the private address',
  topic: 'source',
  phases: ALWAYS,
  severity: 'block',
  curer: 'aws',
  needs: [],
  overridable: false,
  expected: `A private address that only one instance of the scope has. ${SOURCE.ferry}; Site Recovery finds machines by private address.`,
  judge: ({ facts, sameIp }) => {
    const address = facts.privateIp ?? 'none';
    if (sameIp.length === 0) return pass(`No other instance of the scope has the address ${address}.`);
    return block({
      evidence: `${sameIp.join(', ')} ${sameIp.length === 1 ? 'has' : 'have'} the address ${address} too, so a replicated machine could be either.`,
      remedy: 'Give one of the machines another private address, or move them through separate vaults, each with its own appliance.',
      cause: address,
      causeText: `several instances have the private address ${address}`,
    });
  },
});
