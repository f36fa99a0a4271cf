/** Another name of somebody, whether they are asked here, whom a name means. */
import { personFormCard, type Built } from '../../../cards/index.js';
import type { PersonFormView } from '../../domain/admin-people-views.js';
import { asTypedOnOneLine } from '../../domain/plain-text.js';
import { recordWith } from '../../flows/audit.js';
import { linkOfficer } from '../../flows/link-officer.js';
import { wrongLink } from '../../flows/link-proposals.js';
import { movesOnOf } from '../../flows/moves-on.js';
import { personFormView } from '../../flows/people-form-views.js';
import { endGroup, nameGroup, placePerson } from '../../flows/person-standing.js';
import type { Officer } from '../../flows/ports.js';
import type { Handler, Press } from '../press.js';
import type { Asker } from '../whom.js';
import { aboutSomebody, forAdmins, namedOnForm, personOr, type Answering } from './people-desk.js';

type Form = PersonFormView['form'];
type Given = Parameters<typeof personFormView>[3];

async function formOf({ ports, sign }: Asker, form: Form, officer: Officer, given: Given = {}): Promise<Built> {
  return personFormCard(await personFormView(ports, form, officer, given), sign);
}

const open = (form: Form): Answering => aboutSomebody((asker, _, officer) => formOf(asker, form, officer));

/** Two who are made one cannot be told apart again: so that is asked first. */
async function nameAlso(asker: Asker, press: Press, officer: Officer): Promise<Built> {
  const { ports } = asker;
  const typed = { other: press.action.fields.other ?? '' };
  const other = asTypedOnOneLine(typed.other);
  const wrong = (message: string): Promise<Built> =>
    formOf(asker, 'names', officer, { typed, error: { field: 'other', message } });
  if (other === '') return wrong('Give the other name.');
  const known = (await ports.people.byName(other))?.value ?? null;
  const confirms = Number.parseInt(ports.hash(`${officer.id} ${known?.id ?? ''} ${other}`).slice(0, 6), 16) + 1;
  if (known !== null && known.id !== officer.id && press.claim.rev !== confirms) {
    const { leads } = await movesOnOf(ports, known);
    const lines = [
      `${known.name} is known already and leads ${String(leads.length)}.`,
      `Press Save again if ${officer.name} and ${known.name} are one person. They cannot be taken apart again.`,
    ];
    return formOf(asker, 'names', officer, { typed, lines, confirms });
  }
  const linked = await linkOfficer(ports, { name: officer.name, entraId: null, aliases: [other], roles: [] });
  const refusal = wrongLink(linked, officer);
  if (refusal !== null) return wrong(refusal.message);
  const by = { kind: 'officer', id: press.reader } as const;
  await recordWith(ports, by, 'officer named', linked.officer.id, known === null ? null : `same as ${known.id}`);
  return personOr(asker, linked.officer.id, [`Also known as ${other} now, in every plan.`]);
}

async function place(asker: Asker, press: Press, officer: Officer): Promise<Built> {
  const { outside = '' } = press.action.fields;
  const places = { internal: null, external: 'external', left: 'left' } as const;
  const wrong = (message: string): Promise<Built> =>
    formOf(asker, 'place', officer, { typed: { outside }, error: { field: 'outside', message } });
  if (!Object.hasOwn(places, outside)) return wrong('Choose one.');
  const by = { kind: 'officer', id: press.reader } as const;
  const chosen = places[outside as keyof typeof places];
  const done = await placePerson(asker.ports, { by, officer }, chosen);
  if ('code' in done) return wrong(done.message);
  if (chosen === null) return personOr(asker, officer.id, ['Gets reminders again.']);
  const { leads } = await movesOnOf(asker.ports, done.officer);
  const rest = leads.length === 0 ? [] : ['What they lead stays with them: press Hand over to give it to somebody.'];
  return personOr(asker, officer.id, ['Gets no reminders any more.', ...rest]);
}

async function group(asker: Asker, press: Press, officer: Officer): Promise<Built> {
  const { members = '', rule = '' } = press.action.fields;
  const wrong = (message: string): Promise<Built> =>
    formOf(asker, 'group', officer, { typed: { members, rule }, error: { field: 'members', message } });
  const names = members.split(/[;\n]/).filter((name) => name.trim() !== '');
  if (names.length === 0) return wrong('Name the people, one a line.');
  if (names.length > 40) return wrong('A group has 40 people at most.');
  const found: Officer[] = [];
  for (const name of names) {
    const named = await namedOnForm(asker, name);
    if ('message' in named) return wrong(named.message);
    found.push(named.officer);
  }
  const by = { kind: 'officer', id: press.reader } as const;
  const how = rule === 'any' || rule === 'each' ? rule : null;
  const done = await nameGroup(asker.ports, by, officer.id, how, found);
  return 'code' in done ? wrong(done.message) : personOr(asker, officer.id, ['Saved.']);
}

async function notGroup(asker: Asker, press: Press, officer: Officer): Promise<Built> {
  const by = { kind: 'officer', id: press.reader } as const;
  const done = await endGroup(asker.ports, { by, officer });
  const note = 'code' in done ? `Nothing was saved. ${done.message}` : 'The name means one person again.';
  return personOr(asker, officer.id, [note]);
}

export const FORM_PRESSES = {
  'open-names': forAdmins('officer named', 'form', open('names')),
  'record-names': forAdmins('officer named', 'form', aboutSomebody(nameAlso)),
  'open-place': forAdmins('officer role', 'form', open('place')),
  'record-place': forAdmins('officer role', 'form', aboutSomebody(place)),
  'open-group': forAdmins('officer group', 'form', open('group')),
  'record-group': forAdmins('officer group', 'form', aboutSomebody(group)),
  'end-group': forAdmins('officer group', 'confirmation', aboutSomebody(notGroup)),
} as const satisfies Readonly<Record<string, Handler>>;
