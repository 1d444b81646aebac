/** Several machines at the same time, each with a story of its own that begins when all of them are tested. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { OLA, said } from './chat.ts';
import { makeCrew, type Crew } from './crew.ts';
import { startWorld, type World } from './world.ts';

export type Story = (c: Crew, w: World) => Promise<void>;

/** Registers the stories of a file; each is one test, and all of them run side by side. */
export function makeStories(): (title: string, story: Story) => void {
  const stories: { readonly machine: string; readonly story: Story; told: Promise<void> }[] = [];
  const world: { w: World | null } = { w: null };

  beforeAll(async () => {
    const w = await startWorld({ extraMachines: stories.length });
    world.w = w;
    const crews = stories.map((s) => makeCrew(w, s.machine));
    await replicateAll(crews);
    await Promise.all(crews.map((c) => c.test()));
    for (const [i, entry] of stories.entries()) {
      entry.told = entry.story(crews[i] as Crew, w);
      // Whoever waits for it later sees the failure; until then it is not unhandled.
      entry.told.catch(() => undefined);
    }
  });
  afterAll(() => world.w?.stop());

  return (title, story) => {
    const entry = { machine: `bulk-${String(stories.length + 1).padStart(4, '0')}`, story, told: Promise.resolve() };
    stories.push(entry);
    test(title, () => entry.told, 180_000);
  };
}

/** Talks about one machine after the other, and waits for all of them together: ten conversations at once would be a test of the test's own machine. */
async function replicateAll(crews: readonly Crew[]): Promise<void> {
  const begun: Promise<void>[] = [];
  for (const c of crews) {
    const replicated = c.replicate();
    begun.push(replicated);
    await Promise.race([replicated, c.wait('its card', () => c.root())]);
  }
  await Promise.all(begun);
}

/** Changes a machine from outside, by the control surface of the sandbox. */
export async function control(c: Crew, w: World, patch: Record<string, unknown>): Promise<void> {
  const response = await fetch(`${w.sandbox.azureUrl}/_sandbox/machines/${c.instanceId()}`, { method: 'POST', body: JSON.stringify(patch) });
  expect({ status: response.status, body: await response.text() }).toMatchObject({ status: 200 });
}

/** The open card about what was done outside; it is edited when more is known. */
export function driftCard(c: Crew) {
  return c.wait('the drift card', () => c.find('adopt', (b) => typeof b.data['etag'] === 'number'));
}

/** How many cards of the machine's thread say this. */
export function cards(c: Crew, words: RegExp): number {
  return c.own().filter((m) => m.card !== null && m.thread !== null && words.test(said(m))).length;
}

export function inAzure(c: Crew) {
  return c.wait('failed over', () => /failed over to Azure/i.test(c.state()));
}

/** Takes what was done outside as the truth. */
export async function adopt(c: Crew, w: World): Promise<void> {
  await w.chat.press(OLA, await driftCard(c), {}, c.channel);
  await c.confirm();
}

export const STOP = /^StopInstances$/;
export const FAILOVER = /\/unplannedFailover$/i;
export const REMOVE = /\/remove$/i;
