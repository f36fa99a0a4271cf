import { expect, it } from 'vitest';
import { logFor } from '../../functions/cli-log.js';

it.each([
  [true, ['{"b"}\n', '{"c"}\n']],
  [false, []],
])('of the log, wanted %j, a person at a terminal sees what went wrong, or nothing', (wanted, seen) => {
  const told: string[] = [];
  const write = logFor(wanted, (text) => told.push(text));
  write('info', '{"a"}');
  write('warn', '{"b"}');
  write('error', '{"c"}');
  expect(told).toEqual(seen);
});
