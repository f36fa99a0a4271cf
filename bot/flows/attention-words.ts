import { scopeInWords } from '../domain/readings.js';
import { momentInWords, whenInWords, type Instant } from '../domain/dates.js';
import { channelName } from './channel-names.js';
import { scopeOf } from '../domain/scope.js';
import type { Waiting, Waits } from './attention-list.js';
import type { Directory } from './directory.js';
import type { Evidence, Ports } from './ports.js';
import { summaryNamed } from './summary-named.js';
import { windowInWords } from './window-trouble.js';

/** What the words need beside the row. */
export interface Names {
  readonly zone: string;
  readonly now: Instant;
  readonly nameOf: (officer: string) => string;
  /** The title of a plan, or of the part of one that a scope's key names; the name of a channel as people know it. */
  readonly planTitle: (key: string) => string;
  readonly channelName: (channel: string) => string;
}

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
  meetings: 'bringing milestones in line with meetings',
  indexes: 'looking at what becomes due',
  ledgers: 'looking at the cards that were sent',
  chains: 'checking the histories',
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

/** "Teams answered 502 at 9am; it may have arrived". */
export function attemptInWords({ at, what }: Evidence, because: Waiting['because'], names: Names): string {
  const doubt = because === 'in-doubt' && mayHaveArrived(what) ? '; it may have arrived' : '';
  const words = codeInWords(what, names.zone);
  return what.startsWith('missed-since-') ? words : `${words} at ${whenInWords(at, names)}${doubt}`;
}

function mayHaveArrived(kept: string): boolean {
  return !/^http-(4(?!08)|2)|^not linked|^E(CONNREFUSED|NOTFOUND)/.test(bareCode(kept));
}

/** Without "attempt 2 ID": what the sender keeps with an attempt is its number, its id and what came of it. */
function bareCode(kept: string): string {
  return /^attempt \d+ (?:[a-z0-9]{16,} )?(.+)$/.exec(kept)?.[1] ?? kept;
}

const WORDS: Readonly<Record<string, string>> = {
  timeout: 'Teams did not answer in time',
  network: 'the connection to Teams broke',
  'the sender stopped': 'what was sending it stopped before it knew',
  'not linked': 'nobody in Teams is linked to this name',
  'removed the app': 'the app was removed',
  'cannot be prepared': 'no token was to be had, or the card could not be made',
  'no-service-url': 'WAYMARK_SERVICE_URL is not set, so no chat can be opened',
  'no address in the answer': 'Teams opened no chat',
  'the chat cannot be opened': 'the chat could not be opened',
  'the channel or the figures are gone': 'the channel or the figures are gone',
  'sent again by hand': 'a person had it sent again',
  'stopped-by-hand': 'stopped by a person',
  'failed-five-times': 'a message failed five times',
  'the channel is full': 'its channel takes no more at present',
  'the channel or the plan is gone': 'the channel or the plan is gone',
  'publication-hold': 'nothing is published to members for now (see: calendar)',
  'channel-unreadable': 'the row of its channel cannot be read, so nobody knows what may be told there',
  'not-read-any-more': 'the channel does not read it any more',
  'old figures': 'its figures were old',
  'held-words': 'they are held until somebody has looked at them',
  'row-unreadable': 'its row cannot be read',
  'run-failed': 'it was tried for an hour',
  'not-released': 'its time came without a release',
  'no-channel': 'its time came without a channel',
  'channel-removed': 'Waymark, or the channel, was removed',
  'members-of-others': 'it is shared, or somebody of another organisation spoke there',
  'private-channel': 'it is a private channel, where Teams lets no bot post',
};

/** Of an answer of Teams: nobody there can be written to. */
const GONE: readonly string[] = ['403', '404', '410'];

/** What gets somebody back who cannot be written to. */
export const REACH_AGAIN = 'they open the chat with Waymark again, or are linked anew with: officers link';

