import { whenInWords, type Instant } from '../domain/dates.js';
import { codeInWords } from './attention-codes.js';
import type { Waiting, Waits } from './attention-list.js';
import type { Names } from './attention-names.js';
import { summaryNamed } from './summary-named.js';
import { windowInWords } from './window-trouble.js';

const REFS_NAMED = 4;
const NO_BOTS =
  ' In a private channel Teams lets no bot post: use a standard or a shared channel of the team, or a group chat.';

/** One sentence: whose card, or what it is, and what happened. */
export function sentenceFor(waiting: Waiting, names: Names): string {
  const { subject, because, waits, evidence } = waiting;
  switch (subject.kind) {
    case 'digest':
      return aboutCard(waiting, names.nameOf(subject.officer), names);
    case 'rollup': {
      const summary = summaryNamed(subject, names);
      if (because === 'in-doubt') return `${summary} may not have been posted.`;
      if (because === 'late') return `${summary} is late: ${waitsInWords(waits, names)}.`;
      const why = evidence.at(-1)?.what.includes('http-403') === true ? NO_BOTS : '';
      return `${summary} was not posted: Teams did not take it, or its channel is gone.${why}`;
    }
    case 'queue':
      return `Messages of the queue “${subject.queue}” failed five times. What they were about is still in its tables.`;
    case 'schedule':
      return because === 'long-gap'
        ? `The schedule “${subject.schedule}” did not run for more than seven days, or the clock is wrong.`
        : `Not all that the schedule “${subject.schedule}” should do could be done.`;
    case 'history':
      return `The record of ${subject.subject} in ${subject.plan} was changed by hand.`;
    case 'copy':
      return 'The nightly copy was not made.';
    case 'rows':
      return `Rows of the table “${subject.table}” cannot be read, so they are left out: somebody changed them by hand.`;
    case 'night':
      return because === 'long-gap'
        ? 'The clock may be wrong, or nothing ran for a week: the night removes nothing for two days.'
        : `Something that is done once a night was not done: ${PIECES[subject.piece] ?? subject.piece}.`;
    case 'held':
      return `Words of ${subject.ref} in “${names.planTitle(subject.plan)}” may say who a child is: nobody else reads them yet.`;
    case 'channel':
      return because === 'outsiders'
        ? `Members of other organisations read ${names.channelName(subject.channel)}: nothing is posted there until an admin confirms it.`
        : `Waymark was taken out of ${names.channelName(subject.channel)}: no summary is posted there any more.`;
    case 'window':
      return windowInWords(subject, because, names.planTitle(subject.plan));
    case 'lead':
      return `${names.nameOf(subject.officer)} leads something that will be asked about, and is linked to nobody in Teams: no card can be sent.`;
    case 'import':
      return because === 'orphan-text'
        ? `The file of “${names.planTitle(subject.plan)}” has text that belongs to none of its rows: it stands nowhere yet.`
        : `The file of “${names.planTitle(subject.plan)}” leaves things open that somebody has to decide.`;
    case 'area':
      return `The area ${subject.area} of “${names.planTitle(subject.plan)}” is not signed off yet.`;
    case 'milestone':
      return `${subject.ref} is in “${names.planTitle(subject.plan)}” and not in its newest file: it may be withdrawn, moved or left out.`;
    case 'index':
      return subject.table === 'DueIndex'
        ? 'The list of what becomes due was not as the plans say: somebody may have been asked late.'
        : 'The list of who leads what was not as the plans say: somebody may have seen too little of their own.';
    case 'sending':
      return `All sending is stopped${stoppedBy(subject, names)}. Answers to people still work.`;
  }
}

function stoppedBy({ by, reason }: Extract<Waiting['subject'], { kind: 'sending' }>, names: Names): string {
  const who = by === null ? '' : ` by ${by === 'operator' ? 'an operator' : names.nameOf(by)}`;
  return `${who}${reason === null ? '' : ` (${reason})`}`;
}

/** What a card or summary is called; null for what is neither. */
export function calledIn({ subject, asked }: Waiting, names: Names): string | null {
  if (subject.kind === 'digest') return `The card to ${names.nameOf(subject.officer)}${aboutWhat(asked)}`;
  if (subject.kind !== 'rollup') return null;
  return summaryNamed(subject, names);
}

/** What a piece of the night does. */
const PIECES: Readonly<Record<string, string>> = {
  meetings: 'moving what is due with the meetings it is due at',
  indexes: 'looking at what becomes due',
  ledgers: 'looking at the cards that were sent',
  waiting: 'looking for leads who are not linked, and areas that are not signed off',
  chains: 'checking the histories',
  pauses: 'taking up again what was paused until that day',
  rows: 'looking for rows that cannot be read',
  retention: 'removing what need not be kept',
  stamps: 'looking whether the clock is right, so that nothing was removed',
};

function aboutCard({ because, asked, waits, evidence }: Waiting, name: string, names: Names): string {
  const about = aboutWhat(asked);
  if (because === 'in-doubt') {
    const next = waits?.kind === 'again' ? ` It goes once more ${atInWords(waits.from, names)}, and says so.` : '';
    return `The card to ${name}${about} may not have arrived.${next}`;
  }
  if (because === 'undeliverable') return `${name} cannot be reached: the card${about} did not arrive.`;
  if (because === 'unreadable') return `The card to ${name} cannot be read: somebody changed its row by hand.`;
  if (because === 'late') return `The card to ${name}${about} is late: ${waitsInWords(waits, names)}.`;
  const last = evidence.at(-1);
  const why = last === undefined ? '' : ` (${codeInWords(last.what, names.zone)})`;
  return `The card to ${name}${about} could not be sent${why}.`;
}

function aboutWhat(asked: Waiting['asked']): string {
  const refs = [...new Set(asked.map(({ ref }) => ref))];
  if (refs.length === 0) return '';
  const more = refs.length - REFS_NAMED;
  return ` about ${refs.slice(0, REFS_NAMED).join(', ')}${more > 0 ? ` and ${String(more)} more` : ''}`;
}

function waitsInWords(waits: Waits | null, names: Names): string {
  switch (waits?.kind) {
    case 'stopped':
      return 'all sending is stopped';
    case 'teams':
      return `Teams asked us to wait until ${whenInWords(waits.until, names)}`;
    case 'sender-gone':
      return 'what was sending it stopped, so it may have arrived';
    case 'again':
      return `${codeInWords(waits.code, names.zone)}; it is tried again ${atInWords(waits.from, names)}`;
    case 'nobody':
    case undefined:
      return 'nothing has sent it yet (whether the bot runs says: doctor)';
  }
}

/** "at 9:15am"; what is past is "now". */
function atInWords(moment: Instant, names: Names): string {
  return moment <= names.now ? 'now' : `at ${whenInWords(moment, names)}`;
}
