/** How the verbs are used that look after a plan: pauses, and what of it is changed with history. */
import type { Verb } from './cli-usage.js';

export const CARE_VERBS: Readonly<Record<string, Verb>> = {
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
