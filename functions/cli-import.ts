import { basename } from 'node:path';
import type { Answer, CommandPorts, Common } from '../bot/flows/command-line/answer.js';
import type { CommandLine } from '../bot/flows/command-line/index.js';
import { bytesOf, writeTo } from './cli-file.js';
import { needed, wordAt, type Line } from './cli-line.js';

/** Loads a plan, or a later file of one, and writes its fault report where one is wanted. */
export async function runImport(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  const { options, flags } = line;
  const tracker = run.readTrackerWords(options.kind, options.board, run.readDay('meeting', options.meeting));
  const { template } = options;
  const file = template === undefined ? wordAt(line, 0, 'FILE') : null;
  const { contents, json, lines } = await run.import(ports, common, {
    ...(file === null ? run.readTemplate(template ?? '') : { bytes: bytesOf(file), fileName: basename(file) }),
    tracker,
    columns: run.readColumns(options.columns),
    levels: run.readLevels(options.levels),
    plan: needed(line, 'plan'),
    title: options.title ?? null,
    dryRun: flags.has('dry-run'),
    apply: flags.has('apply'),
    acceptSuggestions: flags.has('accept-suggestions'),
    decisions: options.decisions === undefined ? null : bytesOf(options.decisions),
    faults: options.faults !== undefined,
    period: run.readPeriod(options.period),
    yearStarts: run.readMonth(options['year-starts']),
    key: options.key === undefined ? null : bytesOf(options.key),
    preset: run.readPreset(options.preset ?? null),
  });
  if (contents === null || options.faults === undefined) return { json, lines };
  const replaced = writeTo(options.faults, contents);
  const written = `The fault report is in ${options.faults}${replaced ? ', in place of the file of that name' : ''}.`;
  return { json: { ...json, faults: options.faults }, lines: [...lines, '', written] };
}
