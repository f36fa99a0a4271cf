/**
 * What a schedule means, said a second time and in another way: somebody stands before the clock on the wall, looks every
 * five minutes, and acts when the hand has reached or passed a wanted time that it had not passed before. So a time that
 * is skipped comes with the jump, and one that is shown twice comes once. Takes its clock from `Intl`.
 */

const FIVE_MINUTES = 300_000;
const DAY = 86_400_000;

/** Wall times as milliseconds of a clock without zone. */
type Wall = number;

/** The moments (epoch milliseconds) after `after` up to and including `upTo` at which a pattern comes. */
export function watchedSlots(cron: string, zone: string, after: number, upTo: number): readonly number[] {
  const wanted = wants(cron);
  const shows = clockOf(zone);
  const slots: number[] = [];
  // Two days before, so that what was passed already is known.
  const start = Math.floor(after / FIVE_MINUTES) * FIVE_MINUTES - 2 * DAY;
  let passed = shows(start);
  for (let moment = start + FIVE_MINUTES; moment <= upTo; moment += FIVE_MINUTES) {
    const shown = shows(moment);
    let comes = false;
    for (let wall = passed + FIVE_MINUTES; wall <= shown; wall += FIVE_MINUTES) comes ||= wanted(wall);
    if (comes && moment > after) slots.push(moment);
    passed = Math.max(passed, shown);
  }
  return slots;
}

/** What the clock on the wall of a zone shows at a moment. */
function clockOf(zone: string): (moment: number) => Wall {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  });
  return (moment) => {
    const shown = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = shown;
    return Date.UTC(year, month - 1, day, hour, minute);
  };
}

function wants(cron: string): (wall: Wall) => boolean {
  const [minutes, hours, days, months, weekdays] = cron.split(' ');
  const [minute, hour, month] = [among(minutes, 0, 59), among(hours, 0, 23), among(months, 1, 12)];
  const [day, weekday] = [among(days, 1, 31), among(weekdays, 0, 7)];
  return (wall) => {
    const at = new Date(wall);
    if (!minute(at.getUTCMinutes()) || !hour(at.getUTCHours()) || !month(at.getUTCMonth() + 1)) return false;
    const [byDay, byWeekday] = [day(at.getUTCDate()), weekday(at.getUTCDay()) || (at.getUTCDay() === 0 && weekday(7))];
    // Where both are said, either will do; that is how cron has always read them.
    if (days === '*') return weekdays === '*' || byWeekday;
    return weekdays === '*' ? byDay : byDay || byWeekday;
  };
}

function among(field = '*', low: number, high: number): (n: number) => boolean {
  const found = new Set<number>();
  for (const piece of field.split(',')) {
    const [range = '*', step = '1'] = piece.split('/');
    const [first, last = first] = range === '*' ? [low, high] : range.split('-').map(Number);
    for (let n = first ?? low; n <= (last ?? high); n += Number(step)) found.add(n);
  }
  return (n) => found.has(n);
}
