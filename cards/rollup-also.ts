import { inWords } from '../bot/domain/dates.js';
import { entryOfClass } from '../bot/domain/key.js';
import { stateInWords } from '../bot/domain/state-words.js';
import type { RollupView } from '../bot/domain/views.js';
import { whatWaits, type WhatWaits } from '../bot/domain/what-waits.js';
import { nameOf, type NoteModel } from './rows.js';
import { capital, cut, listed, listedUpTo, mark, sentence, shownRef } from './words.js';

const REFS_AT_MOST = 25;
const REASON_LENGTH = 160;

/** What was delivered, added and closed, and what is only counted. */
export function alsoLines(view: RollupView): readonly NoteModel[] {
  const since = view.since === null ? '' : ' since last time';
  return [
    ...completeLine(view),
    ...refsLine('Done, waiting for evidence', view.awaitingEvidence),
    ...refsLine('Evidence waiting to be confirmed', waitingRefs(view, 'evidence')),
    ...refsLine('Handovers waiting for a decision', waitingRefs(view, 'handover')),
    ...namesLine('Complete, but did not achieve what it was for', view.outcomeNotAchieved),
    ...namesLine(`Completed${since}`, view.completed),
    ...refsLine(`Added${since}`, view.added),
    ...view.closedSince.flatMap(({ state, refs }) => refsLine(`${capital(stateInWords(state))}${since}`, refs)),
    ...namesLine('Paused', view.paused),
    ...countLine(`${mark(entryOfClass(view.key, 'green'))}, no change`, view.unchangedGreen),
    ...countLine('Confirmed on track, no detail given', view.confirmedOnly),
  ];
}

/**
 * "Proposed on DATE: DATE." What waits counts against its old date until it is decided. Evidence and handovers change
 * nothing of the plan itself: they are only counted (`waitingRefs`).
 */
export function proposalLines({ proposals }: RollupView): readonly NoteModel[] {
  return proposals.flatMap((one) => {
    const what = changeOf(whatWaits(one));
    if (what === null) return [];
    const reason = sentence(cut(one.reason, REASON_LENGTH) || 'none given');
    return [line(one.ref, one.text, `Proposed on ${inWords(one.on)}: ${what}. Reason: ${reason}`)];
  });
}

function changeOf(what: WhatWaits<true>): string | null {
  switch (what.kind) {
    case 'date':
      return inWords(what.date);
    case 'end':
      return `to close it as ${stateInWords(what.state)}`;
    case 'evidence':
    case 'handover':
      return null;
  }
}

function waitingRefs({ proposals }: RollupView, kind: WhatWaits<true>['kind']): readonly string[] {
  return proposals.filter((one) => whatWaits(one).kind === kind).map(({ ref }) => ref);
}

export function deferredLines({ deferred }: RollupView): readonly NoteModel[] {
  return deferred.map(({ ref, text, until, reason }) =>
    line(ref, text, `Until ${inWords(until)}: ${sentence(cut(reason, REASON_LENGTH) || 'no reason given')}`),
  );
}

/** Answers of co-leads that differ: what was said, never who said it (RULES 6). */
export function differingLines({ differing }: RollupView): readonly NoteModel[] {
  return differing.map(({ ref, text, grades }) =>
    line(ref, text, `Its leads say ${listed(grades.map((entry) => mark(entry)))}.`),
  );
}

export function groupLines({ groups }: RollupView): readonly NoteModel[] {
  return groups.map(({ ref, text, answered, of }) =>
    line(ref, text, `${String(answered)} of ${String(of)} have answered.`),
  );
}

function line(ref: string, text: string, said: string): NoteModel {
  const name = nameOf(ref, text);
  return { strong: name.ref, rest: `${sentence(name.text)} ${said}` };
}

function completeLine({ counts, evidenced, key }: RollupView): readonly NoteModel[] {
  if (counts.complete === 0) return [];
  const without = counts.complete - evidenced;
  const rest = ` ${String(evidenced)} with evidence confirmed, ${String(without)} without.`;
  return [{ strong: `${mark(entryOfClass(key, 'complete'))}:`, rest }];
}

function refsLine(strong: string, found: readonly string[]): readonly NoteModel[] {
  if (found.length === 0) return [];
  return [
    { strong: `${strong}: ${String(found.length)}.`, rest: ` ${listedUpTo(found.map(shownRef), REFS_AT_MOST)}.` },
  ];
}

function countLine(strong: string, count: number): readonly NoteModel[] {
  return count === 0 ? [] : [{ strong: `${strong}:`, rest: ` ${String(count)}.` }];
}

function namesLine(strong: string, found: RollupView['completed']): readonly NoteModel[] {
  if (found.length === 0) return [];
  const names = found.slice(0, 10).map(({ ref, text }) => {
    const name = nameOf(ref, text);
    return sentence(`${name.ref}${name.text}`);
  });
  const others = found.length - names.length;
  const rest = ` ${names.join(' ')}${others > 0 ? ` And ${String(others)} more.` : ''}`;
  return [{ strong: `${strong}: ${String(found.length)}.`, rest }];
}
