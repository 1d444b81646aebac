import { z } from 'zod';
import type { WaveId } from '../domain/ids.ts';
import { HANDOVER } from '../domain/notice/handover.ts';
import type { Store } from '../ports/store.ts';
import type { Wanted } from './story.ts';

const Kept = z.object({ at: z.number(), text: z.string() });

/** The last handover of a wave: somebody asked for it now, so it does not wait for the morning. */
export async function handoverNote(store: Pick<Store, 'note'>, id: WaveId): Promise<readonly Wanted[]> {
  const note = await store.note(`${HANDOVER}${id}`);
  if (note === null) return [];
  const { at, text } = Kept.parse(JSON.parse(note));
  return [{ key: `${id}:handover${at}`, role: 'note', lane: 'N1', kind: 'handover', at, tonight: true, content: { text } }];
}
