import { BEFORE_REPLICATION, block, makeCheck, pass } from './support/make-check.ts';
import { SOURCE } from './support/words.ts';

const MARKS: readonly { readonly tag: RegExp; readonly service: string }[] = [
  { tag: /^eks:(nodegroup|cluster)-name$/, service: 'Amazon EKS' },
  { tag: /^kubernetes\.io\/cluster\//, service: 'a Kubernetes cluster' },
  { tag: /^elasticbeanstalk:environment-name$/, service: 'Elastic Beanstalk' },
  { tag: /^aws:elasticmapreduce:/, service: 'Amazon EMR' },
];

/** A node that a service made is made again by the service; its workload is moved, not the node. */
export const srcManaged = makeCheck({
  id: 'SRC-MANAGED',
  title: 'Management by an AWS service',
  phases: BEFORE_REPLICATION,
  expected: `No tag of EKS, Kubernetes, Elastic Beanstalk or EMR. ${SOURCE.ferry}.`,
  judge: ({ facts }) => {
    const tags = Object.keys(facts.tags);
    const mark = MARKS.find((m) => tags.some((t) => m.tag.test(t)));
    if (mark === undefined) return pass('No tag of EKS, Kubernetes, Elastic Beanstalk or EMR is set.');
    return block({ evidence: `The tags say that ${mark.service} runs this machine.`, remedy: 'Rebuild the workload on its Azure counterpart; do not move the node.', cause: mark.service });
  },
});
