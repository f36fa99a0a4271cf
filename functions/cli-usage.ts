/** How each verb is used: its words and options, and what its parts mean. */

import { CALENDAR_VERBS } from './cli-usage-calendar.js';
import { CARE_VERBS } from './cli-usage-care.js';
import { CHANNEL_VERBS } from './cli-usage-channels.js';
import { LEADER_VERBS } from './cli-usage-leaders.js';
import { PEOPLE_VERBS } from './cli-usage-people.js';
import { ROUND_VERBS } from './cli-usage-rounds.js';
import { SUMMARY_VERBS } from './cli-usage-summaries.js';
import { WINDOW_VERBS } from './cli-usage-windows.js';
import { WORD_VERBS } from './cli-usage-words.js';

/** What a word after the verb is; `id` and `day` never hold spaces. */
export type Word = 'file' | 'ref' | 'name' | 'id' | 'day';

export interface Verb {
  /** What may stand after it without a flag. */
  readonly takes?: readonly Word[];
  /** Where the first word is an act: what may stand after each of them. */
  readonly acts?: Readonly<Record<string, readonly Word[]>>;
  readonly usage: string;
  readonly options: readonly string[];
  readonly flags: readonly string[];
  /** A sentence for each part that its name does not explain. */
  readonly help?: readonly string[];
}

