import { randomBytes } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Answer, CommandPorts, Common } from '../bot/flows/command-line/answer.js';
import type { CommandLine } from '../bot/flows/command-line/index.js';
import { UsageError, wordAt, type Line } from './cli-line.js';

/** `export`: everything that is true, to a file. */
export function runExport(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  const file = wordAt(line, 0, 'FILE');
  return run.export(ports, common, { file, save: (bytes) => saveTo(file, bytes) });
}

/** `restore`: the same back into empty storage. */
export function runRestore(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  return run.restore(ports, common, { ...copyOn(line), dryRun: line.flags.has('dry-run') });
}

/** `compare`: what is stored now, held against a copy. */
export function runCompare(
  run: CommandLine,
  ports: CommandPorts,
  common: Common,
  line: Line,
): ReturnType<CommandLine['compareCopy']> {
  return run.compareCopy(ports, common, copyOn(line));
}

function copyOn(line: Line) {
  const file = wordAt(line, 0, 'FILE');
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) throw new UsageError(`The file “${file}” cannot be read.`);
  return { file, open: () => createReadStream(file) };
}

/** Under another name first, for its owner's eyes only; under its own when all of it is on the disk. */
async function saveTo(file: string, bytes: AsyncIterable<Uint8Array>): Promise<boolean> {
  const replaced = statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
  const partial = `${file}.${randomBytes(4).toString('hex')}.part`;
  const handle = await open(partial, 'wx', 0o600).catch(() => {
    throw new UsageError(`The file “${file}” cannot be written: is there a folder ${dirname(file)}?`);
  });
  try {
    for await (const chunk of bytes) await handle.writeFile(chunk);
    await handle.sync();
    await handle.close();
    await rename(partial, file);
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(partial, { force: true });
    throw error;
  }
  return replaced;
}
