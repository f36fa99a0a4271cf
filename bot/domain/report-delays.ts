/** Delays and knock-ons: dates that moved, promises that passed, what waits for what. */
import { blockersOf } from './blockers.js';
import { inWords } from './dates.js';
import { passedPromise } from './other-asks.js';
import { approvedDate, isOpen, type Actor, type DateMove, type Milestone, type Ref } from './plan.js';
import type { ReportBlock, ReportSection, ReportTable, Words } from './report.js';
import type { ReportFacts } from './report-facts.js';
import {
  counted,
  date,
  joined,
  list,
  paragraph,
  rowsByRef,
  sentence,
  tableBlock,
  text,
  under,
  unitOf,
  unnamedBlock,
  words,
} from './report-words.js';
import { endInWords, stateInWords } from './state-words.js';
import { whatWaits } from './what-waits.js';

export function delaySections(facts: ReportFacts): readonly ReportSection[] {
  const { sizes, overdue } = facts.rollup;
  const sub = (heading: string, lines: readonly Words[], unnamed = 0): readonly ReportSection[] =>
    under({ level: 2, heading }, [...list(lines), ...unnamedBlock(unnamed)]);
  const below = [
    ...movedSection(facts),
    ...sub('Overdue', overdueLines(facts), sizes.overdue - overdue.length),
    ...sub('Dates given that have passed', passedLines(facts)),
    ...sub(`Due by ${inWords(facts.rollup.dueNext.until)}`, dueLines(facts)),
    ...sub('Waiting for a decision', proposalLines(facts)),
    ...sub('What waits for what', waitingLines(facts)),
    ...sub('What holds up several', blockerLines(facts)),
  ];
  return under({ level: 1, heading: 'Delays and knock-ons' }, [], below);
}

/** One approved date that was moved, with its milestone, and whether that was since the last summary. */
export interface Moved {
  readonly milestone: Milestone;
  readonly move: DateMove;
  readonly sinceLast: boolean;
}

/** Every move of an approved date, a first date of what had none left out; in printed order, the oldest first. */
export function movesOf({ milestones, rollup }: ReportFacts): readonly Moved[] {
  const { since } = rollup;
  const moved = new Set(rollup.moved.map(({ ref }) => ref));
  return milestones.flatMap((milestone) =>
    milestone.moves
      .filter(({ from }) => from !== null)
      .map((move) => ({ milestone, move, sinceLast: since !== null && moved.has(milestone.ref) && move.on >= since })),
  );
}

function movedSection(facts: ReportFacts): readonly ReportSection[] {
  const moves = movesOf(facts);
  const { since } = facts.rollup;
  const recent = moves.filter(({ sinceLast }) => sinceLast);
  const shown = since === null ? moves : recent;
  const before = moves.length - shown.length;
  const refs = [...new Set(moves.filter((one) => !shown.includes(one)).map(({ milestone }) => milestone.ref))];
  const blocks = [
    ...tableBlock(movesTable(facts, shown)),
    ...(before === 0 ? [] : [paragraph(`${counted(before, 'earlier move')}: ${refs.join(', ')}.`)]),
    ...unnamedMoves(facts),
  ];
  const heading = since === null ? 'Dates moved' : `Dates moved since ${inWords(since)}`;
  return under({ level: 2, heading: shown.length === 0 ? 'Dates moved before' : heading }, blocks);
}

/** Those that are counted and not named, so that the numbers are whole. */
function unnamedMoves({ rollup: { movedEver }, plan }: ReportFacts): readonly ReportBlock[] {
  const count = movedEver.milestones - movedEver.rows.length;
  const what = `${counted(count, unitOf(plan.levels))} that ${count === 1 ? 'is' : 'are'} not named here`;
  return count <= 0 ? [] : [paragraph(`Dates of ${what} were moved since the plan was loaded.`)];
}

export function movesTable(facts: ReportFacts, moves: readonly Moved[]): ReportTable {
  return {
    caption: 'Approved dates that were moved',
    columns: [
      { heading: 'Ref', width: 2 },
      { heading: facts.plan.levels.milestone, width: 5 },
      { heading: 'Old date', width: 2.4 },
      { heading: 'New date', width: 2.4 },
      { heading: 'Reason', width: 5 },
      { heading: 'Approved by', width: 3 },
    ],
    rows: moves.map(({ milestone, move }) => [
      text(milestone.ref),
      text(milestone.text),
      date(move.from),
      date(move.to),
      text(move.reason ?? 'No reason recorded'),
      text(approvalOf(facts, move)),
    ]),
  };
}

