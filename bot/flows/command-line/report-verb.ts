import { inWords } from '../../domain/dates.js';
import { readDirectory } from '../directory.js';
import { CommandError, counted, type Answer, type CommandPorts, type Common } from './answer.js';
import { loadedPlan } from './loaded.js';

export interface ReportWords {
  readonly plan: string;
  readonly format: 'csv';
  /** Where it goes, for the answer. */
  readonly out: string;
}

/** A report's text beside what is said of it. */
export interface Report extends Answer {
  readonly text: string;
}

const LATER = ['docx', 'xlsx', 'html'];

export function readFormat(text: string): 'csv' {
  const format = text.toLowerCase();
  if (format === 'csv') return format;
  if (LATER.includes(format)) {
    throw new CommandError('format', `A report cannot be written as ${format} yet. Give --format csv.`);
  }
  throw new CommandError('format', `“${text}” is no form of a report. Give --format csv.`, 2);
}

/** The whole plan as it stood by the end of a day, as a file that can be loaded again. */
export async function reportVerb(ports: CommandPorts, common: Common, words: ReportWords): Promise<Report> {
  const { plan, areas, objectives, milestones } = await loadedPlan(ports, common, words.plan);
  const { officers } = await readDirectory(ports.people);
  const shown = milestones.map(({ milestone }) => milestone);
  const text = ports.writeCsvPlan({ plan, areas, objectives, milestones: shown, officers });
  const { plan: id, format, out } = words;
  const what = counted(shown.length, 'milestone');
  return {
    json: { asAt: common.asAt, plan: id, format, out, milestones: shown.length },
    lines: [`Wrote ${what} of “${id}”, as at ${inWords(common.asAt)}, to ${out}.`],
    text,
  };
}
