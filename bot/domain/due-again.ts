import { inWords, parseCivilDate, type CivilDate } from './dates.js';
import { hasBareYear, rangeAt, stretchAt, type Cell } from './due-cell.js';
import type { Form, Found } from './due-found.js';
import type { DueAgain } from './due-kinds.js';
import { isLabel } from './due-labels.js';
import { endOfPeriodFrom, MONTHS_IN, rhythmIn, type Rhythm } from './due-rhythm.js';

const GAP = '(?: ?[,;:(-] ?|\\. | )';
const FROM = '(?:(?:starting|beginning|commencing|as) )?from|starting|beginning|commencing|with effect from';
const UNTIL = '(?:until|till|to|up to|through to|ending) (?:the )?(?:end of )?#';
const THEN =
  '(?:(?:and |and then |then )?~ (?:thereafter|after that|afterwards|from then(?: on)?|onwards)|(?:and )?then ~)';

/** What may stand around a cadence, from the fewest words on. `#` is a moment, `~` the cadence. */
const AROUND: readonly (readonly [RegExp, (cell: Cell, rhythm: Rhythm) => Again | null])[] = [
  [around('~'), () => ({ first: null, until: null, assumed: [] })],
  [around('~(?:,| -)? until further notice'), () => ({ first: null, until: null, assumed: [] })],
  [around(`~${GAP}(?:${UNTIL})`), (cell) => endingAt(cell, 0)],
  [around(`~${GAP}(?:(?:${FROM}|between) )?(?:the )?# ?(?:-|to|until|till|and) ?(?:the )?(?:end of )?#`), within],
  [around(`(?:from )?(?:the )?# ?(?:-|to|until) ?(?:the )?(?:end of )?#${GAP}~`), within],
  [around(`~${GAP}(?:${FROM}) (?:the )?#(?: onwards?)?`), startingAt],
  [around(`(?:from|starting) (?:the )?#${GAP}(?:and |then )?~`), startingAt],
  [around(`(?:(?:by|on|in) )?(?:the )?(?:end of )?#${GAP}${THEN}`), (cell) => firstAt(cell, null)],
  [around(`(?:(?:by|on|in) )?(?:the )?(?:end of )?#${GAP}${THEN}${GAP}?(?:${UNTIL})`), (cell) => firstAt(cell, 1)],
  [around(`~${GAP}(?:in )?#(?:(?: ?[,/&] ?| and | )#)+`), inMonths],
  [
    around('~ until (?<words>[^#~]+)'),
    () => ({ first: null, until: null, assumed: ['its end is not printed as a date'] }),
  ],
];

/** How often it happens is the more exact of the two. */
const ALSO = /^(?:ongoing|on-going|continuous)(?: -|,|:)? ?(?:and )?/i;

interface Again {
  readonly first: CivilDate | null;
  readonly until: CivilDate | null;
  readonly assumed: readonly string[];
}

/** "Every quarter until 31 March 2019", "31st May 2017, monthly thereafter", "Bi-monthly", "Termly audits". */
export const again: Form = (cell) => {
  const found = rhythmIn(cell.frame);
  if (!found || hasBareYear(cell)) return null;
  const { frame, rhythm } = found;
  for (const [pattern, read] of AROUND) {
    const beside = pattern.exec(frame)?.groups;
    if (!beside) continue;
    const labels = [beside.before, beside.after ?? beside.aim].filter((words) => words !== undefined);
    const said = labels.every(standsBeside) ? read(cell, rhythm) : null;
    if (said) return asFound(cell, rhythm, said, labels.join(', ') || null);
  }
  return null;
};

function standsBeside(words: string): boolean {
  const rest = words.replace(ALSO, '');
  return rest === '' || isLabel(rest);
}

function around(body: string): RegExp {
  const after = '(?: ?[-:,(] ?(?<after>[^#~()]+)\\)?| (?<aim>[^#~()]+))?';
  return new RegExp(`^(?:[-\u2022*] )?(?:(?<before>[^#~]+?)(?: ?[:,(-] ?| ))??${body}\\)?${after}[.,;]?$`, 'i');
}

function asFound(cell: Cell, { cadence, assumed }: Rhythm, said: Again, label: string | null): Found | null {
  const text = cell.printed;
  const { first, until } = said;
  if (cadence === null) {
    if (cell.mentions.length > 0) return null;
    return {
      due: { kind: 'ongoing', text },
      assumed: ['it says how often, but not in weeks, months or quarters'],
      label,
    };
  }
  if (first !== null && until !== null && until < first) return null;
  const due: DueAgain = { kind: 'recurring', cadence, first, until, yearStarts: cell.yearStarts, text };
  return { due, assumed: [...(assumed === null ? [] : [assumed]), ...said.assumed], label };
}

function endingAt(cell: Cell, at: number): Again | null {
  const end = stretchAt(cell, at);
  return end && { first: null, until: end.to, assumed: clauses(end.assumed) };
}

/** A printed first day: the periods are counted from it. */
function firstAt(cell: Cell, end: number | null): Again | null {
  const first = stretchAt(cell, 0);
  const until = end === null ? null : stretchAt(cell, end);
  if (!first || (end !== null && !until)) return null;
  return { first: first.to, until: until?.to ?? null, assumed: clauses(first.assumed, until?.assumed ?? null) };
}

function startingAt(cell: Cell, rhythm: Rhythm): Again | null {
  const start = stretchAt(cell, 0);
  return start && startingOn(start.from, null, cell, rhythm, start.assumed);
}

function within(cell: Cell, rhythm: Rhythm): Again | null {
  const range = rangeAt(cell, 0);
  return range?.inferred === null ? startingOn(range.from, range.to, cell, rhythm, range.assumed) : null;
}

/** From the first of a month the periods begin; any other day that is printed is the first one that is due. */
function startingOn(
  start: CivilDate,
  until: CivilDate | null,
  cell: Cell,
  { cadence }: Rhythm,
  assumed: string | null,
): Again | null {
  const begins = start.endsWith('-01') || cell.mentions[0]?.moment.unit !== 'day';
  const first = begins && cadence !== null ? endOfPeriodFrom(start, cadence) : start;
  if (parseCivilDate(first) === undefined) return null;
  const kept = until !== null && until < first ? until : first;
  return { first: kept, until, assumed: clauses(assumed, `the first update was taken as due ${inWords(kept)}`) };
}

/** "Quarterly - June, September, December, March": months without years, which the calendar's periods may end in or not. */
function inMonths(cell: Cell, { cadence }: Rhythm): Again | null {
  const step = cadence === null ? null : MONTHS_IN[cadence];
  const named = cell.mentions.map(({ moment }) =>
    moment.unit === 'month' && moment.year === null ? moment.month : null,
  );
  if (step === null || named.includes(null)) return null;
  const ends = named.every((month) => ((month ?? 0) - cell.yearStarts + 1 + 12) % step === 0);
  return { first: null, until: null, assumed: ends ? [] : ['the months beside it were not read'] };
}

function clauses(...all: readonly (string | null)[]): string[] {
  return all.filter((clause) => clause !== null);
}
