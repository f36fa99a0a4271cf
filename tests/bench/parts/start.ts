/**
 * A process that loads the built app as the Functions worker does, once, and says how long that took. Nothing else is
 * imported here: what is loaded already would not have to be loaded.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { loadApp } from '../../../infra/local/host/app.js';
import { invoker } from '../../../infra/local/host/invoke.js';

/** Milliseconds, each from its own beginning. */
export interface Started {
  /** Until every function is registered. */
  readonly registered: number;
  /** From there until the first turn is answered; null where none was asked for. */
  readonly firstTurn: number | null;
  readonly status: string | null;
}

/** What it is told by its one argument. */
export interface Start {
  readonly app: string;
  /** The SDKs at once, as an app that imports everything at the top. */
  readonly allAtOnce: boolean;
  /** The headers and the body of a turn. */
  readonly turn: { readonly headers: Readonly<Record<string, string>>; readonly body: string } | null;
}

const { app, allAtOnce, turn } = JSON.parse(process.argv[2] ?? '{}') as Start;
const began = performance.now();
const loaded = loadApp(app);
if (allAtOnce) createRequire(join(app, 'index.cjs'))('./app.cjs');
const registered = performance.now() - began;
const answered = turn === null ? null : await answerOf(turn);
process.send?.({ registered, firstTurn: answered?.took ?? null, status: answered?.status ?? null } satisfies Started);
process.disconnect();
process.exit(0);

async function answerOf({ headers, body }: NonNullable<Start['turn']>): Promise<{ took: number; status: string }> {
  const messages = loaded.functions.find(({ metadata }) => metadata.name === 'messages');
  if (messages === undefined) throw new Error('The app has no function "messages"');
  const since = performance.now();
  const url = 'http://127.0.0.1/api/messages';
  const http = { method: 'POST', url, headers, query: {}, params: {}, body: { bytes: Buffer.from(body) } };
  const answer = await invoker(loaded)(messages, { http });
  return { took: performance.now() - since, status: answer?.http?.statusCode ?? '' };
}
