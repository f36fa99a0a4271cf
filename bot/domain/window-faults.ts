/** What is wrong with the days of a reporting window, in sentences for whoever sets it. */
import { inWords, type CivilDate } from './dates.js';
import type { Refusal } from './reasons.js';
import { overlap, type ReportingWindow } from './windows.js';
import { workingDayOnOrAfter, workingDayOnOrBefore, type Calendar } from './working-days.js';

const ID = /^[a-z0-9-]{1,40}$/;
/** As it stands on cards and in titles. */
const LONGEST_NAME = 60;
/** More would be a card each day. */
const MOST_CHASES = 5;

/** Why a window cannot be set beside those there are; null when it can. */
export function faultOf(window: ReportingWindow, others: readonly ReportingWindow[]): Refusal | null {
  const { id, name, chases } = window;
  if (!ID.test(id)) {
    return { code: 'window-id', message: `“${id}” is no id of a window. Use a-z, 0-9 and hyphens: 2026-q2` };
  }
  if (name.trim() === '') return { code: 'window-name', message: 'The window needs a name, such as “Quarter 2”.' };
  if (name.length > LONGEST_NAME || /\p{Cc}/u.test(name)) {
    const message = `The name of a window is one line of at most ${String(LONGEST_NAME)} characters.`;
    return { code: 'window-name', message };
  }
  if (chases.length > MOST_CHASES) {
    return { code: 'too-many-chases', message: `At most ${String(MOST_CHASES)} days can be set to ask again.` };
  }
  return orderFault(window) ?? overlapFault(window, others);
}

function orderFault({ opens, chases, freezes, posts }: ReportingWindow): Refusal | null {
  const refuse = (message: string): Refusal => ({ code: 'window-order', message });
  const early = chases.find((day) => day < opens);
  if (early !== undefined) {
    return refuse(`It cannot ask again on ${inWords(early)}: it opens on ${inWords(opens)}, later than that.`);
  }
  const late = chases.find((day) => day >= freezes);
  if (late !== undefined) {
    return refuse(
      `It cannot ask again on ${inWords(late)}: the figures are frozen at noon on ${inWords(freezes)}. Give an earlier day.`,
    );
  }
  if (freezes <= opens) {
    return refuse(
      `The figures cannot be frozen on ${inWords(freezes)}: the window opens on ${inWords(opens)}, and people need time to answer.`,
    );
  }
  if (posts < freezes) {
    return refuse(
      `It cannot be posted on ${inWords(posts)}: its figures are frozen on ${inWords(freezes)}, later than that.`,
    );
  }
  return null;
}

function overlapFault(window: ReportingWindow, others: readonly ReportingWindow[]): Refusal | null {
  const other = others.find((one) => one.id !== window.id && overlap(one, window));
  if (other === undefined) return null;
  const whose = other.plan === null ? 'every plan' : `“${other.plan}”`;
  return {
    code: 'window-overlaps',
    message:
      `It overlaps with “${other.id}” (${other.name}, for ${whose}), which runs from ${inWords(other.opens)} to ` +
      `${inWords(other.posts)}. A plan has one window at a time.`,
  };
}

/** Days of a window on which nobody works, each with a better one: a warning, for whoever sets them may mean it. */
export function restDays(window: ReportingWindow, calendar: Calendar): readonly string[] {
  const { opens, chases, freezes, posts } = window;
  const warn = (day: CivilDate, what: string, better: CivilDate): string[] =>
    calendar.isWorkingDay(day)
      ? []
      : [`${inWords(day)}, when ${what}, is no working day: ${inWords(better)} would be.`];
  const after = (day: CivilDate): CivilDate => workingDayOnOrAfter(calendar, day);
  return [
    ...warn(opens, 'it opens', after(opens)),
    ...chases.flatMap((day) => warn(day, 'it asks again', after(day))),
    ...warn(freezes, 'the figures are frozen', workingDayOnOrBefore(calendar, freezes)),
    ...warn(posts, 'it is posted', after(posts)),
  ];
}
