import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { NO_TRACES } from '../../bot/flows/no-traces.js';
import { woken } from '../../bot/flows/woken.js';

it('what fails is thrown at the host as a code, without the words, cause and rows of the error', async () => {
  const logged: unknown[] = [];
  const log = { info: () => undefined, warn: () => undefined, error: (...line: unknown[]) => void logged.push(line) };
  const cause = new Error('row of Ada Quill');
  const failing = woken({ log, traces: NO_TRACES }, 'refresh', (text: string) =>
    Promise.reject(new TypeError(`cannot read ${text}`, { cause })),
  );
  const thrown = await failing('Ada Quill').catch((error: unknown) => error);
  expect((thrown as Error).message).toMatch(/^refresh failed: TypeError at woken\.test\.ts:\d+$/);
  expect(inspect(thrown, { depth: 9, showHidden: true })).not.toContain('Ada');
  expect(JSON.stringify(logged)).toMatch(/work-failed.*refresh.*TypeError/);
  expect(JSON.stringify(logged)).not.toContain('Ada');
  await expect(woken({ log, traces: NO_TRACES }, 'refresh', () => Promise.resolve(1))()).resolves.toBeUndefined();
});
