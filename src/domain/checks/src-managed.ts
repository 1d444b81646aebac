import type { MachineFacts } from '../machine.ts';
import { BEFORE_REPLICATION, block, makeCheck, pass } from './support/make-check.ts';
import { SOURCE } from './support/words.ts';

const MARKS: readonly { readonly tag: RegExp; readonly service: string }[] = [
  { tag: /^eks:(nodegroup|cluster)-name$/, service: 'Amazon EKS' },
  { tag: /^kubernetes\.io\/cluster\//, service: 'a Kubernetes cluster' },
  { tag: /^elasticbeanstalk:environment-name$/, service: 'Elastic Beanstalk' },
  { tag: /^aws:elasticmapreduce:/, service: 'Amazon EMR' },
];

// EC2 says it itself for instances that a service operates; the tags tell of the others.
function serviceOf(facts: MachineFacts): string | null {
  if (facts.operator !== null) return facts.operator;
  const tags = Object.keys(facts.tags);
  return MARKS.find((m) => tags.some((t) => m.tag.test(t)))?.service ?? null;
}

/** A node that a service made is made again by the service; its workload is moved, not the node. */
export const srcManaged = makeCheck({
  id: 'SRC-MANAGED',
  title: 'Management by an AWS service',
  topic: 'source',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'owner',
  needs: [],
  expected: `No operator in EC2's own record, and no tag of EKS, Kubernetes, Elastic Beanstalk or EMR. ${SOURCE.ferry}.`,
  judge: ({ facts }) => {
    const service = serviceOf(facts);
    if (service === null) return pass('EC2 names no operator, and no tag of EKS, Kubernetes, Elastic Beanstalk or EMR is set.');
    return block({
      evidence: facts.operator === null ? `The tags say that ${service} runs this machine.` : `EC2 says that ${service} operates this machine.`,
      remedy: 'Rebuild the workload on its Azure counterpart (AKS, scale sets, App Service, HDInsight); do not move the node.',
      cause: service,
      causeText: `run by ${service}`,
    });
  },
});
