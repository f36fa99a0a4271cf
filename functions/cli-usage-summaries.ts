import type { Verb } from './cli-usage.js';

/** How the verb of summaries that were frozen is used. */
export const SUMMARY_VERBS: Readonly<Record<string, Verb>> = {
  summaries: {
    acts: { list: [], show: [], correct: [] },
    usage:
      'summaries [list --plan ID [--area A] [--tag T] | show --plan ID [--area A] [--tag T] --posted D|MOMENT | correct --plan ID [--area A] [--tag T] --posted D|MOMENT --reason T]',
    options: ['plan', 'area', 'tag', 'posted', 'reason'],
    flags: [],
    help: [
      'list: every summary with its figures and where it was posted. show: one of them as it was, whatever was said since.',
      'correct: a new summary of the same day with what is known now, posted wherever the first one was; that one keeps its figures and says so.',
      '--posted: the day of its figures, or the moment by which list names it where there are several.',
    ],
  },
};
