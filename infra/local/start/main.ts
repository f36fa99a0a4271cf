import { randomBytes } from 'node:crypto';
import { join, relative, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { onStop } from '../processes.mjs';
import { samplePeople } from '../sample/people.js';
import { samplePlanId } from '../sample/plan.js';
import { openBrowser } from './browser.js';
import { anyDied, stopChildren } from './children.js';
import { refuseWithoutCoreTools, startFunctions } from './host.js';
import { forgetAddresses, placeIn, refuseSecondRun, writeAddresses, type Addresses, type Place } from './place.js';
import { CURRENT_USER, LEADERSHIP_CHANNEL } from './playground-config.js';
import { pageOpened, serviceUrl, startPlayground } from './playground.js';
import { choosePort, Trouble } from './ports.js';
import { commandLine, loadSample, type CommandLine } from './sample.js';
import { startStorage } from './storage.js';

/** The first cards wait for somebody who reads them, but not longer than this. */
const WAIT_FOR_READER_MS = 30_000;

/**
 * `npm start [-- --app DIR]`: storage, the bot and something to talk to it with, on one machine, with a sample plan in
 * it. With `--app` the bot is what was unpacked there; with `--func` it runs under Azure Functions Core Tools.
 */
async function main(): Promise<void> {
  const { coreTools, app } = asked();
  if (coreTools) refuseWithoutCoreTools();
  const place = placeIn(process.cwd());
  refuseSecondRun(place);
  const [port, page] = [await choosePort('WAYMARK_PORT', 7071), await choosePort('WAYMARK_PLAYGROUND_PORT', 56_150)];
  const addresses = addressesFor(port, page, await startStorage(place));
  await startFunctions(place, { port, coreTools, app, settings: botSettings(addresses, page, place) });
  const run = commandLine(place, addresses.storage);
  await Promise.all([loadSample(place, run), startPlayground(place, page, addresses.messages)]);
  const reader = pageOpened(page);
  writeAddresses(place, addresses);
  welcome(addresses, place);
  openBrowser(addresses.playground);
  firstCards(run, reader).catch(complain);
  await anyDied();
}

function asked(): { coreTools: boolean; app: string } {
  const { values } = parseArgs({ options: { func: { type: 'boolean' }, app: { type: 'string' } } });
  return { coreTools: values.func ?? false, app: resolve(values.app ?? join('dist', 'app')) };
}

function addressesFor(port: number, page: number, connection: string): Addresses {
  const host = `http://127.0.0.1:${String(port)}`;
  return {
    messages: `${host}/api/messages`,
    health: `${host}/api/health`,
    playground: `http://127.0.0.1:${String(page)}`,
    storage: connection,
    pid: process.pid,
    functionKey: randomBytes(16).toString('hex'),
    settings: Object.fromEntries(
      ['WAYMARK_CLOCK_FILE', 'WAYMARK_TIME_ZONE'].flatMap((name) => {
        const value = process.env[name];
        return value === undefined ? [] : [[name, value]];
      }),
    ),
  };
}

function botSettings(
  { storage, functionKey }: Addresses,
  page: number,
  { data }: Place,
): Readonly<Record<string, string>> {
  const admin = samplePeople.find(({ role }) => role === 'admin');
  return {
    WAYMARK_LOCAL: '1',
    AzureWebJobsStorage: storage,
    WAYMARK_SERVICE_URL: serviceUrl(page),
    // The person at the page may try everything, what only admins can do included.
    WAYMARK_ADMINS: [samplePeople[0], admin].map((one) => one?.entraId ?? '').join(','),
    WAYMARK_HOST_KEY: functionKey,
    WAYMARK_TRACE_FILE: join(data, 'traces.jsonl'),
  };
}

/** What is due today is asked for at once, whatever the hour. On a second start nobody is asked again. */
async function firstCards(run: CommandLine, reader: Promise<void>): Promise<void> {
  await Promise.race([reader, sleep(WAIT_FOR_READER_MS)]);
  await run('sweep');
}

function welcome({ playground }: Addresses, { data }: Place): void {
  const lines = [
    `Waymark runs. Open ${playground} and you are ${CURRENT_USER}, a lead officer; Ctrl-C stops everything.`,
    '1. Personal Chat: a card comes with what you owe. Press Update, choose a rating, save.',
    `2. ${LEADERSHIP_CHANNEL}: post "@Waymark summary here ${samplePlanId}" (pick Waymark from the menu), and read the progress summary.`,
    '3. Answer something else, post it again, and see what changed.',
    `4. In another terminal: npm run --silent waymark -- rollup --plan ${samplePlanId}   (or: help)`,
    `5. Data and logs are in ${relative(process.cwd(), data) || data}; to begin again, stop and delete that folder.`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

function complain(error: unknown): void {
  process.stderr.write(`${error instanceof Trouble ? error.message : String(error)}\n`);
}

let stopping = false;
function end(code: number): void {
  if (stopping) return;
  stopping = true;
  forgetAddresses(placeIn(process.cwd()));
  void stopChildren().finally(() => process.exit(code));
}

onStop(() => {
  end(0);
});
main().catch((error: unknown) => {
  if (!stopping) complain(error);
  end(1);
});
