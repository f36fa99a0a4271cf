/** `npm run check`: everything that is found without running the product. Stops at the first that fails. */
import { install } from './install.mjs';
import { inTurn, TYPES } from './steps.mjs';

await install();
await inTurn([
  TYPES,
  ['Style', ['eslint/bin/eslint.js', '.', '--max-warnings=0']],
  ['Format', ['prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.']],
  ['Unused code', ['knip/bin/knip.js']],
]);
