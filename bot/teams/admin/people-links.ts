/** Who is who in Teams: an exact match is proposed, and an admin says whether it is right. */
import { linksCard, type Built } from '../../../cards/index.js';
import { nameInTeams } from '../../domain/link-proposals.js';
import { confirmLink, declineLink, linkEntraId } from '../../flows/link-proposals.js';
import { linksView, metPeople } from '../../flows/people-form-views.js';
import { unlinkPerson } from '../../flows/person-standing.js';
import type { Officer } from '../../flows/ports.js';
import type { Handler, Press } from '../press.js';
import { namedAmong, nameError, type Asker } from '../whom.js';
import { aboutSomebody, forAdmins, personOr } from './people-desk.js';

/** The matches of one person, or of all. */
export async function linksForm(asker: Asker, id: string | null, notes: readonly string[] = []): Promise<Built> {
  return linksCard(await linksView(asker.ports, id === '' ? null : id, notes), asker.sign);
}

async function decide(asker: Asker, { claim, reader }: Press, accept: boolean): Promise<Built> {
  const { ports } = asker;
  const by = { kind: 'officer', id: reader } as const;
  const order = { by, officer: claim.ref, person: claim.plan };
  const done = accept ? await confirmLink(ports, order) : await declineLink(ports, order);
  if ('code' in done) return linksForm(asker, null, [`Nothing was saved. ${done.message}`]);
  const { name } = done.officer;
  return linksForm(asker, null, [accept ? `${name} is linked.` : `Kept: ${name} is somebody else.`]);
}

/** As Entra shows the object id of a person. */
const ENTRA_ID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** By a name typed, of somebody who is called otherwise in Teams; or by an Entra id. */
async function linkNamed(asker: Asker, press: Press, officer: Officer): Promise<Built> {
  const { ports, sign } = asker;
  const { met = '' } = press.action.fields;
  const wrong = async (message: string): Promise<Built> => {
    const given = { typed: { met }, error: { field: 'met', message } };
    return linksCard(await linksView(ports, officer.id, [], given), sign);
  };
  if (met.trim() === '') return wrong('Give the name that Teams shows, or the Entra id.');
  if (ENTRA_ID.test(met.trim())) {
    const done = await linkEntraId(ports, officer, met.trim().toLowerCase(), { kind: 'officer', id: press.reader });
    if ('code' in done) return wrong(done.message);
    return personOr(asker, done.officer.id, [`${done.officer.name} is linked by their Entra id.`]);
  }
  // Without what tells two of one name apart, the name that Teams shows.
  const people = (await metPeople(ports)).map((one) => ({ ...one, name: nameInTeams(one) }));
  const named = namedAmong(met, people);
  if (!('officer' in named)) {
    const none = `Nobody who wrote to Waymark is called “${met.trim()}”. They have to open it once.`;
    return wrong(named.near.length === 0 ? none : nameError(met.trim(), named).replace('in your plans ', ''));
  }
  const by = { kind: 'officer', id: press.reader } as const;
  const done = await confirmLink(ports, { by, officer: officer.id, person: named.officer.id });
  if ('code' in done) return wrong(done.message);
  return personOr(asker, done.officer.id, [`${done.officer.name} is linked to ${named.officer.name} in Teams.`]);
}

async function unlink(asker: Asker, press: Press, officer: Officer): Promise<Built> {
  const by = { kind: 'officer', id: press.reader } as const;
  const done = await unlinkPerson(asker.ports, { by, officer });
  if ('code' in done) return personOr(asker, officer.id, [`Nothing was saved. ${done.message}`]);
  return personOr(asker, officer.id, ['Linked to nobody in Teams now, and not asked before somebody is.']);
}

export const LINK_PRESSES = {
  'open-links': forAdmins('officer linked', 'form', (asker, { claim }) => linksForm(asker, claim.ref)),
  'confirm-link': forAdmins('officer linked', 'form', (asker, press) => decide(asker, press, true)),
  'refuse-link': forAdmins('officer not linked', 'form', (asker, press) => decide(asker, press, false)),
  'record-link': forAdmins('officer linked', 'form', aboutSomebody(linkNamed)),
  'record-unlink': forAdmins('officer unlinked', 'confirmation', aboutSomebody(unlink)),
} as const satisfies Readonly<Record<string, Handler>>;