/** Who approved a move, as far as the plan names anybody; where; and when. */
export function approvalOf(facts: ReportFacts, { approvedBy, where, on }: DateMove): string {
  const who = approvedBy === null ? 'Not recorded' : approverNamed(facts, approvedBy);
  return joined(where === undefined ? who : `${who}, ${where},`, `on ${inWords(on)}`).replace(/,$/, '');
}

function approverNamed({ plan, nameOf }: ReportFacts, by: Actor): string {
  if (by.kind !== 'officer') return 'Recorded by an administrator';
  return plan.naming === 'none' ? 'Approved' : nameOf(by.id);
}

function overdueLines({ rollup, plan }: ReportFacts): readonly Words[] {
  const late = rollup.exceptions.filter(({ overdueDays }) => overdueDays !== null);
  return late.map(({ ref, text: what, overdueDays, dueOn, forecast }) => {
    const days = overdueDays ?? 0;
    const since = dueOn === null ? '' : `Due ${inWords(dueOn)}`;
    const late = days === 0 ? ', overdue.' : `, ${counted(days, 'working day')} overdue.`;
    const next =
      forecast === null ? `No forecast given for this ${unitOf(plan.levels)}.` : `Forecast: ${inWords(forecast)}.`;
    return words(`${ref} `, joined(sentence(what), `${since}${late}`, next));
  });
}

/** What falls due before the next summary. */
function dueLines({ rollup }: ReportFacts): readonly Words[] {
  return rollup.dueNext.rows.map(({ ref, text: what, on, grade }) =>
    words(`${ref} `, joined(sentence(what), `Due ${inWords(on)}, ${grade.word}.`)),
  );
}

function passedLines({ milestones, today }: ReportFacts): readonly Words[] {
  return milestones.flatMap((milestone) => {
    const passed = passedPromise(milestone, today);
    if (passed === null) return [];
    const what = passed.words === null ? '' : ` for “${passed.words.trim()}”`;
    return [words(`${milestone.ref} `, joined(sentence(milestone.text), `${inWords(passed.date)} was given${what}.`))];
  });
}

function proposalLines({ rollup }: ReportFacts): readonly Words[] {
  return rollup.proposals.map((one) => {
    const reason = one.reason.trim() === '' ? '' : `Reason: ${sentence(one.reason)}`;
    return words(`${one.ref} `, joined(sentence(one.text), `Since ${inWords(one.on)}: ${waitsFor(one)}`, reason));
  });
}

function waitsFor(one: ReportFacts['rollup']['proposals'][number]): string {
  const what = whatWaits(one);
  switch (what.kind) {
    case 'date':
      return `a new date, ${inWords(what.date)}.`;
    case 'end':
      return `${endInWords(what.state)}.`;
    case 'evidence':
      return 'evidence to be confirmed.';
    case 'handover':
      return 'another lead.';
  }
}

/** Of those that are open: what they wait for, and how that stands. */
function waitingLines(facts: ReportFacts): readonly Words[] {
  const others = new Map(facts.milestones.map((milestone) => [milestone.ref, milestone]));
  return facts.milestones.filter(isOpen).flatMap((milestone) => {
    const waits = refsWaitedFor(milestone).map((ref) => standingWords(facts, others.get(ref), ref));
    const body = milestone.update?.waitsOn?.kind === 'body' ? [`${milestone.update.waitsOn.name}.`] : [];
    const all = [...waits, ...body];
    return all.length === 0 ? [] : [words(`${milestone.ref} `, `waits for ${all.join(' ')}`)];
  });
}

function refsWaitedFor({ waitsFor: refs, update }: Milestone): readonly Ref[] {
  const on = update?.waitsOn;
  return [...new Set([...refs, ...(on?.kind === 'milestone' ? [on.ref] : [])])];
}

function standingWords(facts: ReportFacts, other: Milestone | undefined, ref: Ref): string {
  const row = rowsByRef(facts.rollup).get(ref);
  if (other === undefined || row === undefined) return `${ref}.`;
  const due = approvedDate(other);
  const when = due === null ? 'without a date' : `due ${inWords(due)}`;
  const stands = row.rating === 'closed' ? stateInWords(row.state) : (row.grade?.word ?? 'No update');
  return `${ref} (${when}, ${stands}).`;
}

function blockerLines({ milestones, calendar, today }: ReportFacts): readonly Words[] {
  const others = new Map(milestones.map((milestone) => [milestone.ref, milestone]));
  const waiting = milestones.map((milestone) => ({ milestone, others }));
  return blockersOf(waiting, calendar, today)
    .filter(({ holds }) => holds.length > 1)
    .map(({ blocker, holds }) => {
      const name = blocker.kind === 'body' ? blocker.name : blocker.ref;
      return words(`${name} `, `holds up ${holds.join(', ')}.`);
    });
}
