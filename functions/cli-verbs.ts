import type { Answer, CommandPorts, Common } from '../bot/flows/command-line/answer.js';
import type { CommandLine } from '../bot/flows/command-line/index.js';
import { calendar } from './cli-calendar.js';
import { channels } from './cli-channels.js';
import { runCompare, runExport, runRestore } from './cli-copies.js';
import { bytesOf } from './cli-file.js';
import { runImport } from './cli-import.js';
import { runApprovals, runDefer, runHandOver, runHistory, runPropose, runQuestions } from './cli-decisions.js';
import { needed, UsageError, wordAt, type Line } from './cli-line.js';
import { officers } from './cli-officers.js';
import { runOverall, runRelease, runSignOff } from './cli-leaders.js';
import { measures } from './cli-measures.js';
import { milestones, why } from './cli-milestones.js';
import { runCard, runErase, runPerson, sourceOf } from './cli-people.js';
import { schedules } from './cli-schedules.js';
import { report } from './cli-report.js';
import { runAudit, runLevels, runSweep, runSweeps } from './cli-rounds.js';
import { runAttention, runSending } from './cli-sending.js';
import { summaries } from './cli-summaries.js';
import { windows } from './cli-windows.js';
import { plans, runPause, runResume } from './cli-care.js';
import { VERBS } from './cli-usage.js';
import { runHeld, runMark, runWording } from './cli-words.js';

/** Hands a line to the flow of its verb. */
export async function runVerb(
  run: CommandLine,
  ports: CommandPorts,
  line: Line,
): Promise<Answer & { readonly exit: number }> {
  const common = await run.common(ports, line.options);
  if (line.verb === 'doctor') {
    const answer = await run.doctor(ports, common);
    return { ...answer, exit: answer.well ? 0 : 1 };
  }
  if (line.verb === 'compare') {
    const answer = await runCompare(run, ports, common, line);
    return { ...answer, exit: answer.well ? 0 : 1 };
  }
  const reads = (READING.has(line.verb) && !changesPlan(line)) || listsApprovals(line) || line.flags.has('dry-run');
  const calendar = await run.workingDays(ports, common, reads ? 'as-known-then' : 'as-known-now');
  const about = saysOf(line);
  const said = (at: CommandPorts): Promise<Answer> => {
    const spoken = (): Promise<Answer> => verb(run, at, common, line);
    return about === null ? spoken() : run.withHeld(at, common, about, spoken);
  };
  const at = { ...ports, calendar };
  const answer = onlyLooks(line) ? said(at) : run.keepingRefusals(at, common.by, actOf(line), said);
  return { ...(await answer), exit: 0 };
}

/** Verbs that show what was recorded by the end of a day (RULES 7). */
const READING: ReadonlySet<string> = new Set(['plans', 'milestones', 'rollup', 'report', 'why']);

/** Two of the verbs that list take acts besides. */
function changesPlan({ verb, words: [act = 'list'] }: Line): boolean {
  return (verb === 'plans' || verb === 'milestones') && act !== 'list';
}

/** Verbs that never change anything, whatever stands behind them. */
const LOOKS: ReadonlySet<string> = new Set([
  ...['rollup', 'report', 'why', 'history', 'card', 'person', 'audit', 'sweeps', 'levels'],
  'doctor',
]);

/** What a refusal of is not put on record: it asked for nothing to be done. */
function onlyLooks({ verb, words: [act = 'list'], flags }: Line): boolean {
  const lists =
    Object.hasOwn(VERBS[verb]?.acts ?? {}, 'list') && ['list', 'show', 'status', 'roles', 'proposals'].includes(act);
  return flags.has('dry-run') || lists || (LOOKS.has(verb) && !flags.has('post'));
}

/** "schedules add"; never what was typed behind that. */
function actOf({ verb, words: [act = ''] }: Line): string {
  return Object.hasOwn(VERBS[verb]?.acts ?? {}, act) ? `${verb} ${act}` : verb;
}

