import type { Verb } from './cli-usage.js';

/** How the verb of reporting windows is used. */
export const WINDOW_VERBS: Readonly<Record<string, Verb>> = {
  windows: {
    acts: { list: [], add: ['id'], change: ['id'], remove: ['id'], run: ['id'] },
    usage:
      'windows [list [--plan ID] | add ID --name T --opens D [--chases "D; D"] --freezes D --posts D [--plan ID] | change ID [--name T] [--opens D] [--chases "D; D"] [--freezes D] [--posts D] | remove ID | run ID [--plan ID]]',
    options: ['name', 'opens', 'chases', 'freezes', 'posts', 'plan'],
    flags: [],
    help: [
      'add: when a plan is reported; without --plan every plan. --opens: everybody is asked. --chases: whoever has not answered is asked again; "" for never.',
      '--freezes: at noon the figures are frozen; a Green that was not said since the opening is no update from then on. --posts: at nine they are posted.',
      'run: freezes now what was missed, or posts now what is frozen.',
    ],
  },
};
