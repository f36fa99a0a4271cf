/**
 * `npm run cards [-- NAME]`: draws every sample card (or those whose name begins so) with the real renderer at three
 * widths in three themes, measures them, and keeps the pictures with one page that shows all. `npm run cards -- --pictures` makes the pictures
 * in infra/guides again. Both run tests/cards/look.test.ts, so that there is one way to draw a card; the pictures of the
 * admin's guide are taken where tests/scenarios/admins.test.ts walks through it.
 */
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { giveUp, install, runNode, say } from './install.mjs';

const WALK = 'tests/scenarios/admins.test.ts';

const { pictures, names } = wanted();
await install();
const only = pictures ? ['-t', 'picture for the guides'] : names.flatMap((name) => ['-t', ` ${name}`]);
const test = (...args) => ['node_modules/vitest/vitest.mjs', 'run', '--reporter=dot', ...args];
const settings = { CARDS: pictures ? 'pictures' : 'all', CI: 'true' };
let code = await runNode(test('tests/cards/look.test.ts', ...only), settings);
if (code === 0 && pictures) {
  await build('local', 'app', 'cli');
  code = await runNode(test(WALK), settings);
}
if (code === 0) say(`The cards: ${pictures ? 'infra/guides/pictures' : '.waymark/look/index.html'}`);
process.exit(code);

function wanted() {
  try {
    const read = parseArgs({ options: { pictures: { type: 'boolean', default: false } }, allowPositionals: true });
    if (read.positionals.length > 1) throw new Error('One name at most.');
    return { pictures: read.values.pictures, names: read.positionals };
  } catch (error) {
    return giveUp(`${error.message}\nIt takes the beginning of a card's name, or --pictures.`);
  }
}
