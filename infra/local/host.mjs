/** `npm run --silent host -- --port N [--app DIR]`: see host/main.ts. */
import { build } from './build.mjs';
import { install, runNode } from './install.mjs';

const args = process.argv.slice(2);
await install();
// Another app than ours needs no build of ours.
await build(...(args.some((arg) => arg.startsWith('--app')) ? ['local'] : ['local', 'app']));
process.exit(await runNode(['dist/local/host.cjs', ...args]));
