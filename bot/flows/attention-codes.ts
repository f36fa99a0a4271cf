/** What is kept with an attempt or a finding, in words. */
import { momentInWords, whenInWords, type Instant } from '../domain/dates.js';
import type { Waiting } from './attention-list.js';
import type { Names } from './attention-names.js';
import type { Evidence } from './ports.js';

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
  'not-linked': 'a plan names them, and nobody in Teams is linked to the name',
  'gone-from-file': 'the newest file has no such row',
  'not-signed': 'its day to be signed off has passed',
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
  const counted = /^(orphan-text|undecided|rows-missing|rows-late|leads-missing) (\d+)$/.exec(code);
  if (counted !== null) return countedInWords(counted[1] ?? '', Number(counted[2]));
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

const COUNTED: Readonly<Record<string, readonly [one: string, several: string]>> = {
  'orphan-text': ['text belongs to no row', 'texts belong to no row'],
  undecided: ['thing is to be decided', 'things are to be decided'],
  'rows-missing': ['milestone stood in no list of what becomes due', 'milestones stood in no list of what becomes due'],
  'rows-late': ['milestone would have been looked at too late', 'milestones would have been looked at too late'],
  'leads-missing': [
    'milestone was missing from the lists of its leads',
    'milestones were missing from the lists of their leads',
  ],
};

/** "3 texts belong to no row". */
function countedInWords(what: string, count: number): string {
  const [one, several] = COUNTED[what] ?? [what, what];
  return `${String(count)} ${count === 1 ? one : several}`;
}
