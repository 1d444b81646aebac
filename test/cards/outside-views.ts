/** Cards about what was done outside Ferry, and about a machine that is gone. */
import { machineCard } from '../../src/cards/machine.ts';
import type { Rendered } from '../../src/cards/rendered.ts';
import { troubleCard } from '../../src/cards/trouble.ts';
import { approvalIdOf, instanceIdFromCloud } from '../../src/domain/ids.ts';
import type { Drift, Migration } from '../../src/domain/migration/types.ts';
import { by } from '../../src/domain/person.ts';
import type { SourceLoss, SourceSnapshot } from '../../src/domain/source-guard/types.ts';
import { MINUTE } from '../../src/domain/time.ts';
import { en } from '../../src/text/en.ts';
import { at, NOW, person, statusOf } from './fixtures.ts';

const ID = approvalIdOf(1042);
const loss = (text: string): SourceLoss => ({ at: NOW, power: 'terminated', lastRecoveryPointAt: NOW - 4 * MINUTE, seenAt: NOW, successor: instanceIdFromCloud('i-0b10000000000001b'), autoScalingGroup: text });
const source = (text: string): SourceSnapshot => ({ at: NOW, power: 'running', instanceType: text, launchedAt: NOW, privateIp: '10.10.1.11', subnetId: text, imageId: text, autoScalingGroup: null, protection: { termination: false, stop: true }, disks: [] });

function views(text: { readonly caller: string; readonly setting: string; readonly group: string; readonly name: string }): { readonly [name: string]: () => Rendered } {
  const trouble = (change: Partial<Migration>, phase: 'tested' | 'protected' | 'in-azure' = 'tested'): Rendered => troubleCard({ status: statusOf(at(phase, change)), etag: 11 }, en);
  const drift = (d: Partial<Drift>): Partial<Migration> => ({ drift: { since: NOW, code: 'settings-changed', jobId: null, ...d } });
  return {
    'trouble.drift-attributed': () => trouble(drift({ code: 'failed-over-outside', voided: ID, by: { kind: 'found', caller: text.caller, operation: 'Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers/replicationProtectedItems/unplannedFailover/action', at: NOW - 2 * MINUTE } })),
    'trouble.settings': () => trouble(drift({ voided: ID, detail: { kind: 'settings', changes: [{ setting: 'size', planned: 'Standard_D2s_v5', now: text.setting }, { setting: 'networkId', planned: '/n/vnet-prod', now: `/n/${text.setting}` }] }, by: { kind: 'unreadable', why: 'it refuses our identity' } })),
    'trouble.kept': () => trouble(drift({ code: 'job-outside', detail: { kind: 'job', scenario: text.setting }, by: { kind: 'not-found' }, kept: { by: by(person(text.name)), at: NOW } })),
    'trouble.adopting': () => trouble(drift({ code: 'failed-over-outside', by: { kind: 'not-found' }, adopting: { by: by(person(text.name)), at: NOW } })),
    'trouble.source-changed': () => trouble(drift({ code: 'source-changed', voided: ID, detail: { kind: 'source', changes: [{ kind: 'disk-added', disk: { volumeId: 'vol-0f1', sizeGiB: 20 } }, { kind: 'disk-resized', volumeId: 'vol-0f2', from: 60, to: 80 }, { kind: 'moved', from: '10.10.1.11', to: text.setting }, { kind: 'joined-group', group: text.group }] } })),
    'trouble.source-started': () => trouble(drift({ code: 'source-started', detail: { kind: 'source', changes: [{ kind: 'started' }] } }), 'in-azure'),
    'trouble.source-gone': () => trouble({ sourceLost: loss(text.group) }, 'protected'),
    'machine.source-gone': () => machineCard({ status: statusOf(at('tested', { sourceLost: loss(text.group), source: source('m5.large') })) }, en),
  };
}

export const ordinaryOutside = views({ caller: 'mara@contoso.example', setting: 'Standard_D8s_v5', group: 'shop-asg', name: 'Ola Operator' });

/** The same with foreign text wherever a cloud or a person writes freely. */
export function outsideWithText(text: string): { readonly [name: string]: () => Rendered } {
  return views({ caller: text, setting: text, group: text, name: text });
}
