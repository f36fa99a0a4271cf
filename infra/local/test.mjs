/** `npm test`: builds, checks the types and runs every test. What follows `--` goes to vitest. */
import { build } from './build.mjs';
import { install } from './install.mjs';
import { inTurn, TYPES } from './steps.mjs';

const REPORTERS = ['--reporter=default', '--reporter=./infra/local/count-reporter.ts'];

await install();
await build('app', 'cli', 'local');
await inTurn([TYPES, ['Tests', ['vitest/vitest.mjs', 'run', ...REPORTERS, ...process.argv.slice(2)]]]);
