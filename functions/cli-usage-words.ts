/** How the verbs are used that say what readers are told: policy, held words, markings, wording for the public. */
import type { Verb } from './cli-usage.js';

export const WORD_VERBS: Readonly<Record<string, Verb>> = {
  held: {
    acts: { list: [], clear: ['ref'] },
    usage: 'held [list [--plan ID] | clear REF --plan ID --by OFFICER [--field F]]',
    options: ['plan', 'by', 'field'],
    flags: [],
    help: [
      'list: texts that may say who a child is, and who is to look at them. Nobody else reads them until then.',
      'clear: somebody has looked, and they say nothing of a child. --by: a head of service of the area, the plan owner or an admin, who did not write them.',
      '--field: one of them, as the list calls it, such as update.note; without it all of that row.',
    ],
  },
  mark: {
    takes: ['ref'],
    usage: 'mark REF --plan ID --by OFFICER --level public|internal|restricted [--exempt T]',
    options: ['plan', 'by', 'level', 'exempt'],
    flags: [],
    help: ['--exempt: the paragraph under which it is exempt, such as "paragraph 3".'],
  },
  wording: {
    takes: ['ref'],
    usage: 'wording (REF --plan ID --by OFFICER --progress T [--text T] | list --plan ID)',
    options: ['plan', 'by', 'progress', 'text'],
    flags: [],
    help: [
      '--progress: what a public report prints in place of everything said of it, until somebody answers again. --text: in place of its own text.',
      'list: of what is marked public, what has no wording, or was answered since.',
    ],
  },
  policy: {
    usage:
      'policy --plan ID [--preset confidence|dates] [--key FILE] [--year-starts MONTH] [--bodies "A; B"] [--naming accountable|leads|none] [--small-number N] [--avoid "A; B"] [--release yes|no] [--stages "-20,-5,0,1,5,10"] [--repeat N] [--escalate-at N] [--red-after N] [--moves-for-amber N] [--green-lapses N] [--quiet N] [--silent N] [--dry-run]',
    options: [
      ...['plan', 'preset', 'key', 'year-starts', 'bodies', 'naming', 'small-number', 'avoid', 'release'],
      ...['stages', 'repeat', 'escalate-at', 'red-after', 'moves-for-amber', 'green-lapses', 'quiet', 'silent'],
    ],
    flags: ['dry-run'],
    help: [
      '--bodies: the bodies and systems outside the plan that things may wait for; "" for none. It takes the place of the list before.',
      '--naming: whom channels and reports name beside a row: the head of service (accountable), who leads it besides (leads), or nobody.',
      '--small-number: who writes a smaller number of children, families or cases is asked whether it may point to somebody.',
      '--stages: working days from the date on which people are asked, with 0 for the date itself; --repeat: between those after the last. --dry-run: what would change, and nothing is written.',
      '--avoid: words not to use, of which a report is checked; "" for none. --release: a summary of a reporting window waits for the plan owner.',
    ],
  },
};
