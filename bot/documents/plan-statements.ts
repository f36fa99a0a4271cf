import { readDue } from '../domain/due.js';
import { addDays, inWords, type CivilDate } from '../domain/dates.js';
import type { State } from '../domain/plan.js';
import type { StateSuggestion } from '../domain/read-plan.js';
import type { CellDoubt } from './plan-leads.js';
import { isOfDates } from './plan-name-words.js';
import { REFS_IN_WORDS } from './plan-shapes.js';
import { oneLine, quoted, shortened } from './words.js';

/** What a text says of its milestone in plain words. Nothing of it is taken as said: people are asked. */
export interface Said {
  readonly suggestion: Omit<StateSuggestion, 'ref'> | null;
  readonly doubts: readonly CellDoubt[];
  readonly queries: readonly string[];
  readonly tags: readonly string[];
}

export interface Beside {
  /** The words of its own date. */
  readonly dueText: string;
  /** The last day of that date; null when it has none. */
  readonly dueOn: CivilDate | null;
  /** The last day of a quarter of the plan's year, by its number; null when the year is not known. */
  readonly endOfQuarter: (quarter: number) => CivilDate | null;
}

const NOTHING: Said = { suggestion: null, doubts: [], queries: [], tags: [] };

/** Of one text: whoever reads as many will read the rest. */
const MOST_TOLD = 5;

/** Every sentence of a progress text that speaks of the milestone's end, its date, or when it will be told of. */
export function readStatements(progress: string, beside: Beside): Said {
  const sentences = oneLine(progress.replace(/\n+/g, '. ')).split(/(?<=[.!?])\s+/);
  const found = sentences.map((sentence) => {
    const deferral = putOff(sentence, beside);
    return {
      ...NOTHING,
      ...(deferral ?? movedIn(sentence, beside)),
      suggestion: endIn(sentence),
      tags: addedIn(sentence),
    };
  });
  return {
    suggestion: found.flatMap(({ suggestion }) => suggestion ?? [])[0] ?? null,
    doubts: found.flatMap(({ doubts }) => doubts).slice(0, MOST_TOLD),
    queries: found.flatMap(({ queries }) => queries).slice(0, MOST_TOLD),
    tags: found.flatMap(({ tags }) => tags),
  };
}

function said(sentence: string): string {
  return `“${shortened(sentence.replace(/\.$/, ''), 160)}”`;
}

/* ---- Its end ---- */

