/** What all presses of admins about people have in common. */
import { noticeCard, personCard, type Built } from '../../../cards/index.js';
import { allOfficers } from '../../flows/everything.js';
import { personCardView } from '../../flows/people-cards.js';
import type { Officer } from '../../flows/ports.js';
import { holding, type CardDesk, type Handler, type Press, type PressAnswer } from '../press.js';
import { namedAmong, nameError, type Asker } from '../whom.js';
import { askerOf, onlyAdmins } from './index.js';

/** What answers a press that only an admin may make. */
export type Answering = (asker: Asker, press: Press) => Promise<Built>;

/** A press that only an admin may make, as it is read at this moment. */
export function forAdmins(act: string, showing: 'form' | 'confirmation' | 'list', answer: Answering): Handler {
  return (desk: CardDesk, press: Press): Promise<PressAnswer> => {
    const asker = askerOf(desk.ports, press);
    const made = onlyAdmins(asker, 'people', act).then((refused) => refused ?? answer(asker, press));
    return holding(desk, press, showing, made);
  };
}

/** The officer whom a button names; null when they are not there any more. */
export async function officerOn({ ports }: Asker, { claim }: Press): Promise<Officer | null> {
  const found = (await ports.people.officer(claim.ref))?.value ?? null;
  return found === null || found.erased ? null : found;
}

export const GONE = { title: 'They are not there any more', lines: ['Press Help, or say “people” to see everybody.'] };

/** One person's card, with what was just done. */
export async function personOr({ ports, sign }: Asker, id: string, notes: readonly string[] = []): Promise<Built> {
  const view = await personCardView(ports, id, notes);
  return view === null ? noticeCard(GONE, sign) : personCard(view, sign);
}

/** For a press about somebody who is there. */
export function aboutSomebody(answer: (asker: Asker, press: Press, officer: Officer) => Promise<Built>): Answering {
  return async (asker, press) => {
    const officer = await officerOn(asker, press);
    return officer === null ? noticeCard(GONE, asker.sign) : answer(asker, press, officer);
  };
}

/** Whom a name typed on a form means, among everybody. */
export async function namedOnForm(
  { ports }: Asker,
  typed: string,
): Promise<{ readonly officer: Officer } | { readonly message: string }> {
  const name = typed.trim();
  if (name === '') return { message: 'Give a name.' };
  const everybody = (await allOfficers(ports)).filter(({ erased }) => !erased);
  const known = (await ports.people.byName(name))?.value;
  const named = known === undefined || known.erased ? namedAmong(name, everybody) : { officer: known };
  return 'officer' in named ? named : { message: nameError(name, named).replace('in your plans ', '') };
}
