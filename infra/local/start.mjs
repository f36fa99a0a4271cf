/** `npm start`: see start/main.ts. */
import { build } from './build.mjs';
import { install, runNode } from './install.mjs';

await install();
await build('local', 'app', 'cli');
process.exit(await runNode(['dist/local/start.cjs', ...process.argv.slice(2)]));
