import { parseCivilDate, type CivilDate } from '../../domain/dates.js';
import { STATES, type State } from '../../domain/plan.js';
import type { UpdateField, UpdateInputs } from '../../domain/views.js';
import { todayOf } from '../today.js';
import { CommandError, namedOfficer, type CommandPorts, type Common } from './answer.js';
import { doctorVerb } from './doctor.js';
import { milestonesVerb, updateVerb } from './milestone-verbs.js';
import { officerLinkVerb, officerRoleVerb, officersImportVerb, officersVerb } from './officer-verbs.js';
import { headsSetVerb, headsVerb, importVerb, plansVerb } from './plan-verbs.js';
import {
  scheduleAddVerb,
  schedulePauseVerb,
  scheduleRemoveVerb,
  scheduleResumeVerb,
  scheduleRunVerb,
  schedulesVerb,
} from './schedule-verbs.js';
import { rollupVerb, sweepVerb } from './sweep-verbs.js';

type Options = Readonly<Record<string, string | undefined>>;

/** Every verb, and the reading of what was typed, for the file that is the person's terminal. */
export const commandLine = {
  common: readCommon,
  readDay,
  readState,
  readInputs,
  import: importVerb,
  plans: plansVerb,
  milestones: milestonesVerb,
  update: updateVerb,
  sweep: sweepVerb,
  rollup: rollupVerb,
  schedules: schedulesVerb,
  scheduleAdd: scheduleAddVerb,
  schedulePause: schedulePauseVerb,
  scheduleResume: scheduleResumeVerb,
  scheduleRun: scheduleRunVerb,
  scheduleRemove: scheduleRemoveVerb,
  officers: officersVerb,
  officersImport: officersImportVerb,
  officerLink: officerLinkVerb,
  officerRole: officerRoleVerb,
  heads: headsVerb,
  headsSet: headsSetVerb,
  doctor: doctorVerb,
};

export type CommandLine = typeof commandLine;

/** The day and the person that every verb takes. */
async function readCommon(ports: CommandPorts, options: Options): Promise<Common> {
  const given = readDay('as-at', options['as-at'] ?? options.today);
  const as = options.as === undefined ? null : await namedOfficer(ports, options.as);
  return {
    asAt: given ?? todayOf(ports),
    by: as === null ? { kind: 'operator' } : { kind: 'officer', id: as.id },
  };
}

function readDay(name: string, text: string | undefined): CivilDate | null {
  if (text === undefined) return null;
  const day = parseCivilDate(text);
  if (day !== undefined) return day;
  throw new CommandError('date', `--${name} “${text}” is not a day. Write it as YYYY-MM-DD, like 2026-11-18.`, 2);
}

function readState(text: string | undefined): State | null {
  if (text === undefined) return null;
  const wanted = text.toLowerCase().replace(/\s+/g, '-');
  const state = STATES.find((one) => one === wanted);
  if (state !== undefined) return state;
  throw new CommandError('state', `“${text}” is no state. Give one of: ${STATES.join(', ')}.`, 2);
}

/** The options of `update` by the fields they fill. */
const FIELD_OPTIONS: Readonly<Record<UpdateField, string>> = {
  note: 'note',
  cause: 'cause',
  remedy: 'remedy',
  help: 'help-needed',
  recovery: 'recovery',
  forecast: 'forecast',
  nextStep: 'next-step',
  nextStepBy: 'by-when',
  doneOn: 'done-on',
  evidence: 'evidence',
  evidenceDue: 'evidence-due',
};

function readInputs(options: Options): UpdateInputs {
  const inputs: UpdateInputs = {};
  for (const [field, option] of Object.entries(FIELD_OPTIONS) as [UpdateField, string][]) {
    const text = options[option];
    if (text !== undefined) inputs[field] = text;
  }
  return inputs;
}
