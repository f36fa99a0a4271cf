import { inWords } from '../bot/domain/dates.js';
import { entryOfClass } from '../bot/domain/key.js';
import { endInWords, stateInWords } from '../bot/domain/state-words.js';
import type { RollupView } from '../bot/domain/views.js';
import { whatWaits, type WhatWaits } from '../bot/domain/what-waits.js';
import type { Telling } from './rollup-exceptions.js';
import { andMore, refLine, type RefLine } from './rollup-lines.js';
import { nameOf, type NoteModel } from './rows.js';
import { capital, cut, listed, listedUpTo, mark, sentence, shownRef } from './words.js';

const REASON_LENGTH = 160;
/** So many are named with their words where these stand in the replies as well. */
const NAMED_AT_MOST = 10;

/** What was delivered, added and closed, and what is only counted. */
export function alsoLines(view: RollupView, { words, refs }: Pick<Telling, 'words' | 'refs'>): readonly NoteModel[] {
  const since = view.since === null ? '' : ' since last time';
  const full = words === 'full';
  const list = (strong: string, found: readonly string[]) => refsLine(strong, found, refs);
  const names = (strong: string, found: RollupView['completed']) =>
    namesLine(strong, found, full ? Infinity : NAMED_AT_MOST, refs);
  return [
    ...completeLine(view),
    ...list('Done, waiting for evidence', view.awaitingEvidence),
    ...list('Evidence waiting to be confirmed', waitingRefs(view, 'evidence')),
    ...list('Handovers waiting for a decision', waitingRefs(view, 'handover')),
    ...names('Complete, but did not achieve what it was for', view.outcomeNotAchieved),
    ...names(`Completed${since}`, view.completed),
    ...totalsLine(view, refs),
    ...(full ? gapLines(view, refs) : waitingLines(view, refs)),
    ...names('Paused', view.paused.map(withItsEnd)),
    ...greensLine(view),
  ];
}

/** With the day on which it counts again. */
function withItsEnd({ ref, text, until }: RollupView['paused'][number]): RollupView['completed'][number] {
  return { ref, text: until === undefined ? text : `${text} (until ${inWords(until)})` };
}

/** Which are without a date, a lead or an end: the headline counts them. */
function gapLines({ gaps }: RollupView, most: number): readonly NoteModel[] {
  return [
    ...refsLine('Without a date', gaps.withoutDate, most),
    ...refsLine('Without a lead', gaps.withoutLead, most),
    ...refsLine('Ongoing, without an end', gaps.ongoing, most),
  ];
}

/** What waits or rests, by its refs: the words of it stand in the replies. */
function waitingLines(view: RollupView, most: number): readonly NoteModel[] {
  const refs = (some: readonly { readonly ref: string }[]): readonly string[] => some.map(({ ref }) => ref);
  return [
    ...refsLine('Waiting for a decision', refs(proposalLines(view)), most),
    ...refsLine('Leads differ', refs(view.differing), most),
    ...refsLine('Deferred', refs(view.deferred), most),
    ...refsLine('Not everybody of a group has answered', refs(view.groups), most),
  ];
}

/** "109 last time, 110 now. Added (1): WFD 5.1. Withdrawn (1): EH 3.3." Each total is explained. */
function totalsLine(view: RollupView, most: number): readonly NoteModel[] {
  const { before, counts, added, closedSince, reopened, gone } = view;
  const changes = [
    ...refsLine('Added', added, most),
    ...closedSince.flatMap(({ state, refs }) => refsLine(capital(stateInWords(state)), refs, most)),
    ...refsLine('Open again', reopened, most),
    ...refsLine('Not part of this any more', gone, most),
  ].map(({ strong, rest }) => `${strong}${rest}`);
  if (before === null || changes.length === 0) return [];
  const totals = `${String(before.total)} last time, ${String(counts.total)} now.`;
  return [{ strong: 'In all: ', rest: [totals, ...changes].join(' ') }];
}

