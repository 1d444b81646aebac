import { describe, expect, test } from '@jest/globals';
import { netPush } from '../../../src/domain/checks/net-push.ts';
import { netSgInApp } from '../../../src/domain/checks/net-sg-in-app.ts';
import { netSgOut } from '../../../src/domain/checks/net-sg-out.ts';
import { instanceIdFromCloud } from '../../../src/domain/ids.ts';
import { appliance, facts, input, known, rule, withFacts } from './input.ts';
import { NETWORK_ROWS } from './rows/network.ts';
import { linux, table, windows } from './rows/row.ts';

table('network', NETWORK_ROWS);

describe('the rule that is missing', () => {
  const closed = { rules: known([rule({ groupId: 'sg-web', direction: 'out' })]) };

  test('is named exactly as Ferry would add it', () => {
    expect(netSgOut.run(withFacts(closed)).missingRule).toEqual({ groupId: 'sg-web', direction: 'out', ports: [9443], peer: { kind: 'group', groupId: 'sg-app' }, description: 'Ferry: Site Recovery control and data' });
    const shut = input({ appliance: { facts: known(appliance({ rules: known([]) })) } });
    expect(netSgInApp.run(shut).missingRule).toEqual({ groupId: 'sg-app', direction: 'in', ports: [443, 9443], peer: { kind: 'group', groupId: 'sg-web' }, description: 'Ferry: Site Recovery control and data' });
    const elsewhere = input({ facts: facts({ rules: known([]) }), appliance: { facts: known(appliance({ vpcId: 'vpc-2' })) } });
    expect(netSgOut.run(elsewhere).missingRule).toMatchObject({ ports: [443, 9443], peer: { kind: 'cidr', cidr: '10.0.9.9/32' } });
  });

  test('is shared by machines behind one closed group, in words as well', () => {
    const named = { ...closed, securityGroups: [{ id: 'sg-web', name: 'corp-legacy-egress' }] };
    const one = netSgOut.run(withFacts(named));
    const other = netSgOut.run(withFacts({ ...named, instanceId: instanceIdFromCloud('i-0ddddddddddddddd4'), privateIp: '10.0.1.11' }));
    expect(one).toMatchObject({ cause: 'NET-SG-OUT:sg-web:9443', causeText: 'TCP 9443 closed in sg-web (corp-legacy-egress)' });
    expect(other).toMatchObject({ cause: one.cause, causeText: one.causeText, remedy: one.remedy, missingRule: one.missingRule });
  });

  test('goes to the group that already lets one of the ports through', () => {
    const two = withFacts({ securityGroups: [{ id: 'sg-default', name: 'default' }, { id: 'sg-web', name: 'web' }], ...closed });
    expect(netSgOut.run(two).missingRule?.groupId).toBe('sg-web');
  });

  test('is not offered where it would name nobody, where nothing is missing, or where single ports do not do', () => {
    expect(netSgOut.run({ ...withFacts({ rules: known([]) }), appliance: { facts: known(null) } }).missingRule).toBeNull();
    expect(netSgOut.run(input()).missingRule).toBeNull();
    const push = (given: ReturnType<typeof input>) => netPush.run({ ...given, plan: { ...given.plan, push: true }, facts: { ...given.facts, rules: known([]) } });
    expect(push(windows('Microsoft Windows Server 2019 Datacenter', '10.0.17763'))).toMatchObject({ verdict: 'block', missingRule: null });
    expect(push(linux()).missingRule).toMatchObject({ groupId: 'sg-web', direction: 'in', ports: [22] });
  });
});
