import type { Verb } from './cli-usage.js';

/** How the verbs of schedules and of the organisation's calendar are used. */
export const CALENDAR_VERBS: Readonly<Record<string, Verb>> = {
  schedules: {
    acts: {
      ...{ list: [], add: ['id'], change: ['id'], pause: ['id'], resume: ['id'], run: ['id'], remove: ['id'] },
      history: ['id'],
    },
    usage:
      'schedules [list | add ID --kind sweep|rollup|window (--when T | --cron "30 8 * * 1-5") [--plan "ID; ID" [--area A] [--tag T]] [--channel CHANNEL] [--confirm N] [--dry-run] | change ID [the same] | pause ID [--until D] | resume ID | run ID [--confirm N] | history ID | remove ID]',
    options: ['kind', 'when', 'cron', 'plan', 'area', 'tag', 'channel', 'until', 'confirm'],
    flags: ['dry-run'],
    help: [
      'ID is a name of yours: a-z, 0-9 and hyphens.',
      '--when: “weekdays at 08:30”, “first working day of the month at 09:00” (or third, or last), “20, 15 and 10 working days before papers of Performance Board at 09:00” (see: calendar board NAME --publishes N).',
      '--cron has five fields: minute, hour, day of month, month, day of week (1 is Monday). “30 8 * * 1-5” is 8.30 on Monday to Friday, bank holidays too.',
      'sweep: asks officers. rollup: posts summaries to the channels of a plan. window: sets a reporting window for each meeting of a board: on the first of its times everybody is asked, on those between whoever has not answered, on the last the figures are frozen, and they are posted when the papers are published.',
      '--plan: one or several; all, or nothing, for every plan. --area, --tag, --channel: a rollup posts only what channels read of that area or tag, and only in that channel (see: channels).',
      'change: what is not said stays. --dry-run: says when it would run, and whom it would reach now. --confirm: how many people, or channels, it reaches, where they are more than 200.',
      'pause: nothing runs until that day, or until resume; what passes meanwhile is not made up for. run: do it now. history: who did what to it.',
    ],
  },
  calendar: {
    acts: {
      list: [],
      board: ['name'],
      move: ['name'],
      remove: ['name'],
      closure: ['day'],
      import: ['file'],
      hold: ['id'],
    },
    usage:
      'calendar [list | board NAME [--dates "2026-12-08; 2027-01-12"] [--alias NAME] [--publishes N] [--add "D; D"] | move NAME --from D --to D | remove NAME [--on D] | closure D [--until D] [--remove] | import FILE | hold list | hold add --from D --to D --reason T | hold remove --from D]',
    options: ['dates', 'alias', 'from', 'to', 'on', 'until', 'reason', 'publishes', 'add'],
    flags: ['remove'],
    help: [
      'board: --dates are all its meetings to come; --add: meetings that it has besides. --alias: what plans call it.',
      '--publishes: its papers are published so many working days before each meeting; schedules and windows follow it.',
    ],
  },
};
