/**
 * `npm run --silent bench -- [--only ID,ID] [--runs N] [--json]`: the promised figures beside their peers, measured on the
 * built app. With `--json` stdout is one JSON value: `{results: [{id, value, unit, peer, ratio, target, met}]}`.
 */
import { build } from './build.mjs';
import { install, runNode } from './install.mjs';

await install();
await build('app', 'local', 'bench');
process.exit(await runNode(['--expose-gc', 'dist/local/bench.mjs', ...process.argv.slice(2)]));
