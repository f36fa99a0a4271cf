import { addDays, inWords, mondayOf, type CivilDate } from '../bot/domain/dates.js';
import type { DigestRow } from '../bot/domain/views.js';
import { escapedMark, monthInWords } from './words.js';

type OwnKind =
  'answer' | 'challenge' | 'overdue' | 'week' | 'later' | 'undated' | 'confirm' | 'evidence' | 'green' | 'paused';
type SectionKind = OwnKind | 'decision' | 'release' | 'held' | 'waiting' | 'told';

/** Rows that are read together, in the order of reading. */
export interface Section<R extends DigestRow = DigestRow> {
  readonly kind: SectionKind;
  readonly heading: string;
  readonly intro: readonly string[];
  readonly rows: readonly R[];
}

const ORDER: readonly OwnKind[] = ['answer', 'challenge', 'confirm', 'overdue', 'week', 'later', 'evidence', 'undated'];

/** The reader's own rows by what they ask for. `ticks`: greens may be ticked and stand last, by themselves. */
export function ownSections(rows: readonly DigestRow[], asAt: CivilDate, ticks: boolean): readonly Section[] {
  const kinds = new Map<OwnKind, DigestRow[]>();
  for (const row of rows) {
    const kind = kindOf(row, asAt, ticks);
    kinds.set(kind, [...(kinds.get(kind) ?? []), row]);
  }
  return [...ORDER, 'green' as const, 'paused' as const].flatMap((kind) => {
    const own = byPlan(kinds.get(kind) ?? []);
    return own.length === 0
      ? []
      : [{ kind, rows: own, heading: headingOf(kind, own, asAt), intro: introOf(kind, own) }];
  });
}

/** Rows of one plan together, in the order in which the plans come first: the worst of all stays first. */
function byPlan<R extends DigestRow>(rows: readonly R[]): readonly R[] {
  const plans = new Map<string, R[]>();
  for (const row of rows) plans.set(row.link.plan, [...(plans.get(row.link.plan) ?? []), row]);
  return [...plans.values()].flat();
}

/** What waits for the reader as head of service: what they are to decide, then what was escalated to them. */
export function waitingSections<R extends DigestRow>(rows: readonly R[]): readonly Section<R>[] {
  const toDecide = byPlan(rows.filter(({ wanted }) => wanted === 'decision'));
  const toRelease = byPlan(rows.filter(({ wanted }) => wanted === 'release'));
  const toLook = byPlan(rows.filter(({ wanted }) => wanted === 'held'));
  const told = byPlan(rows.filter(({ wanted }) => !['decision', 'release', 'held'].includes(wanted)));
  const sections: readonly Section<R>[] = [
    {
      kind: 'decision',
      rows: toDecide,
      heading: `For you to decide: ${String(toDecide.length)}`,
      intro: [
        'Press Decide to accept, to refuse with a reason, or to ask. Until then nothing changes, and the lead is not reminded.',
      ],
    },
    {
      kind: 'release',
      rows: toRelease,
      heading: `Answers to leadership for you to release: ${String(toRelease.length)}`,
      intro: [
        'Press Release to let leadership read it now. Two working days after it was given it is told without that.',
      ],
    },
    {
      kind: 'held',
      rows: toLook,
      heading: `Words for you to look at: ${String(toLook.length)}`,
      intro: ['They may say who a child is. Press Look: until you have, nobody else reads them.'],
    },
    {
      kind: 'waiting',
      rows: told,
      heading: `Escalated to you: ${String(told.length)}`,
      intro: [
        `${told.length === 1 ? 'It is' : 'They are'} overdue, and nobody has answered. Speak with the lead, or press Update yourself.`,
      ],
    },
  ];
  return sections.filter((section) => section.rows.length > 0);
}

/** What the reader is told: nothing is asked of them about it. */
export function toldSections(rows: readonly DigestRow[]): readonly Section[] {
  if (rows.length === 0) return [];
  const count = String(rows.length);
  const decided = rows.some((row) => (row.decided ?? row.decidedBefore) !== undefined);
  const entered = rows.some((row) => row.entered === true || row.enteredBefore !== undefined);
  const asked = rows.some((row) => row.asked !== undefined);
  if (asked) return [{ kind: 'told', heading: toldHeading(decided || entered, count), intro: [], rows: byPlan(rows) }];
  const what = decided && entered ? 'Decided, or entered for you' : entered ? 'Entered for you' : 'Decided';
  return [{ kind: 'told', heading: `${what}: ${count}`, intro: [], rows: byPlan(rows) }];
}

function toldHeading(other: boolean, count: string): string {
  return other ? `Asked by leadership, decided or entered: ${count}` : `Asked by leadership: ${count}`;
}

