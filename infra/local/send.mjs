/**
 * `node infra/local/send.mjs [FILE]`: hands a file to the running Waymark, as Teams does with one sent by the paper clip
 * of a chat. The Playground's page has none. Without FILE it makes the small invented plan of sample/word-plan.mjs,
 * dated from today, keeps it in `.waymark/`, and sends that. What Waymark answers appears on the page.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { basename, extname, join, resolve } from 'node:path';
import { giveUp, install, ROOT, say } from './install.mjs';
import { isAlive } from './processes.mjs';

const DATA = resolve(ROOT, process.env.WAYMARK_DATA ?? '.waymark');
const ANSWERS_WITHIN_MS = 60_000;

await install();
if (process.argv.length > 3) giveUp('One file at most: node infra/local/send.mjs [FILE]');
const local = running();
const file = await wanted(process.argv[2]);
await send(file);
say(`Sent “${basename(file)}”: look at Personal Chat on ${local.playground}.`);

function running() {
  try {
    const read = JSON.parse(readFileSync(join(DATA, 'local.json'), 'utf8'));
    if (isAlive(read.pid)) return read;
  } catch {
    // No such file: nothing runs.
  }
  return giveUp('Waymark does not run here: start it with npm start, in another window, and leave that open.');
}

async function wanted(named) {
  if (named !== undefined) return resolve(process.env.INIT_CWD ?? process.cwd(), named);
  const { WORD_PLAN_NAME, wordPlan } = await import('./sample/word-plan.mjs');
  const path = join(DATA, WORD_PLAN_NAME);
  writeFileSync(path, await wordPlan(today()));
  return path;
}

/** Of the clock that the bot reads, in its time zone. */
function today() {
  const { WAYMARK_CLOCK_FILE: clock, WAYMARK_TIME_ZONE: timeZone = 'Europe/London' } = local.settings;
  const now = clock === undefined ? new Date() : new Date(readFileSync(clock, 'utf8').trim());
  return now.toLocaleDateString('sv-SE', { timeZone });
}

/** Waymark fetches the file while it answers: so long it lies open on this machine, under a name that nobody guesses. */
async function send(path) {
  const bytes = readOrRefuse(path);
  const secret = `/${randomUUID()}`;
  const server = createServer((request, response) => {
    response.statusCode = request.url === secret ? 200 : 404;
    response.end(request.url === secret ? bytes : '');
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  try {
    await post(activityWith(path, `http://127.0.0.1:${server.address().port}${secret}`));
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

function readOrRefuse(path) {
  try {
    return readFileSync(path);
  } catch (error) {
    return giveUp(`“${path}” cannot be read (${error.code}): name a file that is there.`);
  }
}

/** From the person at the page, in their own chat: the Playground's settings say who and where that is. */
function activityWith(path, downloadUrl) {
  const here = JSON.parse(readFileSync(join(DATA, '.m365agentsplayground.yml'), 'utf8'));
  const { id, aadObjectId, name } = here.currentUser;
  const tenant = { id: here.tenantId };
  const fileType = extname(path).slice(1);
  return {
    ...{ type: 'message', id: randomUUID(), timestamp: new Date().toISOString(), text: '', channelId: 'msteams' },
    serviceUrl: `${local.playground}/_connector`,
    recipient: here.bot,
    conversation: { id: here.personalChat.id, conversationType: 'personal', tenantId: tenant.id },
    from: { id, aadObjectId, name },
    channelData: { tenant },
    attachments: [
      {
        contentType: 'application/vnd.microsoft.teams.file.download.info',
        name: basename(path),
        content: { downloadUrl, uniqueId: randomUUID(), fileType },
      },
    ],
  };
}

async function post(activity) {
  const headers = { 'content-type': 'application/json' };
  const signal = AbortSignal.timeout(ANSWERS_WITHIN_MS);
  const request = { method: 'POST', headers, body: JSON.stringify(activity), signal };
  const status = await fetch(local.messages, request).then(
    (answer) => answer.status,
    (error) => error.message,
  );
  if (status !== 200) giveUp(`Waymark did not take the message (${status}): its log is .waymark/host.log.`);
}
