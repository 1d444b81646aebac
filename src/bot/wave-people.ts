/** People whom somebody names, separated by commas. */
import type { Person } from '../domain/person.ts';
import { no, ok, type Result } from '../domain/result.ts';
import type { Ctx } from './context.ts';

/** All of them, or in words whom nobody knows. */
export async function peopleIn(ctx: Ctx, text: string): Promise<Result<readonly Person[], string>> {
  const people: Person[] = [];
  for (const name of text.split(/[,;\n]/).map((one) => one.trim()).filter((one) => one !== '')) {
    const found = await ctx.usecases.personNamed(name, ctx.who);
    if (!found.ok) return no(ctx.words.waves.dialog.problems.person(name));
    people.push(found.value);
  }
  return ok(people);
}
