// DescribeInstanceAttribute: one attribute of one instance.
import type { Instance } from '../../world/instance.ts';
import { instanceTypeOf } from '../../world/instance-types.ts';
import { isVisible } from '../../world/lifecycle.ts';
import { refuseDryRun, type Action, type Ec2Call } from '../action.ts';
import { refusal, unauthorized } from '../errors.ts';
import { required } from '../params.ts';
import { groupSet } from '../render/common.ts';
import type { XmlObject } from '../xml.ts';
import { instanceArn } from './arns.ts';
import { instanceIds } from './instances.ts';

const isNitro = (instance: Instance) => instanceTypeOf(instance.instanceType)?.hypervisor !== 'xen';

type Read = (instance: Instance, call: Ec2Call) => XmlObject;

const attributes: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['disableApiTermination', (instance) => ({ disableApiTermination: { value: instance.terminationProtected } })],
  ['disableApiStop', (instance) => ({ disableApiStop: { value: instance.stopProtected } })],
  ['instanceInitiatedShutdownBehavior', (instance) => ({ instanceInitiatedShutdownBehavior: { value: instance.shutdownBehavior } })],
  ['instanceType', (instance) => ({ instanceType: { value: instance.instanceType } })],
  ['rootDeviceName', (instance) => ({ rootDeviceName: { value: instance.rootDeviceName } })],
  ['groupSet', (instance, call) => ({ groupSet: groupSet(call.world.aws, instance.groupIds) })],
  ['sourceDestCheck', (instance) => ({ sourceDestCheck: { value: instance.sourceDestCheck } })],
  ['enclaveOptions', (instance) => ({ enclaveOptions: { enabled: instance.enclave } })],
  ['productCodes', (instance) => ({ productCodes: instance.productCodes.map(({ code, type }) => ({ productCode: code, type })) })],
  ['ebsOptimized', (instance) => ({ ebsOptimized: { value: isNitro(instance) } })],
  ['enaSupport', (instance) => ({ enaSupport: { value: isNitro(instance) } })],
]);

/** DescribeInstanceAttribute. User data may hold secrets, so the role cannot read it. */
export const describeInstanceAttribute: Action = {
  params: ['DryRun', 'InstanceId', 'Attribute'],
  run(call) {
    const id = required(call.params, 'InstanceId');
    const attribute = required(call.params, 'Attribute');
    const { malformed, missing } = instanceIds;
    if (malformed && !malformed.pattern.test(id)) throw refusal(malformed.code, `Invalid id: "${id}"`);
    const instance = call.world.aws.instances.get(id);
    if (!instance || !isVisible(instance, call.now)) throw refusal(missing.code, missing.message(id));
    if (attribute === 'userData') throw unauthorized('DescribeInstanceAttribute', instanceArn(id));
    const read = attributes.get(attribute);
    if (!read) throw refusal('InvalidParameterValue', `Value (${attribute}) for parameter attribute is invalid. Unknown attribute.`);
    refuseDryRun(call);
    return { fields: { instanceId: id, ...read(instance, call) } };
  },
};
