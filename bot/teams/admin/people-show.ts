/** Everybody, and one person whole. */
import { peopleCard, type Built } from '../../../cards/index.js';
import { allOfficers } from '../../flows/everything.js';
import { peopleView } from '../../flows/people-cards.js';
import type { Handler } from '../press.js';
import { namedAmong, type Asker } from '../whom.js';
import { forAdmins, personOr } from './people-desk.js';
import { linksForm } from './people-links.js';

/** A page of everybody, or of those whom some words mean. */
async function listOf({ ports, sign }: Asker, find: string, from: number): Promise<Built> {
  return peopleCard(await peopleView(ports, find.slice(0, 100), from), sign);
}

/** "people", "people NAME", "people not linked", "people matches". */
export async function sayPeople(asker: Asker, what: string): Promise<Built> {
  if (what === '') return listOf(asker, '', 0);
  if (/^(?:matches|proposals|links?)$/i.test(what)) return linksForm(asker, null);
  const everybody = (await allOfficers(asker.ports)).filter(({ erased }) => !erased);
  const named = namedAmong(what, everybody);
  return 'officer' in named ? personOr(asker, named.officer.id) : listOf(asker, what, 0);
}

export const SHOW_PRESSES = {
  'list-people': forAdmins('people', 'list', (asker, { claim, action }) => {
    return listOf(asker, action.fields.find ?? '', claim.rev);
  }),
  'find-people': forAdmins('people', 'list', (asker, { action }) => listOf(asker, action.fields.find ?? '', 0)),
  'open-person': forAdmins('people', 'list', (asker, { claim }) => personOr(asker, claim.ref)),
} as const satisfies Readonly<Record<string, Handler>>;