/** A code as it is kept with an attempt, in words. What no words are known for stands as it is. */
export function codeInWords(kept: string, zone: string): string {
  const code = bareCode(kept);
  const http = /^http-(\d{3})(?: (\w+))?$/.exec(code);
  const moment = (text: string | undefined): string => momentInWords(text as Instant, zone);
  if (http !== null && GONE.includes(http[1] ?? '')) {
    return `Waymark was blocked or removed there, or the chat is gone (${code.replace('http-', '')})`;
  }
  if (http !== null) return `Teams answered ${http[1] ?? ''}${http[2] === undefined ? '' : ` (${http[2]})`}`;
  const known = Object.hasOwn(WORDS, code) ? WORDS[code] : undefined;
  if (known !== undefined) return known;
  if (/^row-unreadable [0-9a-f]{8}$/.test(code)) return 'a row was found that cannot be read; which one says: doctor';
  const run = /^run (.+)$/.exec(code);
  if (run !== null) return `the run of ${run[1] ?? ''} did not come to its end`;
  const missed = /^missed-since-(.+)$/.exec(code);
  if (missed !== null) return `the run of ${moment(missed[1])} and all after it were missed`;
  const since = /^nothing-since-(.+)$/.exec(code);
  if (since !== null) return `neither tick nor night since ${moment(since[1])}`;
  const ahead = /^stamped-ahead-(.+)$/.exec(code);
  if (ahead !== null) return `the clock was at ${moment(ahead[1])} before`;
  if (/^(done|made)-ahead-/.test(code)) return 'the clock was ahead, and is set right';
  return /^E[A-Z_]+$/.test(code) ? `the connection to Teams broke (${code})` : code;
}

/** How what a card asks can be told by another way, as it is typed: of one that did not arrive. */
export function byEmail({ subject, because }: Waiting, { nameOf }: Pick<Names, 'nameOf'>): readonly string[] {
  if (subject.kind !== 'digest' || (because !== 'undeliverable' && because !== 'in-doubt')) return [];
  return [`card "${nameOf(subject.officer)}" --text: what it asks, as plain text to paste into an e-mail`];
}

/** What can be done, as it is typed. */
export function todoFor({ id, subject, actions, because, evidence }: Waiting): readonly string[] {
  if (subject.kind === 'sending') return ['sending start: it goes on at the usual rate, each card looked at again'];
  if (subject.kind === 'schedule' && evidence.some(({ what }) => what.startsWith('missed-since-'))) {
    const named = subject.schedule;
    return [`schedules run ${named}: asks now`, `schedules resume ${named}: begins again from now`];
  }
  if (subject.kind === 'held') {
    const { plan, ref } = subject;
    const named = /\s/.test(ref) ? `"${ref}"` : ref;
    return [
      `held list --plan ${plan}: shows them`,
      `held clear ${named} --plan ${plan} --by OFFICER: they say nothing of a child`,
    ];
  }
  if (subject.kind === 'channel' && because === 'outsiders') {
    return ['channels confirm NAME: it may be posted there', 'channels remove NAME: nothing is'];
  }
  if (subject.kind === 'window' && evidence.some(({ what }) => what.startsWith('missed-since-'))) {
    return [`windows run ${subject.window} --plan ${subject.plan}: freezes the figures as they are now`];
  }
  return actions.map((act) => {
    switch (act) {
      case 'seen':
        return subject.kind === 'digest' || subject.kind === 'rollup'
          ? `attention seen ${id}: it arrived, or counts as if it had`
          : `attention seen ${id}: takes it off this list`;
      case 'send-again':
        return `attention send-again ${id}: ${because === 'undeliverable' ? `it leaves now; before that ${REACH_AGAIN}` : 'it leaves now'}`;
      case 'waive':
        return `attention waive ${id} [--reason T]: nobody needs it any more`;
    }
  });
}

/** The names of all that can stand on the list. */
export async function waitingNames(
  ports: Pick<Ports, 'plans' | 'channels' | 'clock' | 'zone'>,
  { nameOf }: Pick<Directory, 'nameOf'>,
): Promise<Names> {
  const titles = new Map((await ports.plans.list()).map(({ id, title }) => [id, title]));
  const channels = new Map((await ports.channels.list()).map(({ value }) => [value.id, channelName(value)]));
  return {
    zone: ports.zone,
    now: ports.clock.now(),
    nameOf,
    planTitle: (key) => {
      const scope = scopeOf(key);
      return scopeInWords(scope, titles.get(scope.plan) ?? scope.plan);
    },
    channelName: (channel) => channels.get(channel) ?? `the channel ${channel}`,
  };
}
