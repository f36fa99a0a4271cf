/** What was asked, or is to be, in words, and what became of it. */
import { inWords, type CivilDate } from './dates.js';
import { workingDaysInWords } from './overdue.js';
import { type AskedAndSent, type CardState, type Rung, type Waived } from './why-facts.js';
import { windowAskInWords } from './window-words.js';
import { type Calendar } from './working-days.js';

/** "the date itself", "5 working days before the date". `calendar` knows the names of reporting windows. */
export function askInWords(
  { anchor, step }: Pick<Rung, 'anchor' | 'step'>,
  calendar: Pick<Calendar, 'windows'> = {},
): string {
  const [kind = '', about = ''] = anchor.includes(':') ? anchor.split(/:(.*)/) : ['date', anchor];
  const days = Number(step);
  switch (kind) {
    case 'import':
      return 'the confirmation of what was late when it was loaded';
    case 'window':
      return windowAskInWords({ anchor, step }, calendar);
    case 'given':
      return `the date given, ${inWords(about as CivilDate)}, which has passed`;
    case 'resume':
      return `what was put off until ${inWords(about as CivilDate)}`;
    case 'evidence':
      return days === 0 ? 'the evidence, due that day' : `the evidence, ${workingDaysInWords(days)} after its day`;
    case 'escalation':
      return 'that nobody has answered';
    case 'approval':
      return Number.isNaN(days) ? 'what is proposed' : `what is proposed, ${workingDaysInWords(days)} on`;
    case 'question':
      return Number.isNaN(days)
        ? 'the question about what is proposed'
        : `the question about what is proposed, ${workingDaysInWords(days)} on`;
    case 'decided':
      return 'what was decided';
    case 'behalf':
      return 'the update that somebody entered in their name';
    case 'challenge':
      return Number.isNaN(days)
        ? 'the question of leadership'
        : `the question of leadership, ${workingDaysInWords(days)} on`;
    case 'challenge-told':
      return 'that leadership asked about it';
    case 'challenge-answered':
      return 'the answer to what they asked';
    case 'answer-release':
      return 'an answer to leadership, to be released';
    case 'held':
      return 'words that may say who a child is, to be looked at';
    case 'reword':
      return 'words that may say who a child is, to be said in another way';
    default:
      return dateInWords(days);
  }
}

function dateInWords(stage: number): string {
  if (stage === 0) return 'the date itself';
  return `${workingDaysInWords(Math.abs(stage))} ${stage < 0 ? 'before' : 'after'} the date`;
}

const MAY_NOT = 'may not have arrived';

/** What became of the card. */
const DELIVERED: Readonly<Record<CardState, string>> = {
  sent: 'delivered',
  planned: 'not sent yet',
  sending: 'not sent yet',
  retry: 'not sent yet',
  'in-doubt': MAY_NOT,
  undeliverable: 'could not be delivered',
  dead: 'could not be delivered',
  waived: 'not sent: answered before, or waived by a person',
  unknown: 'no card is known of',
};

/** "asked on Friday 20 November 2026 (delivered)", "planned on ...; held while sending is stopped". */
export function cardInWords({ on, delivery, doubted, held, waived }: AskedAndSent): string {
  const day = inWords(on);
  if (!isUnsent(delivery)) {
    return delivery === 'waived' && waived !== null
      ? `planned on ${day} (${waivedInWords(waived)})`
      : `asked on ${day} (${DELIVERED[delivery]})`;
  }
  if (doubted) return `asked on ${day} (${MAY_NOT})`;
  return held ? `planned on ${day}; held while sending is stopped` : `planned on ${day} (${DELIVERED[delivery]})`;
}

function isUnsent(state: CardState): boolean {
  return state === 'planned' || state === 'sending' || state === 'retry';
}

function waivedInWords(waived: Waived): string {
  if (waived.kind === 'answered') return 'not sent: answered before';
  const why = waived.reason === null ? ', without a reason' : `: ${waived.reason}`;
  return `waived by ${waived.by} on ${inWords(waived.on)}${why}`;
}

const MOVED_BY: Readonly<Record<NonNullable<Rung['movedBy']>, string>> = {
  answers: 'answers given after the date',
  refusal: 'a refusal after the date of what was proposed',
  both: 'answers given, and a refusal of what was proposed, after the date',
};

/** What became of one thing to ask about: "asked on ... (delivered), answered on ...". */
export function rungInWords({ became, asked, answer, wasOn, movedBy }: Rung): string {
  const was = wasOn === null ? '' : `, moved from ${inWords(wasOn)} by ${MOVED_BY[movedBy ?? 'answers']}`;
  const how = asked === null ? '' : cardInWords(asked);
  switch (became) {
    case 'before-load':
      return 'counts as passed: before it was loaded';
    case 'not-begun':
      return 'not asked: its period had not begun';
    case 'asked':
      return `${how}, not answered${was}`;
    case 'answered': {
      const said = answer === null ? 'answered' : `answered by ${answer.by} on ${inWords(answer.on)}`;
      return asked === null ? `${said}, before it was asked` : `${how}, ${said}`;
    }
    case 'quieted':
      return answer === null ? 'quieted' : `quieted by the answer of ${answer.by} on ${inWords(answer.on)}`;
    case 'deferred':
      return 'not asked: put off';
    case 'waits':
      return 'not asked while a decision waits';
    case 'passed-over':
      return 'passed over: only the latest is asked';
    case 'owed':
      return `to be asked${was}`;
    case 'postponed':
    case 'ahead':
      return `to come${was}`;
  }
}
