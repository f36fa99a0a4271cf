import { join } from 'node:path';
import { runNode, say } from './install.mjs';

export const TYPES = ['Types', ['typescript/bin/tsc', '--project', '.']];

/** Runs tools of node_modules one after the other, and ends the program with the code of the first that fails. */
export async function inTurn(steps) {
  for (const [name, [tool, ...args]] of steps) {
    say(`${name} ...`);
    const code = await runNode([join('node_modules', tool), ...args]);
    if (code !== 0) process.exit(code);
  }
}
