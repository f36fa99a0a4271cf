/**
 * A person at a terminal. With `--json` stdout is one JSON value, and the log goes to stderr. Exit 0: done; 1: refused, with
 * `{error: {code, message}}`; 2: the words were wrong (DESIGN 6).
 */
import { ConfigError, readBasicConfig } from '../bot/config.js';
import { commandLine, reasonOf, wireCommandLine, withoutUnseen } from '../bot/wiring.js';
import { logFor } from './cli-log.js';
import { readLine, type Line } from './cli-line.js';
import { runVerb } from './cli-verbs.js';

async function main(): Promise<number> {
  // What is typed is kept without what cannot be seen; what is printed for a person is shown without it.
  const words = process.argv.slice(2).map(withoutUnseen);
  const json = words.includes('--json');
  try {
    const line = readLine(words);
    if (line.verb === 'help') return say(process.stdout, [json ? JSON.stringify({ usage: line.usage }) : line.usage]);
    return await run(line, json);
  } catch (error) {
    return refuse(error, json);
  }
}

async function run(line: Line, json: boolean): Promise<number> {
  const config = readBasicConfig(process.env);
  const wanted = json || (process.env.WAYMARK_LOG ?? '') !== '';
  const ports = wireCommandLine(
    config,
    logFor(wanted, (text) => process.stderr.write(text)),
  );
  const answer = await runVerb(commandLine, ports, line);
  say(process.stdout, json ? [JSON.stringify(answer.json, null, 2)] : answer.lines.map(withoutUnseen));
  return answer.exit;
}

function refuse(error: unknown, json: boolean): number {
  const known =
    error instanceof ConfigError ? settingsRefused(error) : error instanceof Error ? error : new Error(String(error));
  const code = 'code' in known && typeof known.code === 'string' ? known.code : 'failed';
  const message = friendly(known, code);
  if (json) say(process.stdout, [JSON.stringify({ error: { code, message } }, null, 2)]);
  else say(process.stderr, [withoutUnseen(message)]);
  return 'exit' in known && typeof known.exit === 'number' ? known.exit : 1;
}

function settingsRefused(error: ConfigError): Error {
  const noStorage = error.problems.every(({ setting }) => setting === 'AzureWebJobsStorage');
  const message =
    'There is no storage to work on: run npm start in this folder, or set AzureWebJobsStorage. If it was started with WAYMARK_DATA, set it here too.';
  return noStorage
    ? Object.assign(new Error(message), { code: 'no-storage' })
    : Object.assign(new Error(error.message), { code: 'settings' });
}

/** Errors of the network say where they come from, not what to do. */
function friendly(error: Error, code: string): string {
  const { message, name } = error;
  if (code === 'ECONNREFUSED' || code === 'REQUEST_SEND_ERROR') {
    return 'Storage cannot be reached. Is npm start running, or is AzureWebJobsStorage right?';
  }
  if (name === 'RestError') return `Storage refused: ${code}`;
  // No refusal of ours: what it says may quote rows or settings.
  return code === 'failed' ? `This should not have happened: ${reasonOf(error)}. Look with: doctor` : message;
}

function say(stream: NodeJS.WriteStream, lines: readonly string[]): number {
  stream.write(`${lines.join('\n')}\n`);
  return 0;
}

/** Whoever reads us may stop when they have seen enough: `| head -1`. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

process.stdout.on('error', endQuietly);
process.stderr.on('error', endQuietly);
void main().then((exit) => {
  process.exitCode = exit;
});
