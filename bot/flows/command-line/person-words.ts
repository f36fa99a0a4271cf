/** What is held about a person, as they read it: codes and ids in words. */
import { inWords, parseCivilDate } from '../../domain/dates.js';
import { passedWords } from '../../domain/passed-words.js';
import { askInWords } from '../../domain/rung-words.js';
import { copiesInWords } from '../kept-sweeps.js';
import type { Held } from '../person.js';
import type { Digest, OfficerThen } from '../ports.js';
import type { NameOf } from './answer.js';

/** "5 working days before the date, Monday 30 November 2026". */
export function askedWords({ anchor, step }: Held['asked'][number]): string {
  const words = askInWords({ anchor, step });
  const day = parseCivilDate(anchor);
  return day === undefined ? words : `${words}, ${inWords(day)}`;
}

const CARD: Readonly<Record<Digest['state'], string>> = {
  sent: 'sent',
  planned: 'not sent yet',
  sending: 'being sent',
  retry: 'to be sent again',
  'in-doubt': 'in doubt whether it arrived',
  undeliverable: 'could not be delivered',
  dead: 'given up',
  waived: 'not sent, since it was no longer needed',
};

/** What became of a card, with the reason where somebody typed one: codes are for machines. */
export function cardWords({ state, reason, copies }: Held['cards'][number]): string {
  const typed = reason !== null && /\s/.test(reason) ? `: “${reason}”` : '';
  return `${CARD[state]}${copiesInWords(copies)}${typed}`;
}

const WAITING: Readonly<Record<string, string>> = {
  'in-doubt': 'it is in doubt whether a card arrived',
  undeliverable: 'a card could not be delivered',
  refused: 'Teams refused a card',
  poison: 'a card could not be made',
  unreadable: 'a row about them cannot be read',
  unlinked: 'they are linked to nobody in Teams',
};

export function waitingWords({ because }: Held['attention'][number]): string {
  return WAITING[because] ?? 'something about a card is to be settled';
}

/** Why they were not asked in a round, and of whom they were told: "A1 (sample) not asked: away". */
export function roundWords({ notAsked, escalated }: Held['rounds'][number]): string {
  return [
    ...notAsked.map(({ plan, ref, reason }) => `${ref} (${plan}) not asked: ${passedWords(reason).short}`),
    ...escalated.map(({ plan, ref, toThem }) => `${ref} (${plan}) ${toThem ? 'told to them' : 'told of them'}`),
  ].join('; ');
}

/** What they were until a day and are no more. */
export function pastWords(then: OfficerThen, nameOf: NameOf): string {
  const { entraId, unreachable, roles, outside, awayUntil, deputy, group } = then;
  const facts = [
    entraId === null ? 'not linked to anybody in Teams' : `linked in Teams as ${entraId}`,
    ...(unreachable === null ? [] : ['could not be written to']),
    ...(roles.length === 0 ? [] : [roles.join(' and ')]),
    ...(outside === null ? [] : [OUTSIDE[outside]]),
    ...(awayUntil === null ? [] : [`away until ${inWords(awayUntil)}`]),
    ...(deputy === null ? [] : [`with ${nameOf(deputy)} as deputy`]),
    ...(group === null ? [] : [`a group of ${group.members.map(nameOf).join(', ')}`]),
  ];
  return facts.join(', ');
}

/** Why somebody is not asked. */
export const OUTSIDE = { external: 'of another organisation', left: 'has left' } as const;
