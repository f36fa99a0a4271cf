import { httpsLink } from '../../domain/evidence-link.js';
import { checkOn, type Others } from '../../domain/check.js';
import type { CivilDate } from '../../domain/dates.js';
import { overdueDays } from '../../domain/overdue.js';
import { isMatter } from '../../domain/meeting-days.js';
import { approvedDate, presentPeriod, type Milestone, type Plan } from '../../domain/plan.js';
import type { Period } from '../../domain/periods.js';
import { gradeOn, ratingOn } from '../../domain/rating.js';
import type { Calendar } from '../../domain/working-days.js';
import type { NameOf } from './answer.js';
import { actorJson, closureJson, movesJson, proposalJson } from './decision-json.js';

/** What a milestone is described by. */
export interface Described {
  readonly plan: Plan;
  readonly others: Others;
  readonly calendar: Calendar;
  readonly asAt: CivilDate;
  readonly nameOf: NameOf;
}

/** A milestone as at a day, for programs: every key is always there, and keys are only ever added (DESIGN 6). */
export function milestoneJson(milestone: Milestone, { plan, others, calendar, asAt, nameOf }: Described) {
  const facts = [calendar, asAt, others] as const;
  const { deferral } = milestone;
  return {
    ref: milestone.ref,
    area: milestone.area,
    objective: milestone.objective,
    text: milestone.text,
    leads: milestone.leads.map((id) => ({ id, name: nameOf(id) })),
    due: dueJson(milestone),
    state: milestone.state,
    rating: ratingOn(milestone, plan.preset, ...facts),
    ratingLabel: gradeOn(milestone, plan, ...facts).word,
    check: checkOn(milestone, ...facts),
    baseline: milestone.baseline,
    approved: approvedDate(milestone),
    forecast: milestone.update?.forecast ?? null,
    overdueDays: overdueDays(milestone, calendar, asAt),
    deliveredOn: milestone.deliveredOn,
    outcome: milestone.update?.outcome ?? null,
    evidenceDue: milestone.evidenceDue,
    tags: milestone.tags,
    marking: milestone.marking,
    lastUpdate: lastUpdate(milestone, nameOf),
    settledThrough: milestone.settledThrough,
    moves: movesJson(milestone, nameOf),
    deferral: deferral && {
      until: deferral.until,
      reason: deferral.reason,
      by: actorJson(deferral.by, nameOf),
      on: deferral.on,
    },
    pause: pauseJson(milestone, nameOf),
    proposal: proposalJson(milestone, nameOf),
    closure: closureJson(milestone, nameOf),
    waitsFor: milestone.waitsFor,
    waitsOn: waitsOnJson(milestone),
    evidence: milestone.update?.evidence ?? null,
    evidenceLink: httpsLink(milestone.update?.evidenceLink ?? ''),
    sameAs: milestone.printed.sameAs,
    queries: milestone.queries,
    answers: milestone.answers.map(({ by, on, rating, grade }) => ({ id: by, name: nameOf(by), on, rating, grade })),
  };
}

/** By whom, since when, until when and why; null while it is not, and where that was never said. */
function pauseJson({ state, pause }: Milestone, nameOf: NameOf) {
  if (state !== 'paused' || !pause) return null;
  return { by: actorJson(pause.by, nameOf), on: pause.on, until: pause.until, reason: pause.reason };
}

/** What its last update waits for: a milestone by its ref, or a body or system by its name. */
function waitsOnJson({ update }: Milestone) {
  const waitsOn = update?.waitsOn ?? null;
  if (waitsOn === null) return null;
  const [ref, name] = waitsOn.kind === 'milestone' ? [waitsOn.ref, null] : [null, waitsOn.name];
  return { kind: waitsOn.kind, ref, name };
}

/**
 * When it is due. `date` is the day after which it is overdue; `period` the time that is printed, or of a recurring one
 * the period that wants its update.
 */
function dueJson(milestone: Milestone) {
  const { due } = milestone;
  const recurs = due.kind === 'recurring';
  return {
    kind: due.kind,
    date: approvedDate(milestone),
    text: due.text,
    yearInferred: 'yearInferred' in due && due.yearInferred === true,
    period: periodOf(milestone),
    cadence: recurs ? due.cadence : null,
    until: recurs ? due.until : null,
    board: due.kind === 'meeting' ? due.board : null,
    meetingOn: due.kind === 'meeting' ? due.on : null,
    daysBefore: due.kind === 'meeting' ? (due.daysBefore ?? 0) : null,
  };
}

function periodOf(milestone: Milestone): Period | null {
  const { due } = milestone;
  if ((due.kind !== 'period' && due.kind !== 'meeting') || isMatter(milestone)) return presentPeriod(milestone);
  return { from: due.from, to: due.to };
}

function lastUpdate({ update, printed, importedOn }: Milestone, nameOf: NameOf) {
  if (update === null) {
    return printed.progress === null
      ? null
      : {
          at: printed.on ?? importedOn,
          by: 'as printed',
          note: printed.progress,
          rating: null,
          grade: null,
          confirmedOnly: false,
          sameAs: null,
        };
  }
  const by =
    update.by.kind === 'officer' ? nameOf(update.by.id) : update.by.kind === 'import' ? 'as printed' : 'operator';
  const note = update.note ?? update.cause ?? (update.by.kind === 'import' ? printed.progress : null);
  const { at, rating, grade, confirmedOnly, sameAs } = update;
  return { at, by, note, rating, grade, confirmedOnly, sameAs };
}
