/** A change to a wave as a dialog keeps it. */
import { z } from 'zod';
import { conversationIdFromActivity, instanceIdFromCloud, userIdFromActivity, waveIdFromStore } from '../domain/ids.ts';
import type { WaveEdit } from '../domain/wave/edit.ts';
import { WindowShape } from './window-shape.ts';

const Instance = z.string().transform(instanceIdFromCloud);
const User = z.string().transform(userIdFromActivity);
export const PersonShape = z.object({ id: User, tenant: z.string(), name: z.string() }).readonly();
export const MemberShape = z.object({ instanceId: Instance, name: z.string(), group: z.number(), needs: z.array(Instance).readonly() }).readonly();
export const TargetShape = z.object({ resourceGroupId: z.string().nullable(), networkId: z.string().nullable(), subnet: z.string().nullable(), size: z.string().nullable() }).readonly();
export const WaveIdShape = z.string().transform(waveIdFromStore);
export const ChannelShape = z.string().transform(conversationIdFromActivity);

const Change = z.object({
  owner: PersonShape.optional(),
  target: TargetShape.optional(),
  approvers: z.array(User).readonly().nullable().optional(),
  channel: ChannelShape.nullable().optional(),
  policy: z.object({ onFailure: z.enum(['stop', 'go-on']), drive: z.enum(['machines', 'kept', 'plan']) }).readonly().optional(),
  note: z.string().optional(),
});

export const WaveEditShape = z.discriminatedUnion('type', [
  z.object({ type: z.literal('add'), members: z.array(MemberShape).readonly() }),
  z.object({ type: z.literal('remove'), instanceIds: z.array(z.string()).readonly(), reason: z.string() }),
  z.object({ type: z.literal('move'), instanceIds: z.array(z.string()).readonly(), to: WaveIdShape, group: z.number().nullable() }),
  z.object({ type: z.literal('regroup'), members: z.array(MemberShape).readonly() }),
  z.object({ type: z.literal('window'), window: WindowShape.nullable() }),
  z.object({ type: z.literal('after'), after: z.array(z.string()).readonly() }),
  z.object({ type: z.literal('change'), change: Change.transform((c) => Object.fromEntries(Object.entries(c).filter(([, value]) => value !== undefined)) as Extract<WaveEdit, { type: 'change' }>['change']) }),
  z.object({ type: z.literal('close'), reason: z.string() }),
  z.object({ type: z.literal('reopen'), reason: z.string() }),
]) satisfies z.ZodType<WaveEdit>;
