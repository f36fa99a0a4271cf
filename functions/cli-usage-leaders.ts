/** How the verbs are used by which figures are stood by, released and summed up. */
import type { Verb } from './cli-usage.js';

export const LEADER_VERBS: Readonly<Record<string, Verb>> = {
  'sign-off': {
    takes: ['name'],
    usage: 'sign-off (list --plan ID | AREA --plan ID --by OFFICER [--words T])',
    options: ['plan', 'by', 'words'],
    flags: [],
    help: [
      'list: of the figures that wait to be posted, which areas are signed off, and under whose name the others stand.',
      'AREA: its code or title. --by: its head of service, or the plan owner. --words: a sentence of their own.',
    ],
  },
  release: {
    usage: 'release --plan ID [--window ID] (--by OFFICER [--refuse --reason T] | --compare)',
    options: ['plan', 'window', 'by', 'reason'],
    flags: ['refuse', 'compare'],
    help: [
      '--by: the plan owner. --refuse: not yet, with a reason; it also takes back a release, until it is posted.',
      '--compare: every figure in which the readings of a window differ: the first that was frozen, and the last correction.',
    ],
  },
  overall: {
    acts: { show: [], set: [] },
    usage: 'overall [show --plan ID | set --plan ID --by OFFICER --rating R --reason T]',
    options: ['plan', 'by', 'rating', 'reason'],
    flags: [],
    help: ['--by: the plan owner. --rating: a word, a letter or an id of the plan’s key.'],
  },
};
