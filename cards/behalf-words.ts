/** The words of an answer that somebody enters, or entered, for another: "X for Y, from e-mail of DATE" (RULES 5). */
import { inWords } from '../bot/domain/dates.js';
import { sourceInWords } from '../bot/domain/on-behalf.js';
import type { BehalfView, MilestoneView } from '../bot/domain/views.js';
import { capital, cut } from './words.js';

type LastUpdate = NonNullable<MilestoneView['lastUpdate']>;

/** What stands at the top of a card on which an answer for somebody is given. */
export function forWhomLine({ name, reachable, ...from }: BehalfView): string {
  return `For ${cut(name)}, from ${sourceInWords(from)}. ${toldWords({ name, reachable })}`;
}

/** Whether they hear of it from Waymark. */
export function toldWords({ name, reachable }: Pick<BehalfView, 'name' | 'reachable'>): string {
  const who = cut(name);
  return reachable
    ? `${who} is told and may correct it.`
    : `Waymark cannot write to ${who}: please tell them yourself what you entered.`;
}

/** Hidden inputs that carry for whom an answer is from card to card. What they say is looked at anew each time. */
export function carriedBehalf(
  behalf: BehalfView | undefined,
): readonly { readonly id: string; readonly value: string }[] {
  if (behalf === undefined) return [];
  const { officer, source, on } = behalf;
  return [
    { id: 'in_x_for', value: officer },
    { id: 'in_x_source', value: source },
    { id: 'in_x_on', value: on },
  ];
}

/** "You", "Sam Osei", "Dawn Williams for you": whose words they are; with a capital at the start of a sentence. */
export function saidByWords({ by, byReader, onBehalf }: LastUpdate): string {
  const who = byReader ? 'you' : cut(by);
  if (onBehalf === undefined) return capital(who);
  return `${onBehalf.byReader ? 'You' : capital(cut(onBehalf.by))} for ${who}`;
}

/** ", from e-mail of DATE", to stand after the words of who said it; nothing where they said it themselves. */
export function fromWords({ onBehalf }: LastUpdate): string {
  return onBehalf === undefined ? '' : `, from ${sourceInWords(onBehalf)}`;
}

/** "On DATE", and where an entered one came from. */
export function saidOnWords(update: LastUpdate): string {
  return `On ${inWords(update.on)}${fromWords(update)}`;
}
