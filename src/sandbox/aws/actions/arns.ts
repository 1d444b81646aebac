// Amazon resource names of the simulated account.
import { account, region } from '../../world/aws-world.ts';

/** The ARN of an instance. */
export function instanceArn(instanceId: string): string {
  return arn(`instance/${instanceId}`);
}

/** The ARN of some EC2 resource. */
export function arn(resource: string): string {
  return `arn:aws:ec2:${region}:${account}:${resource}`;
}
