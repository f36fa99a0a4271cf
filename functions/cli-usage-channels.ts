/** How the verbs are used that say who reads what, and when; and those of measures. */
import type { Verb } from './cli-usage.js';

export const CHANNEL_VERBS: Readonly<Record<string, Verb>> = {
  channels: {
    acts: { list: [], read: ['name'], stop: ['name'], move: ['name'], confirm: ['name'], remove: ['name'] },
    usage:
      'channels [list | read CHANNEL --plan ID [--area A] [--tag T] [--ceiling public|internal|restricted] [--members yes|no] [--with-window yes|no] | stop CHANNEL [--plan ID [--area A] [--tag T]] | move CHANNEL --to CHANNEL | confirm CHANNEL | remove CHANNEL]',
    options: ['plan', 'area', 'tag', 'ceiling', 'members', 'with-window', 'to'],
    flags: [],
    help: [
      'CHANNEL is "Team / Channel", the name of the channel, or what stands first in its row of the list. A new one is registered in it: @Waymark summary here PLAN',
      'read: what is posted there, also in changed form; what is not said stays. --ceiling: nothing marked above it is told there.',
      '--members yes: elected members read it, so nothing is posted while publication is on hold. --with-window no: only what its schedules post.',
      'stop: what was on its way is not posted. move: another channel reads it instead.',
      'confirm: members of other organisations may read what is posted there.',
    ],
  },
  measures: {
    acts: { list: [], import: ['file'], set: ['name'], end: ['name'] },
    usage:
      'measures [list --plan ID | import FILE --plan ID [--dry-run] | set CODE --plan ID --as-at-day D (--value N [--numerator N --denominator N] | --no-data T) [--called T] [--caveat T] | end CODE --plan ID]',
    options: ['plan', 'as-at-day', 'value', 'numerator', 'denominator', 'no-data', 'called', 'caveat'],
    flags: ['dry-run'],
    help: [
      'FILE is CSV, a row a value, headed Measure, Code, Area/Ref, Period type, Period, As at, Value, Numerator, Denominator, Unit, Target, Target by, Polarity, Comparator, Comparator value, Caveat, No data because. What it has no column for stays as it was.',
      'Period type is month, quarter, year, year to date or snapshot; Polarity is higher, lower or neither. A dash in Value needs a reason in No data because.',
      '--as-at-day is the last day that the value covers; --called what people call the period, such as "Quarter 2". A value of the same day takes the place of the one before, which stays in the history.',
    ],
  },
};
