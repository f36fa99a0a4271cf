/** Reads when a schedule is to run, as people type it. */
import { faultInCron } from './next-run.js';
import { inOrderOfDays, type When } from './schedule-when.js';

/** `wrong`: a sentence for whoever typed it. */
export type ReadWhen = { readonly when: When } | { readonly wrong: string };

const EXAMPLES =
  'Say for example: “weekdays at 08:30”, “first working day of the month at 09:00” or “20, 15 and 10 working days before papers of Performance Board at 09:00”.';

const TIME = '(?:,? ?(?:at )?(?<time>noon|midday|\\d{1,2}(?:[:.]?\\d{2})? ?(?:am|pm)?))?';
const ORDINALS = 'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ');

/** One of the forms: working days, the nth working day of the month, working days before papers, or five fields. */
export function readWhen(typed: string): ReadWhen {
  const text = typed.trim().replace(/\s+/g, ' ');
  if (text === '') return { wrong: `It does not say when. ${EXAMPLES}` };
  const read = readDays(text) ?? readMonthDay(text) ?? readPapers(text);
  if (read !== null) return read;
  if (/^[\d*]/.test(text) && (text.split(' ').length === 5 || !/[a-z]/i.test(text))) {
    const fault = faultInCron(text);
    return fault === null ? { when: { kind: 'cron', cron: text } } : { wrong: fault };
  }
  return { wrong: `“${typed.trim().slice(0, 80)}” was not understood. ${EXAMPLES}` };
}

function readDays(text: string): ReadWhen | null {
  const form = new RegExp(`^(?:on |each |every )?(?:week ?days?|working days?|monday to friday)${TIME}$`, 'i');
  const found = form.exec(text);
  return found === null ? null : at(found.groups?.time, (minutes) => ({ kind: 'weekdays', at: minutes }));
}

function readMonthDay(text: string): ReadWhen | null {
  const which = `(?<which>last|${ORDINALS.join('|')}|\\d{1,2}(?:st|nd|rd|th)?)`;
  const month = '(?: (?:of|in) (?:the|each|every|a) month| (?:each|every|a) month| monthly)?';
  const form = new RegExp(`^(?:on )?(?:the )?${which} working day${month}${TIME}$`, 'i');
  const found = form.exec(text);
  if (found === null) return null;
  const word = (found.groups?.which ?? '').toLowerCase();
  const ordinal = ORDINALS.indexOf(word);
  const nth = word === 'last' ? -1 : ordinal === -1 ? Number.parseInt(word, 10) : ordinal + 1;
  return at(found.groups?.time, (minutes) => ({ kind: 'month-day', nth, at: minutes }));
}

function readPapers(text: string): ReadWhen | null {
  const days = '(?<days>\\d{1,3}(?:(?: ?, ?(?:and )?| and | ?; ?)\\d{1,3})*)';
  const form = new RegExp(
    `^${days} working days? before (?:the )?papers(?: (?:of|for) (?:the )?(?<board>.+?)| )(?: (?:are |is )?published)?${TIME}$`,
    'i',
  );
  const found = form.exec(text);
  if (found === null) return null;
  const board = (found.groups?.board ?? '').trim();
  if (board === '')
    return { wrong: 'It does not say of which board the papers are, such as: papers of Performance Board.' };
  const all = [...(found.groups?.days ?? '').matchAll(/\d+/g)].map(Number);
  return at(found.groups?.time, (minutes) => ({
    kind: 'before-papers',
    board,
    days: inOrderOfDays(all),
    at: minutes,
  }));
}

function at(time: string | undefined, make: (minutes: number) => When): ReadWhen {
  if (time === undefined) return { wrong: 'It does not say at what time. Add it, such as: at 09:00' };
  const minutes = readTime(time);
  if (minutes === null) return { wrong: `“${time.trim()}” is no time of day. Give one such as 08:30.` };
  if (minutes % 5 !== 0) return { wrong: `“${time.trim()}” is no multiple of five minutes. Give 08:30 or 08:35.` };
  return { when: make(minutes) };
}

/** Minutes after midnight: of "08:30", "8.30am", "0830", "9", "2pm", "noon"; null for what is no time of day. */
export function readTime(typed: string): number | null {
  const text = typed.trim().toLowerCase();
  if (text === 'noon' || text === 'midday') return 12 * 60;
  const found = /^(?<hour>\d{1,2})(?:[:.]?(?<past>\d{2}))? ?(?<half>am|pm)?$/.exec(text)?.groups;
  if (found === undefined) return null;
  const [hour, past] = [Number(found.hour), Number(found.past ?? '0')];
  if (past > 59) return null;
  if (found.half === undefined) return hour > 23 ? null : hour * 60 + past;
  if (hour < 1 || hour > 12) return null;
  return ((hour % 12) + (found.half === 'pm' ? 12 : 0)) * 60 + past;
}
