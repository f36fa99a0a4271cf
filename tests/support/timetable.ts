import type { Asked } from '../../bot/domain/asks.js';
import { addDays } from '../../bot/domain/dates.js';
import { asksOn, lookOn, notYetAsked } from '../../bot/domain/look-on.js';
import type { Milestone } from '../../bot/domain/plan.js';
import { asAsked, d, ENGLAND } from './builders.js';

/** What is to be asked on a day, in its order: `stage -5`, `first-load confirm` ... */
export function asked(milestone: Milestone, on: string): readonly string[] {
  return asksOn(milestone, ENGLAND, d(on)).map((ask) => `${ask.because} ${ask.step}`);
}

/** Every day on which something new is to be asked, with what, as sweeps find it that look only on the days named. */
export function timetable(milestone: Milestone, from: string, upTo: string): readonly string[] {
  const told: Asked[] = [];
  const lines: string[] = [];
  for (let day = lookOn(milestone, ENGLAND, addDays(d(from), -1)); day !== null && day <= upTo;) {
    for (const ask of notYetAsked(asksOn(milestone, ENGLAND, day), told)) {
      told.push(asAsked(milestone, ask));
      lines.push(`${day} ${ask.because} ${ask.step}`);
    }
    day = lookOn(milestone, ENGLAND, day);
  }
  return lines;
}
