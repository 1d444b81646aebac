import { z } from 'zod';
import { explainCard, type ExplainView } from '../../cards/explain.ts';
import { CHECKS } from '../../domain/checks/index.ts';
import { CODES } from '../../domain/explain/codes/index.ts';
import { GLOSSARY } from '../../domain/explain/glossary.ts';
import { explainable, lookUp } from '../../domain/explain/lookup.ts';
import { command } from '../command.ts';
import type { Ctx } from '../context.ts';
import { nearest } from '../nearest.ts';
import { card } from '../replies.ts';

const TOPICS: ExplainView = { kind: 'topics', codes: CODES.length, checks: CHECKS.length, terms: GLOSSARY.length };

/** Explains an error code, a check or a word. */
export const explain = command({
  name: 'explain',
  aliases: ['what', 'why', 'meaning'],
  role: 'viewer',
  help: 'explain',
  group: 'look',
  kind: 'look',
  schema: z.strictObject({ about: z.string().trim().max(120) }),
  fromText: ({ words }) => ({ about: words.join(' ') }),
  fromButton: ({ id }) => ({ about: id }),
  run: async ({ about }, ctx) => card(explainCard(about === '' ? TOPICS : await viewOf(about, ctx), ctx.words)),
});

async function viewOf(about: string, ctx: Ctx): Promise<ExplainView> {
  const found = lookUp(about, await ctx.usecases.seenErrors());
  if (found.kind === 'nothing') return { ...found, similar: found.similar.length > 0 ? found.similar : near(about) };
  if (found.kind !== 'check') return found;
  const [check, explained] = [CHECKS.find((c) => c.id === found.id), await ctx.usecases.explainCheck(found.id)];
  return check === undefined || explained === null ? { kind: 'nothing', similar: [] } : { kind: 'check', check, explained };
}

/** A number is never close to another one: a wrong code explains the wrong trouble. */
function near(about: string): readonly string[] {
  return /\d/.test(about) ? [] : nearest(about, explainable().filter((word) => !/^\d+$/.test(word)));
}
