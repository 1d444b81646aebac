/** Ferry itself: who it is, where it is reached, what it remembers. */
import { z } from 'zod';
import type { ConversationId } from '../domain/ids.ts';
import type { AppPackage } from '../ports/surroundings.ts';
import { makeAudit } from './audit.ts';
import { seen, type Look, type Seen } from './doctor-finding.ts';
import type { DoctorDeps } from './doctor-types.ts';

const WRITTEN = 'doctor.written';
/** The channel and the personal scope show no more commands than this. */
const MOST_COMMANDS = 10;

export const lookAtBot: Look = ({ surroundings: { bot } }) => {
  if (bot.appId === null) return Promise.resolve(seen('warn', 'bot-anonymous'));
  return Promise.resolve(bot.type === 'MultiTenant' ? seen('warn', 'bot-multi-tenant', bot.appId) : seen('ok', 'bot-fine', bot.appId, bot.type));
};

export const lookAtEndpoint: Look = async ({ surroundings: { publicUrl, loopback, reach } }) => {
  if (publicUrl === null) return loopback ? seen('warn', 'endpoint-loopback') : seen('unknown', 'endpoint-not-told');
  const answer = await reach(`${publicUrl.replace(/\/+$/, '')}/healthz`);
  if ('why' in answer) return seen('bad', 'endpoint-unreachable', publicUrl, answer.why);
  if (!answer.ours) return seen('bad', 'endpoint-other', publicUrl, String(answer.status));
  return answer.status === 200 ? seen('ok', 'endpoint-fine', publicUrl) : seen('bad', 'endpoint-status', publicUrl, String(answer.status));
};

export const lookAtPackage: Look = async (d) => {
  const made = await d.surroundings.appPackage();
  if (made === null) return seen('unknown', 'package-none');
  const differences = differencesOf(made, d);
  return differences.length === 0 ? seen('ok', 'package-fine', made.version) : seen('bad', 'package-differs', differences.join('; '));
};

function differencesOf(made: AppPackage, { surroundings: { bot, publicUrl } }: DoctorDeps): readonly string[] {
  const at = publicUrl === null ? null : new URL(publicUrl);
  return [
    ...(bot.appId === null || made.botIds.includes(bot.appId) ? [] : [`its bot is ${made.botIds.join(', ')}, ours is ${bot.appId}`]),
    ...(['team', 'personal'].every((scope) => made.scopes.includes(scope)) ? [] : [`its scopes are ${made.scopes.join(', ')}, team and personal are needed`]),
    ...(at === null || made.validDomains.some((domain) => domain === at.hostname || domain === at.host) ? [] : [`${at.host} is not among its valid domains`]),
    ...(made.version === bot.version ? [] : [`its version is ${made.version}, ours is ${bot.version}`]),
    ...(made.mostCommands <= MOST_COMMANDS ? [] : [`it lists ${made.mostCommands} commands in one scope, Teams shows ${MOST_COMMANDS}`]),
  ];
}

/** A store that grows for a year, and a night of notes, fit into this. */
const COMFORTABLE_BYTES = 1024 ** 3;

export const lookAtStore: Look = async ({ store, clock }) => {
  const { kind, replicas, disk } = await store.about();
  if (disk !== null && disk.freeBytes < disk.floorBytes) return seen('bad', 'store-disk-full', String(disk.freeBytes), String(disk.floorBytes));
  const mark = clock.nonce();
  await store.putNote(WRITTEN, mark);
  const back = await store.note(WRITTEN);
  if (back !== mark) return seen('bad', 'store-not-written', kind);
  if (disk !== null && disk.freeBytes < COMFORTABLE_BYTES) return seen('warn', 'store-disk-low', String(disk.freeBytes), String(disk.floorBytes));
  return seen('ok', 'store-fine', kind, String(replicas));
};

export const lookAtSchema: Look = async ({ store }) => {
  const { version, known } = await store.about();
  if (version === known) return seen('ok', 'schema-fine', String(version));
  return seen('warn', version > known ? 'schema-newer' : 'schema-older', String(version), String(known));
};

export const lookAtAudit: Look = async (d) => {
  const verdict = await makeAudit(d).verifyAudit({ kind: 'all' });
  if (!verdict.ok) return seen('ok', 'audit-whole', '0', '0');
  const { records, streams, faults } = verdict.value;
  return faults.length === 0 ? seen('ok', 'audit-whole', String(records), String(streams)) : seen('bad', 'audit-broken', String(faults.length), faults[0]?.stream ?? '');
};

const noticeShape = z.object({ at: z.number(), activityId: z.string().nullable(), why: z.string().nullable() });

/** Where it is kept what became of the last notice to a conversation; null: of the last one anywhere. */
export function noticeKey(here: ConversationId | null): string {
  return here === null ? 'doctor.notice' : `doctor.notice:${here}`;
}

/** A notice is sent only when somebody asks for it; here it is told what became of the last one. */
export function lookAtNotice(here: ConversationId | null): Look {
  return async ({ store }): Promise<Seen> => {
    const kept = await store.note(noticeKey(here));
    if (kept === null) return seen('unknown', 'notice-not-tried');
    const { at, activityId, why } = noticeShape.parse(JSON.parse(kept));
    return activityId === null ? seen('bad', 'notice-failed', String(at), why ?? '') : seen('ok', 'notice-fine', activityId, String(at));
  };
}
