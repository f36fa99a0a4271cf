import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { startChild, until } from './children.js';
import type { Place } from './place.js';
import { playgroundConfig } from './playground-config.js';
import { Trouble } from './ports.js';

/*
 * What the Playground (0.2.28) does, found by trying; none of it is documented.
 *
 * - It sends no token, and names itself `http://localhost:PORT/_connector` as the service unless told otherwise.
 * - The page, each time it is loaded, asks HEAD of the bot's address, then sends `installationUpdate` (`add`) and
 *   `conversationUpdate` for the personal chat; for a channel or the group when it is first opened. `from` then has no
 *   name. POST /_debug/conversation/ID/installation does the same without a page.
 * - What the bot says while a page is open is always shown; in particular an answer to `installationUpdate`. What it
 *   says while none is open is kept and handed to the next page, which shows it only if it is quick (4 in 10). After a
 *   reload the page is empty. Hence `pageOpened` below: the first sweep waits for a reader.
 * - POST /v3/conversations with a member gives the personal chat only for the current user's `id`; for an unknown id a
 *   new conversation that nobody sees (201 all the same), each time; for another user always the same one.
 * - Ids of chats and channels are those of the configuration, so they outlive a restart. Messages do not: an update of
 *   one from an earlier run gives 404 `ActivityNotFoundInConversation`, and so does pressing its buttons.
 * - A card in the reply to Action.Execute replaces the one pressed; a later update of that message replaces it again.
 * - A post in a channel becomes a conversation of its own, `CHANNEL;messageid=ID`, for bot and people alike.
 * - In a channel or group the bot hears only messages that mention it. On the page: type `@Way`, choose the menu item
 *   `Waymark`, type on (with a blank first), then the button `Post` for a new post (the first text box) or Enter for a
 *   reply (the last one). By REST: POST /_conversation/v1/conversations/CHANNEL/messages with
 *   {"from":{"id"},"text":"<at>Waymark</at> words","textFormat":"plain","mentions":[{"mentioned":{"id":BOT},"text":"<at>Waymark</at>"}]}.
 * - It listens on all interfaces.
 */

/** The Microsoft 365 Agents Playground: what stands in for Teams on one machine. */
export async function startPlayground(place: Place, port: number, messages: string): Promise<void> {
  writeFileSync(join(place.data, '.m365agentsplayground.yml'), playgroundConfig());
  rmSync(ownLog(place), { force: true });
  const child = startChild({
    name: 'The Agents Playground',
    run: { script: createRequire(join(place.root, 'package.json')).resolve('@microsoft/m365agentsplayground/cli.js') },
    args: [
      ...['start', '-e', messages, '-c', 'msteams', '-p', String(port), '--disable-telemetry'],
      ...['--service-url', serviceUrl(port)],
    ],
    cwd: place.data,
    env: { ...process.env, TEAMSAPPTESTER_BROWSER: 'none' },
    logs: place.data,
    log: 'playground',
    stopWith: 'SIGTERM',
  });
  try {
    await until(child, () => pong(port), 30);
  } catch (error) {
    throw new Trouble(`${error instanceof Error ? error.message : ''}${reason(place)}`, { cause: error });
  }
}

/** By number: `localhost` may stand for another address. */
export function serviceUrl(port: number): string {
  return `http://127.0.0.1:${String(port)}/_connector`;
}

async function pong(port: number): Promise<boolean> {
  const response = await fetch(`http://127.0.0.1:${String(port)}/_debug/ping`, { signal: AbortSignal.timeout(2000) });
  return response.ok;
}

/** Why it did not start stands only in a log of its own. */
function reason(place: Place): string {
  if (!existsSync(ownLog(place))) return '';
  const errors = readFileSync(ownLog(place), 'utf8').match(/^error .*$/gm) ?? [];
  return errors.length === 0 ? '' : ` ${errors.join(' ')}`;
}

function ownLog(place: Place): string {
  return join(place.data, 'devTools', 'm365agentsplayground.log');
}

/** Resolves when somebody has the page open: its log stream then tells of the installation that the page sends. */
export function pageOpened(port: number): Promise<void> {
  return new Promise((resolve) => {
    const stream = new WebSocket(`ws://127.0.0.1:${String(port)}/_ws/log/stream`);
    stream.addEventListener('message', ({ data }: MessageEvent) => {
      if (typeof data !== 'string' || !data.includes('"activityName":"installationUpdate"')) return;
      stream.close();
      resolve();
    });
  });
}
