import { z } from 'zod';
import { policyCard } from '../../cards/policy.ts';
import { inputText } from '../arguments.ts';
import { command } from '../command.ts';
import { listed } from '../dry-run.ts';
import { ownStoreOnly } from '../own-store.ts';
import type { Ctx } from '../context.ts';
import { policyDialog } from '../dialogs/policy.ts';
import { startForm } from '../forms.ts';
import type { Line } from '../line.ts';
import { fieldsIn, PROPOSED, type PolicyState } from '../policy-step.ts';
import { card, rejected, swap } from '../replies.ts';
import type { PolicyBoard } from '../../usecases/planning-types.ts';
import type { Reply } from '../turn.ts';

const Field = z.string().trim().max(64).optional();
const Schema = z.strictObject({ act: z.enum(['show', 'create', 'use']), pressed: z.boolean(), name: z.string().trim().max(400).optional(), retention: Field, app: Field, rpo: Field });
type Args = z.infer<typeof Schema>;

/** Shows the vault's replication policies, creates one, or says which one replication uses. */
export const policy = command({
  name: 'policy',
  aliases: ['policies'],
  role: 'operator',
  help: 'policy',
  group: 'prepare',
  kind: 'form',
  schema: Schema,
  fromText,
  fromButton: ({ data }) => ({ act: data['act'] ?? 'show', pressed: true, name: data['act'] === 'use' ? (inputText({ id: '', etag: null, data, shown: null }, 'policyName') ?? '') : undefined }),
  dryRun: async ({ act, name }, ctx) =>
    act === 'show' ? ownStoreOnly(ctx, 'policy') : listed(ctx, { what: `policy ${act}`, run: await ctx.usecases.dryRunPolicy({ act, name: name ?? (act === 'create' ? PROPOSED.name : '') }) }),
  run: async (args, ctx) => {
    const board = await ctx.usecases.policies();
    if (!board.ok) return rejected(ctx, board.error);
    if (args.act === 'show') return shown(board.value, args, ctx);
    return startForm(ctx, policyDialog, beginPolicy(board.value, args));
  },
});

/** `policy`, `policy create NAME retention 72h app 4h`, `policy use NAME`. */
function fromText({ words }: Line): object {
  const [verb = '', ...rest] = words;
  const act = /^(?:create|new|add)$/i.test(verb) ? 'create' : /^(?:use|choose)$/i.test(verb) ? 'use' : 'show';
  if (act === 'show') return { act, pressed: false };
  const [name] = rest;
  return { act, pressed: false, ...(name === undefined ? {} : { name }), ...fieldsIn(rest.slice(1)) };
}

function shown(board: PolicyBoard, { pressed }: Args, ctx: Ctx): readonly Reply[] {
  const made = policyCard({ board }, ctx.words);
  return pressed ? swap(made) : card(made);
}

function beginPolicy(board: PolicyBoard, { act, name, retention, app, rpo }: Args): PolicyState {
  // The card's list gives the id of a policy, people type its name.
  const named = board.policies.find((p) => p.id === name)?.name ?? name;
  const fields = { name: named ?? (act === 'create' ? PROPOSED.name : ''), retention: retention ?? PROPOSED.retention, app: app ?? PROPOSED.app, rpo: rpo ?? PROPOSED.rpo };
  const ground = { classic: board.provider === 'InMageAzureV2', longestRetentionHours: board.longestRetentionHours, setting: board.setting, problems: [], refusal: null };
  return act === 'create' ? { kind: 'create', at: 'form', fields, ...ground } : { kind: 'use', at: 'confirm', fields, ...ground };
}
