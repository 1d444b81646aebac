/** The sandbox's control surface, as far as the benchmark steers and reads it. */

/** One request the clouds have received. */
export type Entry = { readonly seq: number; readonly server: 'ec2' | 'azure'; readonly method: string; readonly path: string; readonly action: string | null };

async function call(azure: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(`${azure}/_sandbox/${path}`, body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`the sandbox answered ${response.status} to ${path}: ${await response.text()}`);
  return response.json();
}

/** Moves the clouds' clock on, or changes how fast it runs. */
export async function setClock(azure: string, change: { readonly advanceSeconds: number } | { readonly speed: number }): Promise<void> {
  await call(azure, 'clock', change);
}

/** Changes one machine as somebody from outside would. */
export async function changeMachine(azure: string, id: string, change: object): Promise<void> {
  await call(azure, `machines/${id}`, change);
}

/** What was received after an entry; with the source of a pattern, what has such a path. */
export async function journalAfter(azure: string, seq: number, path?: string): Promise<readonly Entry[]> {
  return (await call(azure, `journal?after=${seq}${path === undefined ? '' : `&path=${encodeURIComponent(path)}`}`)) as readonly Entry[];
}
