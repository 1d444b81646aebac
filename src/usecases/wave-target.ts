import { ok, type Result } from '../domain/result.ts';
import type { WaveTarget } from '../domain/wave/types.ts';
import type { Deps } from './deps.ts';
import type { Outcome, Rejection } from './outcome.ts';
import { reject } from './rejections.ts';
import { targetLists, targetNamed, type TargetList } from './target-names.ts';
import type { WaveUseCases } from './wave-types.ts';

const FIELDS: ReadonlyMap<string, keyof WaveTarget> = new Map<string, keyof WaveTarget>([['group', 'resourceGroupId'], ['rg', 'resourceGroupId'], ['resource-group', 'resourceGroupId'], ['network', 'networkId'], ['vnet', 'networkId'], ['subnet', 'subnet'], ['size', 'size']]);
const NOTHING = /^(?:none|default|defaults|scope|-)$/i;
const SIZE = /^(?:Standard|Basic)_[A-Za-z0-9_-]{1,60}$/;

/** The use case that reads where a wave lands: `group=rg-shop network=vnet-shop subnet=app size=Standard_D2s_v5`, any of them. */
export function makeWaveTarget(d: Deps): Pick<WaveUseCases, 'readTarget'> {
  return { readTarget: (o) => readTarget(d, o) };
}

async function readTarget(d: Deps, { text, before }: Parameters<WaveUseCases['readTarget']>[0]): Outcome<WaveTarget> {
  const plain = text.trim();
  if (NOTHING.test(plain)) return ok({ resourceGroupId: null, networkId: null, subnet: null, size: null });
  const pairs = [...plain.matchAll(/([a-z-]+)\s*[=:]\s*(\S+)/gi)].map((m) => ({ field: FIELDS.get((m[1] ?? '').toLowerCase()), value: m[2] ?? '' }));
  if (pairs.length === 0 || pairs.some((p) => p.field === undefined)) return reject('wave-target', { value: plain });
  const lists = pairs.some((p) => isNamed(p.field) && !p.value.startsWith('/')) ? await targetLists(d) : { groups: [], networks: [] };
  let target = before;
  for (const { field, value } of pairs) {
    if (field === undefined) continue;
    const read = NOTHING.test(value) ? ok(null) : valueOf(lists, field, value);
    if (!read.ok) return read;
    target = { ...target, [field]: read.value };
  }
  return ok(target);
}

function isNamed(field: keyof WaveTarget | undefined): boolean {
  return field === 'resourceGroupId' || field === 'networkId';
}

function valueOf(lists: { readonly groups: TargetList; readonly networks: TargetList }, field: keyof WaveTarget, value: string): Result<string, Rejection> {
  if (field === 'subnet') return ok(value);
  if (field === 'size') return SIZE.test(value) ? ok(value) : reject('wave-target', { value });
  const found = targetNamed(field === 'networkId' ? lists.networks : lists.groups, value);
  return 'id' in found ? ok(found.id) : reject('wave-target', { value, known: found.known, why: found.why });
}
