/**
 * `npm run package [-- --sample]`: dist/waymark-functions.zip for Azure and dist/waymark-teams.zip for Teams, the same
 * byte for byte wherever they are made. The ids of the Teams package come from TEAMS_APP_ID and BOT_ID; where neither is
 * set, or with --sample, it holds invented ones, and the last line says so.
 */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { giveUp, install, ROOT, say } from './install.mjs';
import { idsFrom, namesExample, teamsEntries } from './teams-package.mjs';

const { ids, sample } = wanted();
await install();
await build('app');
// Only now: on a fresh clone its library has just been installed.
const { entriesOf, zipOf } = await import('./zip.mjs');
keep('waymark-functions.zip', zipOf(entriesOf(join(ROOT, 'dist', 'app'))));
const teams = teamsEntries(ids);
keep('waymark-teams.zip', zipOf(teams));
const held = `The Teams package holds the app id ${ids.TEAMS_APP_ID} and the bot id ${ids.BOT_ID}`;
process.stdout.write(
  sample ? `${held}: sample ids, to look at. Set TEAMS_APP_ID and BOT_ID for one to upload.\n` : `${held}.\n`,
);
if (!sample && namesExample(teams)) {
  say(
    'It names Example Council as its developer: put yours into infra/azure/teams-app/manifest.json before you upload it.',
  );
}

function wanted() {
  try {
    const { values } = parseArgs({ options: { sample: { type: 'boolean', default: false } } });
    return idsFrom(process.env, values.sample);
  } catch (error) {
    return giveUp(error.message);
  }
}

function keep(name, bytes) {
  writeFileSync(join(ROOT, 'dist', name), bytes);
  const hash = createHash('sha256').update(bytes).digest('hex');
  process.stdout.write(`dist/${name}  ${bytes.length.toLocaleString('en-GB')} bytes  SHA-256 ${hash}\n`);
}
