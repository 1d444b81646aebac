import { expect, test } from '@jest/globals';
import { onFirstUse } from '../../src/adapters/on-first-use.ts';

type Port = { double(n: number): Promise<number>; name(): Promise<string> };
const methods = { double: true, name: true } as const;

test('the adapter is made once, when it is first asked', async () => {
  let made = 0;
  const port = onFirstUse<Port>(methods, () => {
    made += 1;
    return Promise.resolve({ double: (n) => Promise.resolve(n * 2), name: () => Promise.resolve('real') });
  });
  expect(made).toBe(0);
  expect(await Promise.all([port.double(2), port.double(3), port.name()])).toEqual([4, 6, 'real']);
  expect(made).toBe(1);
});

test('what could not be made is tried again, and is no unhandled rejection', async () => {
  let fails = true;
  const port = onFirstUse<Port>(methods, () => (fails ? Promise.reject(new Error('no such package')) : Promise.resolve({ double: (n) => Promise.resolve(n), name: () => Promise.resolve('late') })));
  await expect(port.name()).rejects.toThrow('no such package');
  fails = false;
  expect(await port.name()).toBe('late');
});
