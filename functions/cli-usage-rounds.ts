import type { Verb } from './cli-usage.js';

/** Rounds of reminders, what waits for a person, and the record of acts. */
export const ROUND_VERBS: Readonly<Record<string, Verb>> = {
  sweep: {
    usage: 'sweep [--dry-run [--officer "NAME; NAME"] [--out FILE]] [--plan "ID; ID"] [--confirm N]',
    options: ['confirm', 'plan', 'officer', 'out'],
    flags: ['dry-run'],
    help: [
      '--dry-run: who would be asked what, who is passed over and why, and what keeps cards from leaving. Nothing is written.',
      '--plan, --officer: only these; several with semicolons between. --out: the same as CSV, a row each.',
      '--confirm: how many people it asks, where they are more than 200; --dry-run says the number.',
    ],
  },
  sweeps: {
    acts: { list: [], show: ['id'] },
    usage: 'sweeps [list | show ID [--out FILE]]',
    options: ['out'],
    flags: [],
    help: [
      'What rounds of reminders of the last 90 days asked, whom they passed over and why, and what became of each card.',
      'ID is what stands first in a row of the list. --out: as CSV.',
    ],
  },
  audit: {
    acts: { list: [] },
    usage: 'audit [list] [--from D] [--to D] [--by OFFICER|operator] [--act WORDS] [--refused] [--out FILE]',
    options: ['from', 'to', 'by', 'act', 'out'],
    flags: ['refused'],
    help: [
      'Every admin act and every refusal, the newest first; without --from, those of the last 31 days.',
      '--act: words that the act has, such as “schedule”. --refused: only what was refused. --out: as CSV.',
    ],
  },
  levels: {
    usage: 'levels [--days N | --from D --to D]',
    options: ['days', 'from', 'to'],
    flags: [],
    help: [
      'Whether what was promised was kept: of reminders, submissions and summaries that were due in these days; without any, in the last 30.',
      'Reminders count from the time of their sweep, or from when decent hours begin after it; so do summaries.',
      'Submissions count from when we know who sends them; a process that stops may take its last minute of them with it.',
      'What is counted is kept for 90 days.',
    ],
  },
  attention: {
    acts: {
      ...{ list: [], seen: ['id'], 'send-again': ['id'], waive: ['id'] },
      ...{ stands: ['id'], withdraw: ['id'], supersede: ['id', 'ref'] },
      ...{ place: ['id', 'ref'], 'leave-out': ['id'], remind: ['id'] },
    },
    usage:
      'attention [list | seen ID | send-again ID | waive ID | stands ID | withdraw ID | supersede ID REF | place ID REF [--row N] | leave-out ID [--row N] | remind ID] [--reason T]',
    options: ['reason', 'row'],
    flags: [],
    help: [
      'ID is what stands first in a row of the list, eight letters and figures such as 3fa9c01b.',
      'seen: you have looked after it; it comes off the list, and a card or summary counts as having arrived.',
      'send-again: send it once more, although it may have arrived before.',
      'waive: do not send it at all. The officer is asked again when something new becomes due.',
      'stands, withdraw, supersede: of a milestone that the newest file has no more.',
      'place, leave-out: of text that belongs to no row of its file; --row: which, where several wait.',
      'remind: who signs an area is asked once more.',
      '--reason is kept in the audit beside it.',
    ],
  },
};
