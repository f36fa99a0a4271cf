/** What a report is checked for before it is made: each finding names the place, quotes the words and says what to do. */
import { inWords, type CivilDate } from './dates.js';
import { findingsIn } from './guard.js';
import { figuresOf } from './headline.js';
import { isClosed, isOpen, type Milestone, type Ref } from './plan.js';
import { shortened } from './quoted.js';
import type { ReportFacts } from './report-facts.js';
import { textsOf, type ReportText } from './report-texts.js';
import { unitOf } from './report-words.js';
import { saidCounts, saidFigures, saidOf } from './said-figures.js';
import { NOT_CLEARED_WORDS } from './told-words.js';
import type { Counts } from './views.js';

export interface ReportFinding {
  readonly code:
    'not-mentioned' | 'left-in' | 'avoid' | 'two-figures' | 'figures-differ' | 'small-number' | 'not-cleared';
  readonly ref: Ref | null;
  readonly field: string;
  /** As they stand in the report; empty where something is missing. */
  readonly words: string;
  readonly message: string;
}

/** @param posted the counts of the same figures as they were posted; null where they were not */
export function findingsOf(facts: ReportFacts, posted: Counts | null): readonly ReportFinding[] {
  const texts = textsOf(facts);
  return [
    ...differsFromPosted(facts, posted),
    ...countsSaid(facts),
    ...figuresSaidTwice(texts),
    ...texts.flatMap((one) => measuresSaid(one, facts.measures)),
    ...texts.flatMap((one) => leftIn(one)),
    ...texts.flatMap((one) => avoided(one, facts.plan.avoid)),
    ...(facts.ceiling === 'public' ? texts.flatMap((one) => forThePublic(one, facts)) : []),
    ...notMentioned(facts),
  ];
}

function found(
  code: ReportFinding['code'],
  { ref, field }: Pick<ReportText, 'ref' | 'field'>,
  words: string,
  message: string,
): ReportFinding {
  const place = ref === null ? field : `${ref}, ${field}`;
  return { code, ref, field, words, message: `${place.charAt(0).toUpperCase()}${place.slice(1)}: ${message}` };
}

/* ---- What was left in, and words not to use ---- */

/** What writers put where words are still to come. "TBC" is lawful as a date, so it counts only in what was said. */
const PLACEHOLDERS = [
  /\bx{3,}\b/giu,
  /\[(?:insert|add|name|date|number|text|tbc|xx?|to follow)\b[^\]]*\]?/giu,
  /\?{3,}/gu,
  /\blorem ipsum\b/giu,
];
const TO_COME = /\b(?:TBC|TBA|TBD)\b/gu;

function leftIn(one: ReportText): readonly ReportFinding[] {
  const forms = one.said ? [...PLACEHOLDERS, TO_COME] : PLACEHOLDERS;
  const left = forms.flatMap((form) => [...one.text.matchAll(form)].map(({ 0: words }) => words));
  return [...new Set(left)]
    .filter((words) => words !== NOT_CLEARED_WORDS)
    .map((words) => found('left-in', one, words, `“${words}” was left in. Put the words there that are meant.`));
}

function avoided(one: ReportText, avoid: readonly string[]): readonly ReportFinding[] {
  return avoid
    .filter((word) => word.trim() !== '' && holdsWord(one.text, word))
    .map((word) =>
      found('avoid', one, word, `“${word}” is on the plan's list of words not to use. Say it in other words.`),
    );
}

function holdsWord(text: string, word: string): boolean {
  const words = word
    .trim()
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\s+/g, '\\s+');
  return new RegExp(`(?<![\\p{L}\\p{N}])${words}(?![\\p{L}\\p{N}])`, 'iu').test(text);
}

/* ---- What the public may not read ---- */

function forThePublic(one: ReportText, { plan }: ReportFacts): readonly ReportFinding[] {
  if (one.text === NOT_CLEARED_WORDS) {
    const message = `no wording has been cleared for the public, so “${one.text}” stands there. Clear one with: wording.`;
    return [found('not-cleared', one, one.text, message)];
  }
  return findingsIn(one.text, plan.smallNumber)
    .filter(({ kind }) => kind === 'flagged')
    .map(({ words }) => {
      const message = `“${words}” is a number under ${String(plan.smallNumber)} tied to children, families or cases. Reword it before it is published.`;
      return found('small-number', one, words, message);
    });
}

/* ---- Areas nobody mentions ---- */