/** Verbs that take what somebody says of a milestone, with the place of its ref. */
const SAYING: Readonly<Record<string, number>> = {
  ...{ update: 0, propose: 0, 'hand-over': 0, defer: 0, approvals: 1, questions: 1 },
};

function saysOf({ verb, words, options }: Line): { readonly plan: string; readonly ref: string } | null {
  const ref = words[SAYING[verb] ?? words.length];
  return ref === undefined || options.plan === undefined ? null : { plan: options.plan, ref };
}

/** How long something waits is counted in the working days known then; a decision is made with those known now. */
function listsApprovals({ verb, words: [act = 'list'] }: Line): boolean {
  return (verb === 'approvals' || verb === 'questions') && act === 'list';
}

function verb(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  const { options, flags } = line;
  switch (line.verb) {
    case 'plans':
      return plans(run, ports, common, line);
    case 'rollup': {
      const scope = { ...(options.area && { area: options.area }), ...(options.tag && { tag: options.tag }) };
      return run.rollup(ports, common, { plan: needed(line, 'plan'), post: flags.has('post'), ...scope });
    }
    default:
      return (RUNS[line.verb] ?? heads)(run, ports, common, line);
  }
}

type Run = (run: CommandLine, ports: CommandPorts, common: Common, line: Line) => Promise<Answer>;

/** The verbs that a file of their own, or a function below, reads further. */
const RUNS: Readonly<Record<string, Run>> = {
  import: runImport,
  measures,
  milestones,
  update,
  policy,
  propose: runPropose,
  'hand-over': runHandOver,
  approvals: runApprovals,
  questions: runQuestions,
  'sign-off': runSignOff,
  release: runRelease,
  overall: runOverall,
  held: runHeld,
  mark: runMark,
  pause: runPause,
  resume: runResume,
  wording: runWording,
  defer: runDefer,
  history: runHistory,
  report,
  summaries,
  schedules,
  officers,
  calendar,
  windows,
  channels,
  sweep: runSweep,
  sweeps: runSweeps,
  audit: runAudit,
  levels: runLevels,
  attention: runAttention,
  sending: runSending,
  export: runExport,
  restore: runRestore,
  card: runCard,
  person: runPerson,
  erase: runErase,
  why,
};

function update(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  const { options } = line;
  return run.update(ports, common, {
    plan: needed(line, 'plan'),
    ref: wordAt(line, 0, 'REF'),
    by: needed(line, 'by'),
    rating: options.rating ?? null,
    state: run.readState(options.state),
    outcome: run.readOutcome(options.outcome),
    from: sourceOf(line),
    inputs: run.readInputs(options),
  });
}

function policy(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  const { preset = null, key, 'year-starts': yearStarts } = line.options;
  return run.policy(ports, common, {
    plan: needed(line, 'plan'),
    preset: run.readPreset(preset),
    key: key === undefined ? null : bytesOf(key),
    yearStarts: run.readMonth(yearStarts),
    bodies: run.readBodies(line.options.bodies),
    told: run.readTold(line.options),
    rules: run.readRules(line.options),
    dryRun: line.flags.has('dry-run'),
  });
}

function heads(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  const [act = 'list'] = line.words;
  const plan = needed(line, 'plan');
  const second = line.flags.has('second');
  switch (act) {
    case 'list':
      return run.heads(ports, common, plan);
    case 'set':
      return run.headsSet(ports, common, { plan, area: needed(line, 'area'), to: needed(line, 'to'), second });
    case 'owner':
      return run.headsSet(ports, common, { plan, area: null, to: needed(line, 'to'), second });
    case 'unset':
      return run.headsUnset(ports, common, { plan, area: line.options.area ?? null, from: line.options.from ?? null });
    default:
      throw new UsageError(`heads cannot “${act}”.\n${line.usage}`);
  }
}
