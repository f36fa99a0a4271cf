/** What somebody is asked in a round of reminders, as short as it can be said. */
import { areaOfRef } from './leader-asks.js';
import type { AskedLine } from './sweep-listing.js';
import { reportedInWords } from './window-words.js';
import type { Calendar } from './working-days.js';

/** "overdue FD 1.1, FD 1.3; due FD 1.2": each once, by the first thing that is asked about it. */
export function askedShort(lines: readonly AskedLine[], calendar: Pick<Calendar, 'windows'>): string {
  const byReason = new Map<string, string[]>();
  const told = new Set<string>();
  for (const line of lines) {
    const about = areaOfRef(line.ref) ?? (line.ref.startsWith('@') ? line.plan : line.ref);
    const one = `${line.plan} ${about}`;
    if (told.has(one)) continue;
    told.add(one);
    const reason = reasonInWords(line, calendar);
    byReason.set(reason, [...(byReason.get(reason) ?? []), about]);
  }
  return [...byReason].map(([reason, refs]) => `${reason} ${refs.join(', ')}`).join('; ');
}

/** Why somebody is asked, to stand before refs: "overdue", "a question of leadership about". */
export function reasonInWords(
  ask: Pick<AskedLine, 'because' | 'anchor' | 'step'>,
  calendar: Pick<Calendar, 'windows'>,
): string {
  const { because, step } = ask;
  switch (because) {
    case 'stage':
      return Number(step) === 0 ? 'due' : Number(step) < 0 ? 'coming up' : 'overdue';
    case 'first-load':
      return 'to confirm';
    case 'window':
      return reportedInWords(ask, calendar);
    case 'given-date':
      return 'past the date given:';
    case 'resume':
      return 'put off until now:';
    case 'evidence':
      return 'evidence for';
    case 'approval':
      return 'to decide';
    case 'question':
      return 'a question about';
    case 'decided':
      return 'told of a decision about';
    case 'behalf':
      return 'told of an update entered for them:';
    case 'escalation':
      return 'unanswered by its leads:';
    case 'challenge':
      return 'a question of leadership about';
    case 'challenge-told':
      return 'told of a question of leadership about';
    case 'answer-release':
      return 'to release an answer about';
    case 'held':
      return 'words to look at in';
    case 'sign-off':
      return 'to sign off';
    case 'release':
      return 'to release the summary of';
  }
}
