import { rootIn } from '../domain/notice/roots.ts';
import type { Deps } from './deps.ts';
import type { NoticeUseCases, ThreadTarget } from './notice-types.ts';

/** The use case that says what a thread is about. Whatever could mean two things means nothing. */
export function makeThreadTarget({ store }: Pick<Deps, 'store'>): Pick<NoticeUseCases, 'threadTarget'> {
  return {
    async threadTarget({ conversation, root }) {
      const roots = (await store.postsAs({ conversation, activityId: root })).flatMap(({ key }) => rootIn(key) ?? []);
      const [about] = roots;
      if (about === undefined || roots.length > 1) return null;
      return about.kind === 'wave' ? waveOf(store, about.id) : machineOf(store, about.id);
    },
  };
}

/** A wave that was closed takes no commands any more. */
async function waveOf(store: Deps['store'], id: Parameters<Deps['store']['wave']>[0]): Promise<ThreadTarget | null> {
  const wave = (await store.wave(id))?.state ?? null;
  return wave === null || wave.closed !== null ? null : { kind: 'wave', name: wave.name };
}

/** By its instance: two machines may bear one name. */
async function machineOf(store: Deps['store'], id: Parameters<Deps['store']['migration']>[0]): Promise<ThreadTarget | null> {
  const migration = (await store.migration(id))?.state ?? null;
  return migration === null ? null : { kind: 'machine', id: migration.instanceId };
}