/** One line for what needs no words. */
function greensLine({ key, unchangedGreen, confirmedOnly }: RollupView): readonly NoteModel[] {
  const green = mark(entryOfClass(key, 'green'));
  const confirmed = `${String(confirmedOnly)} confirmed, no detail`;
  if (unchangedGreen > 0) {
    return [
      {
        strong: `${green}, no change: `,
        rest: `${String(unchangedGreen)}${confirmedOnly > 0 ? `; ${confirmed}` : ''}.`,
      },
    ];
  }
  return confirmedOnly > 0 ? [{ strong: `${green}: `, rest: `${confirmed}.` }] : [];
}

/**
 * "Proposed on DATE: DATE." What waits counts against its old date until it is decided. Evidence and handovers change
 * nothing of the plan itself: they are only counted (`waitingRefs`).
 */
export function proposalLines({ proposals }: RollupView): readonly RefLine[] {
  return proposals.flatMap((one) => {
    const what = changeOf(whatWaits(one));
    if (what === null) return [];
    const reason = sentence(cut(one.reason, REASON_LENGTH) || 'none given');
    return [refLine(one.ref, one.text, `Proposed on ${inWords(one.on)}: ${what}. Reason: ${reason}`)];
  });
}

function changeOf(what: WhatWaits<true>): string | null {
  switch (what.kind) {
    case 'date':
      return inWords(what.date);
    case 'end':
      return endInWords(what.state);
    case 'evidence':
    case 'handover':
      return null;
  }
}

function waitingRefs({ proposals }: RollupView, kind: WhatWaits<true>['kind']): readonly string[] {
  return proposals.filter((one) => whatWaits(one).kind === kind).map(({ ref }) => ref);
}

export function deferredLines({ deferred }: RollupView): readonly RefLine[] {
  return deferred.map(({ ref, text, until, reason }) =>
    refLine(ref, text, `Until ${inWords(until)}: ${sentence(cut(reason, REASON_LENGTH) || 'no reason given')}`),
  );
}

/** Answers of co-leads that differ: what was said, never who said it (RULES 6). */
export function differingLines({ differing }: RollupView): readonly RefLine[] {
  return differing.map(({ ref, text, grades }) =>
    refLine(ref, text, `Its leads say ${listed(grades.map((entry) => mark(entry)))}.`),
  );
}

export function groupLines({ groups }: RollupView): readonly RefLine[] {
  return groups.map(({ ref, text, answered, of }) =>
    refLine(ref, text, `${String(answered)} of ${String(of)} have answered.`),
  );
}

function completeLine({ counts, evidenced, key }: RollupView): readonly NoteModel[] {
  if (counts.complete === 0) return [];
  const without = counts.complete - evidenced;
  const rest = ` ${String(evidenced)} with evidence confirmed, ${String(without)} without.`;
  return [{ strong: `${mark(entryOfClass(key, 'complete'))}:`, rest }];
}

/** "Deferred (2): PMQA 2.5, EH 1.1." */
function refsLine(strong: string, found: readonly string[], most: number): readonly NoteModel[] {
  if (found.length === 0) return [];
  return [{ strong: countedIn(strong, found), rest: `${listedUpTo(found.map(shownRef), most)}.` }];
}

function namesLine(strong: string, found: RollupView['completed'], most: number, refs: number): readonly NoteModel[] {
  if (found.length === 0) return [];
  const names = found.slice(0, most).map(({ ref, text }) => {
    const name = nameOf(ref, text);
    return sentence(`${name.ref}${name.text}`);
  });
  const others = found.slice(most).map(({ ref }) => ref);
  const rest = [...names, ...(others.length === 0 ? [] : [andMore(others.map(shownRef), refs).rest])];
  return [{ strong: countedIn(strong, found), rest: rest.join(' ') }];
}

function countedIn(strong: string, found: readonly unknown[]): string {
  return `${strong} (${String(found.length)}): `;
}
