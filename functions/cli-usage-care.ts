/** How the verbs are used that look after a plan: pauses, and what of it is changed with history. */
import type { Verb } from './cli-usage.js';

export const CARE_VERBS: Readonly<Record<string, Verb>> = {
  plans: {
    acts: { list: [], rename: ['id'], close: ['id'], reopen: ['id'], withdraw: ['id'] },
    usage:
      'plans [list | rename ID (--title T [--area A | --objective O] | --levels "AREA; OBJECTIVE; MILESTONE") | close ID [--into ID [--title T]] --reason T [--dry-run] | reopen ID --reason T | withdraw ID --reason T [--dry-run]]',
    options: ['title', 'area', 'objective', 'levels', 'into', 'reason'],
    flags: ['dry-run'],
    help: [
      'rename: codes and refs stay as they are. --levels: the words of the plan for its three levels.',
      'close: its year is over; it is read, and asked about no more. --into: the plan of the next year, which gets what is open.',
      'withdraw: it was loaded by mistake; what is open in it is withdrawn, it is closed, and whoever was asked is named.',
    ],
  },
  milestones: {
    acts: {
      ...{ list: [], add: [], edit: ['ref'], tag: [], reassign: [], split: ['ref'] },
      ...{ withdraw: ['ref'], reopen: ['ref'] },
    },
    usage:
      'milestones [list] --plan ID [--lead L] [--state S] [--tag T] [--overdue] | add --plan ID --objective O --text T [--due WORDS] [--leads "A; B"] [--ref REF] [--tags "A; B"] [--objective-title T --area A [--area-title T]] | edit REF --plan ID [--text T] [--objective O] [--after REF] | tag --plan ID (--refs "A; B" [--add TAGS] [--remove TAGS] | --from TAG --to TAG) | reassign --plan ID (--refs "A; B" | --from OFFICER [--area A]) --to "A; B" [--reason T] | split REF --plan ID --into "TEXT | DUE | LEADS | REF || ..." --reason T | withdraw REF --plan ID --reason T | reopen REF --plan ID --reason T',
    options: [
      ...['plan', 'lead', 'state', 'tag', 'objective', 'text', 'due', 'leads', 'ref', 'tags', 'objective-title'],
      ...['area', 'area-title', 'after', 'refs', 'add', 'remove', 'from', 'to', 'reason', 'into'],
    ],
    flags: ['overdue'],
    help: [
      'add: without --ref one is made that was never used; with titles the objective, and its area, are made.',
      'reassign: with --from only their part is given away; they are told as of a handover, and nothing is back-dated.',
      'split: what is left out of a part is as it was; the one that is split is superseded by its parts.',
      'withdraw: a row that was loaded wrongly. --refs takes several, with semicolons between them.',
    ],
  },
  pause: {
    takes: ['ref'],
    usage: 'pause (REF | --area A | --all) --plan ID --by OFFICER --until DATE --reason T',
    options: ['plan', 'by', 'area', 'until', 'reason'],
    flags: ['all'],
    help: [
      'It is neither asked for nor overdue until that day, and always listed. Said again, it is paused for longer.',
      '--by: a head of service of the area, the plan owner or an admin. --area, --all: everything there that is open.',
    ],
  },
  resume: {
    takes: ['ref'],
    usage: 'resume (REF | --area A | --all) --plan ID --by OFFICER',
    options: ['plan', 'by', 'area'],
    flags: ['all'],
    help: ['What was paused counts again from today.'],
  },
};
