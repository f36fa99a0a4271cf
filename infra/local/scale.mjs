/** `npm run --silent scale -- [--officers N ...] [--json]`: the arithmetic of infra/azure/scale; its options are in main.ts. */
import { install, runNode } from './install.mjs';

await install();
const quiet = '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON';
process.exit(await runNode([quiet, 'infra/azure/scale/run.ts', ...process.argv.slice(2)]));