function kindOf(row: DigestRow, asAt: CivilDate, ticks: boolean): OwnKind {
  if (row.wanted === 'answer' || row.wanted === 'challenge') return row.wanted;
  if (row.state === 'paused') return 'paused';
  if (row.evidenceDue !== null) return 'evidence';
  if (row.confirm) return 'confirm';
  if (row.tickable && ticks) return 'green';
  if (row.overdueDays !== null) return 'overdue';
  if (row.dueOn === null) return 'undated';
  return row.dueOn <= addDays(mondayOf(asAt), 6) ? 'week' : 'later';
}

function headingOf(kind: OwnKind, rows: readonly DigestRow[], asAt: CivilDate): string {
  const count = String(rows.length);
  switch (kind) {
    case 'answer':
      return rows.length === 1 ? 'A question for you' : `${count} questions for you`;
    case 'challenge':
      return rows.length === 1 ? 'A question from leadership' : `Questions from leadership about ${count}`;
    case 'overdue':
      return `${count} overdue`;
    case 'week':
      return `${count} due this week`;
    case 'later':
      return `${count} due ${laterWords(rows, asAt)}`;
    case 'undated':
      return `${count} without a date`;
    case 'confirm':
      return rows.length === 1 ? 'Please confirm where this one stands' : `Please confirm where these ${count} stand`;
    case 'evidence':
      return `${count} done, waiting for evidence`;
    case 'green':
      return `${count} ${rows.length === 1 ? 'was' : 'were'} ${lastWordOf(rows)} at the last update`;
    case 'paused':
      return `${count} paused`;
  }
}

/** What all of them were called; where plans have different words for it, in words of nobody. */
function lastWordOf(rows: readonly DigestRow[]): string {
  const words = new Set(rows.map(({ lastUpdate }) => escapedMark(lastUpdate?.grade ?? 'green')));
  const [word = ''] = words;
  return words.size === 1 ? word : 'on track';
}

function introOf(kind: OwnKind, rows: readonly DigestRow[]): readonly string[] {
  if (kind === 'answer') {
    return ['It is about what you proposed: until you answer, it is not decided.'];
  }
  if (kind === 'challenge') {
    return ['Press Answer. Leadership reads it when your head of service has released it, or after two working days.'];
  }
  if (kind === 'confirm') {
    const [was, its] = rows.length === 1 ? ['It was', 'its date'] : ['They were', 'their dates'];
    return [`${was} past ${its} when the plan was loaded.`];
  }
  if (kind === 'green') {
    const what = rows.length === 1 ? 'Tick it if it is still on track' : 'Tick those still on track';
    return [`${what}, then press the button below. If anything has changed, press Update instead.`];
  }
  if (kind === 'paused') {
    return ['Nobody is asked about what is paused until its day, and it is not overdue.'];
  }
  return [];
}

/** "in December" when all fall in one month, "later in November" when it is this one, else "by DATE". */
function laterWords(rows: readonly DigestRow[], asAt: CivilDate): string {
  const dates = datesOf(rows);
  const [first, last] = [dates.at(0), dates.at(-1)];
  if (first === undefined || last === undefined) return 'later';
  if (last.slice(0, 7) === asAt.slice(0, 7)) return `later in ${monthInWords(first, asAt)}`;
  return first.slice(0, 7) === last.slice(0, 7) ? `in ${monthInWords(first, asAt)}` : `by ${inWords(last)}`;
}

function datesOf(rows: readonly DigestRow[]): CivilDate[] {
  return rows.flatMap((row) => (row.dueOn === null ? [] : [row.dueOn])).sort();
}

/** The counts of the headline, most pressing first: they add up to the number of rows. */
export interface Tally {
  readonly urgent: string;
  readonly rest: string;
}

/** "3 overdue, 2 due this week" and "6 due by DATE, 1 to confirm". */
export function tallyOf(sections: readonly Section[]): Tally {
  const rowsOf = (...kinds: readonly OwnKind[]) =>
    sections.filter(({ kind }) => kinds.some((one) => one === kind)).flatMap(({ rows }) => rows);
  const ahead = rowsOf('later', 'green');
  const last = datesOf(ahead).at(-1);
  const questions = rowsOf('answer', 'challenge').length;
  const words = (count: number, text: string) => (count === 0 ? [] : [`${String(count)} ${text}`]);
  return {
    urgent: [
      ...words(questions, questions === 1 ? 'question to answer' : 'questions to answer'),
      ...words(rowsOf('confirm').length, 'overdue to confirm'),
      ...words(rowsOf('overdue').length, 'overdue'),
      ...words(rowsOf('week').length, 'due this week'),
    ].join(', '),
    rest: [
      ...words(ahead.length, last === undefined ? 'due later' : `due by ${inWords(last)}`),
      ...words(rowsOf('undated').length, 'without a date'),
      ...words(rowsOf('evidence').length, 'waiting for evidence'),
      ...words(rowsOf('paused').length, 'paused'),
    ].join(', '),
  };
}

/** Both halves as one sentence part; "nothing" when there is nothing. */
export function tallyInWords({ urgent, rest }: Tally): string {
  return [urgent, rest].filter((words) => words !== '').join(', ');
}
