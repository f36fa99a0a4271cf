/**
 * A person at a terminal. With `--json` stdout is one JSON value, and the log goes to stderr. Exit 0: done; 1: refused, with
 * `{error: {code, message}}`; 2: the words were wrong (DESIGN 6).
 */
import { readBasicConfig } from '../bot/config.js';
import { commandLine, reasonOf, wireCommandLine, withoutUnseen } from '../bot/wiring-command-line.js';
import { logFor } from './cli-log.js';
import { readLine, type Line } from './cli-line.js';
import { refusalOf } from './cli-refusals.js';
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
  const { code, message, exit } = refusalOf(error, reasonOf);
  if (json) say(process.stdout, [JSON.stringify({ error: { code, message } }, null, 2)]);
  else say(process.stderr, [withoutUnseen(message)]);
  return exit;
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