/** Of none of its open milestones was a sentence said since the last summary; in the first one, ever. */
function notMentioned({ areas, milestones, rollup, plan }: ReportFacts): readonly ReportFinding[] {
  const since = rollup.since;
  return areas.flatMap(({ code, title }) => {
    const own = milestones.filter((one) => one.area === code && !isClosed(one));
    if (!own.some(isOpen) || own.some((one) => isSpokenOf(one, since))) return [];
    const when = since === null ? 'since the plan was loaded' : `since the last summary, on ${inWords(since)}`;
    const message = `nothing was said of any ${unitOf(plan.levels)} in it ${when}. Ask its head of service for a sentence.`;
    return [found('not-mentioned', { ref: null, field: `${plan.levels.area} ${title}` }, '', message)];
  });
}

function isSpokenOf({ update, printed }: Milestone, since: CivilDate | null): boolean {
  if (since === null && printed.progress !== null) return true;
  if (update === null || (since !== null && update.on < since)) return false;
  const said = [update.note, update.cause, update.remedy, update.evidence, update.nextStep];
  return said.some((words) => words !== null && words.trim() !== '') || update.sameAs !== null;
}

/* ---- A figure said in two ways ---- */

/** Counts that somebody wrote of an area or the plan, where the figures say another number. */
function countsSaid(facts: ReportFacts): readonly ReportFinding[] {
  const { rollup, signing, overall } = facts;
  const whole = overall === null ? [] : countsIn(facts, 'reason for the overall rating', overall.reason, rollup.counts);
  const areas = (signing?.signed ?? []).flatMap(({ code, area, words }) => {
    const counts = rollup.areas.find((one) => one.code === code)?.counts;
    return counts === undefined ? [] : countsIn(facts, `words of the sign-off of ${area}`, words, counts);
  });
  return [...whole, ...areas];
}

function countsIn(facts: ReportFacts, field: string, text: string, counts: Counts): readonly ReportFinding[] {
  const { rollup, plan } = facts;
  const figures = figuresOf({ key: rollup.key, counts, before: null, grades: [] });
  const known = new Map(figures.map(({ word, now }) => [word.toLowerCase(), now]));
  return saidCounts(text, unitOf(plan.levels), [...known.keys()]).flatMap(({ of, count, words }) => {
    const is = known.get(of);
    if (is === undefined || is === count) return [];
    const message = `“${words}” is said, and the figures say ${String(is)}. Correct the one that is wrong.`;
    return [found('two-figures', { ref: null, field }, words, message)];
  });
}

/** "12 of 40 social workers" in one text and "15 of 40 social workers" in another of the same milestone. */
function figuresSaidTwice(texts: readonly ReportText[]): readonly ReportFinding[] {
  const first = new Map<string, { readonly words: string; readonly one: ReportText }>();
  return texts
    .filter(({ said, ref }) => said && ref !== null)
    .flatMap((one) =>
      saidFigures(one.text).flatMap(({ of, words }) => {
        const name = JSON.stringify([one.ref, of, words.endsWith('%')]);
        const before = first.get(name);
        if (before === undefined) first.set(name, { words, one });
        if (before === undefined || before.one === one || before.words === words) return [];
        const message = `“${words} ${of}”, and under ${before.one.field} “${before.words} ${of}”. Say one figure in both.`;
        return [found('two-figures', one, shortened(words), message)];
      }),
    );
}

/** "IP 4 is 72%" beside a measure whose value is another. */
function measuresSaid(one: ReportText, measures: ReportFacts['measures']): readonly ReportFinding[] {
  return measures.flatMap(({ code, unit, now }) => {
    const value = now?.value ?? null;
    if (now === null || value === null || !one.said) return [];
    return saidOf(one.text, code, unit)
      .filter(({ number }) => value.toFixed(number.split('.')[1]?.length ?? 0) !== number)
      .map(({ words }) => {
        const message = `“${words}” is said, and the measure says ${now.words} (${now.called}). Correct the one that is wrong.`;
        return found('two-figures', one, words, message);
      });
  });
}

/** Figures of the same summary that are not those that were posted. */
function differsFromPosted({ rollup, today }: ReportFacts, posted: Counts | null): readonly ReportFinding[] {
  if (posted === null) return [];
  const { counts } = rollup;
  return (Object.keys(posted) as (keyof Counts)[])
    .filter((which) => posted[which] !== counts[which])
    .map((which) => {
      const message = `${String(counts[which])} here, ${String(posted[which])} in the summary that was posted for ${inWords(today)}. Report the posted one with --of posted, or post a correction.`;
      return found('figures-differ', { ref: null, field: `figure “${which}”` }, String(counts[which]), message);
    });
}
