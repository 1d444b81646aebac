type Method = (...args: never[]) => Promise<unknown>;

/**
 * A port whose adapter is loaded and made at its first use, so that a heavy SDK does not stand between the start and the first
 * answer. `methods` names all of the port's methods; the compiler sees to it.
 */
export function onFirstUse<P extends { readonly [K in keyof P]: Method }>(methods: { readonly [K in keyof P]: true }, make: () => Promise<P>): P {
  let made: Promise<P> | null = null;
  const get = (): Promise<P> => {
    made ??= make().catch((error: unknown) => {
      made = null;
      throw error;
    });
    return made;
  };
  const names = Object.keys(methods) as (keyof P)[];
  return Object.fromEntries(names.map((name) => [name, async (...args: never[]) => (await get())[name](...args)])) as unknown as P;
}