/** A whole sentence, so that "will be withdrawn unless" and "has not been withdrawn" say nothing. */
const ENDS: readonly (readonly [State, RegExp])[] = [
  [
    'business-as-usual',
    /^(?:this|it|this action|the action)(?: work)? (?:is|has become|now forms part of)(?: now)?(?: part of)? business as usual\.?$/i,
  ],
  [
    'superseded',
    /^(?:this|it|the|this action|the action)\b[^,;:]{0,100}\b(?:is|has been|have been|was|were) (?:now )?(?:superseded|replaced) by\b[^;:]{1,100}$/i,
  ],
  [
    'withdrawn',
    /^(?:this|it|the)\b[^,;:]{0,100}\b(?:is|has been|have been|was|were) (?:now )?(?:disbanded|withdrawn|discontinued)(?: (?:as|because|since|following|by|in|from)\b.*)?\.?$/i,
  ],
  [
    'withdrawn',
    /^(?:this|it|the)\b[^,;:]{0,100}\b(?:is|are) no longer (?:required|needed|going ahead)(?: (?:as|because|since|following)\b.*)?\.?$/i,
  ],
  // In the few words of a table: "No longer required", "Superseded by WFD 3.1", "COMPLETED 3 June 2026".
  [
    'superseded',
    new RegExp(
      `^(?:no longer required[,;]? )?(?:superseded by|replaced by|merged (?:with|into)) (?:${REFS_IN_WORDS.source})`,
      'iu',
    ),
  ],
  ['withdrawn', /^no longer (?:required|needed)\.?$/i],
  ['delivered', /^(?:(?:action|milestone|work) )?(?:completed?|done)\.?$/i],
  ['delivered', /^(?:we have|this has been|this is|it has been) marked (?:this )?as ['‘"“]?completed?\b/i],
  [
    'delivered',
    /^(?:(?:this|it|the) (?:action|milestone|work)?\s*(?:is|has been) (?:now )?)?completed?\s*(?:[.;:!,–—-]|$)/i,
  ],
];

/** "Completed: 3 of 10 audits", "Complete, subject to sign-off", "Completed - first draft only". */
const UNFINISHED =
  /\d+ ?(?:%|per ?cent)|\b\d+ (?:out )?of (?:the )?\d+|\b(?:subject to|draft|part(?:s|ly|ial|ially)?|await(?:s|ing|ed)?|pending|except|apart from|so far|only|not|yet|almost|nearly)\b/i;

const ASKED: Readonly<Partial<Record<State, string>>> = {
  delivered: 'If it is complete, choose Complete, and say whether it achieved what it was for.',
  withdrawn: 'If it is no longer wanted, propose that it is withdrawn.',
  superseded: 'If something else takes its place, propose that it is superseded.',
  'business-as-usual': 'If it goes on as everyday work, propose that it is closed as business as usual.',
};

function endIn(sentence: string): Said['suggestion'] {
  const words = sentence.replace(/^[-–—•*]\s*/, '');
  for (const [state, form] of ENDS) {
    const fits = form.test(words) || (state === 'delivered' && isDoneOnADay(words));
    if (!fits || (state === 'delivered' && UNFINISHED.test(words))) continue;
    return {
      state,
      because: `says ${quoted(sentence)}`,
      query: `The plan says ${said(sentence)}. ${ASKED[state] ?? ''}`,
      ...(state === 'superseded' ? { replacedBy: refsBehindBy(sentence) } : {}),
    };
  }
  return null;
}

/** "COMPLETED 3 June 2026", "Completed in March 2026". */
function isDoneOnADay(words: string): boolean {
  const when = /^completed? (?:on |in )?(.+)$/i.exec(words)?.[1];
  return when !== undefined && ['day', 'period'].includes(readDue(when).due.kind);
}

/** "Superseded by WFD 3.1 and WFD 3.2": as printed, whether the plan has them or not. */
function refsBehindBy(sentence: string): string[] {
  return sentence.slice(sentence.search(/ (?:by|with|into) /i)).match(REFS_IN_WORDS) ?? [];
}

/** "This is a new action in Q2". */
function addedIn(sentence: string): string[] {
  const when = /\bnew (?:action|milestone) (?:in|from|for|added in) (?:quarter |q)([1-4])\b/i.exec(sentence)?.[1];
  return when === undefined ? [] : [`new in Q${when}`];
}

/* ---- Its date ---- */

const TO_DATE = /\b(?:extended|put back|moved|changed|revised|amended|delayed|postponed)\s+(?:to|until|till)\s+(.+)$/i;
const MOVED =
  /\b(?:timescale|deadline|target date|completion date|due date|date)s?\b[^.]{0,40}\b(?:extended|extension|put back|moved|changed|revised)\b/i;
const EXPECTED =
  /\bwill (?:now |only )?(?:be (?:in place|complete|completed|finished|ready|delivered|implemented|live)|go live)\b[^.]{0,30}?\b(?:in|by|on|from|until)\s+(.+)$/i;

/** "Timescale will not be extended", "may be moved", "if the deadline is changed": no date has moved. */
const NOT_MOVED = /\b(?:not|never|no|if|unless|may|might|could|should|would)\b|n['’]t\b/i;

function movedIn(sentence: string, { dueText, dueOn }: Beside): Partial<Said> {
  if (NOT_MOVED.test(sentence)) return {};
  const to = TO_DATE.exec(sentence)?.[1];
  const moved = to === undefined ? null : dayAt(to);
  const expected = dayAt(EXPECTED.exec(sentence)?.[1] ?? '');
  const other =
    moved !== null && moved !== dueOn
      ? moved
      : expected !== null && dueOn !== null && expected > dueOn
        ? expected
        : null;
  if (other !== null) {
    const held = dueOn === null ? 'No date is held' : `${inWords(dueOn)} is held`;
    const message = `it says ${quoted(sentence)}, and the date printed is ${quoted(dueText)}. ${held}; correct one of the two.`;
    const query = `The plan prints “${dueText}” and says ${said(sentence)}. ${held} until you say which is right.`;
    return { doubts: [{ code: 'conflicting-dates', message, other }], queries: [query] };
  }
  if (moved === null && !MOVED.test(sentence)) return {};
  const message = `it says ${quoted(sentence)}, and not what the date was before. ${quoted(dueText)} was taken as the approved date, and the one before as not recorded.`;
  const evidence = /\b(?:impact|evidence|outcome)\b/i.test(sentence)
    ? ' If the work is done and only its evidence is to come, choose Complete and give the day on which evidence will be shown.'
    : '';
  const query = `The plan says ${said(sentence)}. Say what the date was before, and why it moved.${evidence}`;
  return { doubts: [{ code: 'extended-in-text', message }], queries: [query] };
}

/** The last day of a date with which words begin; null when they begin with none. */
function dayAt(words: string): CivilDate | null {
  const parts = words.replace(/^the /i, '').split(' ').slice(0, 8);
  for (let count = parts.length; count > 0; count -= 1) {
    // A date ends with a word of dates; all else need not be read.
    if (!isOfDates((parts[count - 1] ?? '').replace(/\W+$/, ''))) continue;
    const { due } = readDue(
      parts
        .slice(0, count)
        .join(' ')
        .replace(/[.,;:)]+$/, ''),
    );
    if (due.kind === 'day') return due.date;
    if (due.kind === 'period') return due.to;
  }
  return null;
}

/* ---- When it will be told of ---- */

/** Of the milestone itself: "the policy will be updated in line with guidance" puts nothing off. */
const LATER =
  /^(?:this|it|progress|figures|data|an? update|the (?:position|progress|measure|figures?|data))\b.{0,60}?\b(?:will be|to be|is to be) (?:updated|reported on|given|provided|known)\b.{0,20}?\b(at|in|by|on|after|from|following|once)\s+(.+)$/i;
const SOME_TIME = /\b(?:end|start|term|year|quarter|month|summer|autumn|spring|winter|meeting|next)\b/i;

function putOff(sentence: string, { dueOn, dueText, endOfQuarter }: Beside): Partial<Said> | null {
  const found = LATER.exec(sentence);
  if (found === null) return null;
  const [, when = '', words = ''] = found;
  const quarter = /^(?:the )?(?:end of )?(?:the )?(?:quarter |q)([1-4])\b/i.exec(words)?.[1];
  const day = quarter === undefined ? dayAt(words) : endOfQuarter(Number(quarter));
  const from = day !== null && /^(?:after|following)$/i.test(when) ? addDays(day, 1) : day;
  if (day === null && !SOME_TIME.test(words)) return null;
  const late = from !== null && dueOn !== null && from > dueOn;
  const past = late ? ` That is after its date, ${quoted(dueText)}.` : '';
  const message = `it says ${quoted(sentence)}, which is not taken as said.${past} It is asked about as its date says; put it off with a day and a reason if that is meant.`;
  const query = `The plan says ${said(sentence)}.${late ? ` That is after its date, ${dueText}.` : ''} Say where it stands, or put it off with a day and a reason.`;
  return { doubts: [{ code: 'deferral-in-text', message }], queries: [query] };
}