export const VERBS: Readonly<Record<string, Verb>> = {
  import: {
    takes: ['file'],
    usage:
      'import FILE|--template clearance --plan ID [--kind KIND] [--board NAME] [--meeting D] [--title T] [--columns "By when=due; Notes="] [--levels "Theme; Action; Milestone"] [--dry-run] [--faults FILE] [--decisions FILE] [--apply] [--accept-suggestions] [--period A..B] [--year-starts MONTH] [--key FILE] [--preset confidence|dates]',
    options: [
      ...['plan', 'kind', 'board', 'meeting', 'template', 'title', 'period', 'year-starts', 'key', 'preset'],
      ...['faults', 'decisions', 'columns', 'levels'],
    ],
    flags: ['dry-run', 'accept-suggestions', 'apply'],
    help: [
      '--columns: what columns hold, by heading, remembered with the plan; nothing behind the = leaves one out. --dry-run lists them.',
      '--faults: writes every doubt as CSV; fill in its Decision column, and give it back with --decisions.',
      '--apply: a later file of a plan that is there, as revisions; --dry-run shows first what would change.',
    ],
  },
  update: {
    takes: ['ref'],
    usage:
      'update REF --plan ID --by OFFICER [--rating R] [--note T] [--cause T] [--remedy T] [--help-needed T] [--recovery D] [--forecast D] [--next-step T --by-when D] [--done-on D] [--evidence T] [--evidence-link URL] [--evidence-due D] [--same-as REF] [--waits-on REF|NAME] [--move-reason R --move-words T] [--state S] [--outcome achieved|not-achieved] [--from-source e-mail|phone|meeting|letter --from-date D]',
    options: [
      'plan',
      'by',
      'rating',
      'note',
      'cause',
      'remedy',
      'help-needed',
      'recovery',
      'forecast',
      'next-step',
      'by-when',
      'done-on',
      'evidence',
      'evidence-link',
      'evidence-due',
      'same-as',
      'waits-on',
      'move-reason',
      'move-words',
      'state',
      'outcome',
      'from-source',
      'from-date',
    ],
    flags: [],
    help: [
      '--same-as: a ref of the plan whose words stand for these. --waits-on: a ref of the plan, or a name from its list of bodies and systems (see: policy).',
      '--move-reason: partner, capacity, funding, scope, decision, dependency or impact. With it a --forecast after the approved date is put forward as the new date, with --move-words; without it, or with forecast-only, it stays a forecast.',
    ],
  },
  propose: {
    takes: ['ref'],
    usage: 'propose REF --plan ID --by OFFICER (--date D [--because ID] | --state S [--replaced-by REFS]) --reason T',
    options: ['plan', 'by', 'date', 'because', 'state', 'replaced-by', 'reason'],
    flags: [],
    help: ['--because: partner, capacity, funding, scope, decision, dependency or impact.'],
  },
  'hand-over': {
    takes: ['ref'],
    usage: 'hand-over REF --plan ID --by OFFICER --to NAME [--from NAME] [--reason T]',
    options: ['plan', 'by', 'to', 'from', 'reason'],
    flags: [],
    help: [
      '--to: who is to lead it; the head of service confirms it with: approvals accept.',
      '--from: whose part, where several lead it and it is not that of --by.',
    ],
  },
  approvals: {
    acts: { list: [], accept: ['ref'], refuse: ['ref'], ask: ['ref'] },
    usage:
      'approvals [list [--plan ID] | accept REF --plan ID --by OFFICER [--reason T] [--where T --on D] | refuse REF --plan ID --by OFFICER --reason T [--where T --on D] | ask REF --plan ID --by OFFICER --question T]',
    options: ['plan', 'by', 'reason', 'where', 'on', 'question'],
    flags: [],
  },
  questions: {
    acts: { list: [], ask: ['ref'], answer: ['ref'], release: ['ref'] },
    usage:
      'questions [list --plan ID [--open] | ask REF --plan ID --by OFFICER --question T [--meeting NAME --on D --who T] | answer REF --plan ID --by OFFICER --answer T [--id ID] | release REF --plan ID --by OFFICER [--id ID]]',
    options: ['plan', 'by', 'question', 'meeting', 'on', 'who', 'answer', 'id'],
    flags: ['open'],
    help: [
      '--meeting, --on and --who: where a question was asked that is only recorded, on which day, and by whom.',
      '--id: which question, as the list shows it; without it the oldest that waits.',
    ],
  },
  defer: {
    takes: ['ref'],
    usage: 'defer REF --plan ID --by OFFICER (--until D --reason T | --end)',
    options: ['plan', 'by', 'until', 'reason'],
    flags: ['end'],
  },
  history: {
    takes: ['ref'],
    usage: 'history (REF | [--from D] [--to D] [--by OFFICER|operator]) --plan ID',
    options: ['plan', 'from', 'to', 'by'],
    flags: [],
    help: [
      'REF: everything recorded about it, the oldest first.',
      'Without REF: every change of the plan that was written in those days, the newest first; without --from, in the last 31.',
      '--by: what stands under that name, and what they entered for others.',
    ],
  },
  ...LEADER_VERBS,
  ...WORD_VERBS,
  ...ROUND_VERBS,
  rollup: {
    usage: 'rollup --plan ID [--area A] [--tag T] [--post]',
    options: ['plan', 'area', 'tag'],
    flags: ['post'],
  },
  ...SUMMARY_VERBS,
  report: {
    takes: ['day'],
    usage:
      'report --plan ID --format docx|xlsx|csv|html --out FILE [--area A] [--tag T] [--ceiling public|internal|restricted] [--of latest|posted DATE] [--accept-findings]',
    options: ['plan', 'format', 'out', 'area', 'tag', 'ceiling', 'of'],
    flags: ['accept-findings'],
    help: [
      'docx, html: the report to be read. xlsx: a sheet a kind, to be filtered. csv: the plan, which can be imported again.',
      '--ceiling: nothing marked above it is named; internal unless given. public: only wording that has been cleared, and nothing while publication is on hold.',
      '--of latest: the figures of the newest summary. --of posted DATE: those posted for that day. Without it: those of --as-at.',
      'It is checked first: words left in, words not to use, figures that differ, areas nobody mentions. --accept-findings: make it all the same.',
    ],
  },
  ...WINDOW_VERBS,
  ...CARE_VERBS,
  ...CHANNEL_VERBS,
  ...PEOPLE_VERBS,
  ...CALENDAR_VERBS,
  why: { takes: ['ref', 'name'], usage: 'why REF [OFFICER] --plan ID', options: ['plan'], flags: [] },
  sending: {
    acts: { status: [], stop: [], start: [] },
    usage: 'sending [status | stop [--reason T] | start]',
    options: ['reason'],
    flags: [],
    help: [
      'status: whether cards and summaries leave, and what waits.',
      'stop: nothing that nobody asked for leaves any more, within five seconds. Answers to what people press are still given.',
      'start: what waits begins to leave at once.',
      '--reason is shown to whoever looks why it was stopped.',
    ],
  },
  export: {
    takes: ['file'],
    usage: 'export FILE (zipped when its name ends in .gz)',
    options: [],
    flags: [],
    help: [
      'FILE holds everything that cannot be made again: plans with their history, people, what was asked, what rounds of reminders did, channels, the calendar, schedules and the audit.',
      'It holds names and what people wrote: keep it where only you can read it. A name that ends in .gz is zipped.',
      'It does not hold plan files that somebody sent and has not loaded yet, nor settings and keys.',
    ],
  },
  restore: {
    takes: ['file'],
    usage: 'restore FILE [--dry-run]',
    options: [],
    flags: ['dry-run'],
    help: [
      'FILE is what export wrote, or a nightly copy. Storage has to be empty; stop the bot meanwhile.',
      '--dry-run: nothing is written; it says what would come back and what would be sent.',
      'Afterwards sending is stopped, until you say: sending start',
    ],
  },
  compare: {
    takes: ['file'],
    usage: 'compare FILE',
    options: [],
    flags: [],
    help: [
      'FILE is what export wrote, or a nightly copy. Nothing is written.',
      'It says whether every row of the histories and of the audit that FILE holds is stored as it was: what a person changed past Waymark shows, even where they made the chain of hashes anew.',
      'Exit 1 where a row was changed or is gone.',
    ],
  },
  card: {
    takes: ['name'],
    usage: 'card OFFICER [--text]',
    options: [],
    flags: ['text'],
    help: [
      'OFFICER is an exact name, another name of theirs, or their id (see: officers).',
      'What they are asked, in the words of their card and in the same order, as plain text to paste into an e-mail; of somebody who has had no card, what they would be asked on that day.',
      '--text: the text alone, without the line that says whether a card reaches them. With --json it stands in “text”.',
    ],
  },
  person: {
    takes: ['name'],
    usage: 'person OFFICER [--out FILE]',
    options: ['out'],
    flags: [],
    help: [
      'OFFICER is an exact name, another name of theirs, or their id (see: officers). Who was erased is found by their id only.',
      'It lists everything held about them, for you to give to them. With --json it also has codes and the address of their chat.',
      '--out: one file with all of it as JSON. Keep it where only you and they can read it.',
    ],
  },
  erase: {
    takes: ['name'],
    usage: 'erase OFFICER [--dry-run] [--anyway]',
    options: [],
    flags: ['dry-run', 'anyway'],
    help: [
      'OFFICER is an exact name or an id (see: officers). It cannot be undone.',
      '--dry-run: nothing is erased; it says what would be, and what is in the way.',
      '--anyway: erase although open milestones, an area or a plan still rest on them. The heads of service are asked about their milestones from then on, else the plan owner.',
    ],
  },
  doctor: { usage: 'doctor', options: [], flags: [] },
};

/** What every verb takes, whatever else it does. */
export const COMMON_USAGE = [
  'Every verb takes --json, --as-at YYYY-MM-DD (--today is the same), --as OFFICER and --help.',
  '  --json: one JSON value on stdout, and the log on stderr.',
  '  --as-at, --today: the day that the rules take for today; what is shown is what was recorded by the end of it.',
  '  --as: who enters it, for the audit; an id or an exact name.',
].join('\n');
