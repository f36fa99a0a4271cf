/** Who may do what: given and taken away. */
import { roleFormCard, rolesCard, type Built } from '../../../cards/index.js';
import { makeAccountable } from '../../flows/make-accountable.js';
import { roleFormView, rolesView } from '../../flows/people-form-views.js';
import { changeRole } from '../../flows/person-standing.js';
import type { Officer } from '../../flows/ports.js';
import { changeSupporters } from '../../flows/supporters.js';
import { todayOf } from '../../flows/today.js';
import { allOfficers } from '../../flows/everything.js';
import type { Handler, Press } from '../press.js';
import { namedAmong, type Asker } from '../whom.js';
import { aboutSomebody, forAdmins, namedOnForm } from './people-desk.js';

/** "roles", "roles of NAME". */
export async function sayRoles(asker: Asker, what: string): Promise<Built> {
  const { ports, sign } = asker;
  const everybody = (await allOfficers(ports)).filter(({ erased }) => !erased);
  const named = what === '' ? null : namedAmong(what, everybody);
  if (named !== null && 'officer' in named) return formOf(asker, named.officer);
  return rolesCard(await rolesView(ports), sign);
}

async function formOf({ ports, sign }: Asker, officer: Officer, notes: readonly string[] = []): Promise<Built> {
  return roleFormCard(await roleFormView(ports, officer, notes), sign);
}

async function change(asker: Asker, press: Press, officer: Officer, give: boolean): Promise<Built> {
  const { ports, sign } = asker;
  const { role = '', place = '', whom = '' } = press.action.fields;
  const done = await changed(asker, press, officer, { role, place, whom, give });
  if ('notes' in done) {
    const now = (await ports.people.officer(officer.id))?.value ?? officer;
    return formOf(asker, now, [give ? 'Given.' : 'Taken away.', ...done.notes]);
  }
  const given = { typed: { role, place, whom }, error: done };
  return roleFormCard(await roleFormView(ports, officer, [], given), sign);
}

interface Wish {
  readonly role: string;
  readonly place: string;
  readonly whom: string;
  readonly give: boolean;
}

type Done = { readonly notes: readonly string[] } | { readonly field: string; readonly message: string };

/** What the fields say, done; or which of them needs another look. */
async function changed(asker: Asker, { reader }: Press, officer: Officer, wish: Wish): Promise<Done> {
  const { ports } = asker;
  const by = { kind: 'officer', id: reader } as const;
  const { role, place, whom, give } = wish;
  switch (role) {
    case 'admin':
    case 'leader': {
      const done = await changeRole(ports, { by, officer }, role, give);
      if ('code' in done) return { field: 'role', message: done.message };
      const waits = give && officer.entraId === null;
      return { notes: waits ? [`${officer.name} can use it once they are linked to Teams.`] : [] };
    }
    case 'owner':
    case 'head':
    case 'second': {
      const [plan = '', area = ''] = place.split('|');
      const wrong = wrongPlace(role, plan, area);
      if (wrong !== null) return { field: 'place', message: wrong };
      const as = !give ? 'none' : role === 'second' ? 'second' : 'first';
      const done = await makeAccountable(ports, { by, plan, area: role === 'owner' ? null : area, officer, as });
      return 'code' in done ? { field: 'place', message: done.message } : done;
    }
    case 'supporter': {
      const named = await namedOnForm(asker, whom);
      if ('message' in named) return { field: 'whom', message: named.message };
      const order = { by, officer: named.officer, today: todayOf(ports) };
      const kind = give ? 'add' : 'remove';
      const done = await changeSupporters(ports, order, { kind, supporter: officer });
      return 'code' in done ? { field: 'whom', message: done.message } : { notes: [] };
    }
    default:
      return { field: 'role', message: 'Choose a role.' };
  }
}

function wrongPlace(role: 'owner' | 'head' | 'second', plan: string, area: string): string | null {
  if (plan === '') return role === 'owner' ? 'Choose the plan.' : 'Choose the area.';
  if (role === 'owner')
    return area === '' ? null : 'A plan has an owner, an area has a head of service. Choose the plan.';
  return area === '' ? 'That is a whole plan. Choose an area of it.' : null;
}

export const ROLE_PRESSES = {
  'list-roles': forAdmins('roles', 'list', async ({ ports, sign }) => rolesCard(await rolesView(ports), sign)),
  'open-roles': forAdmins(
    'officer role',
    'form',
    aboutSomebody((asker, _, officer) => formOf(asker, officer)),
  ),
  'give-role': forAdmins(
    'officer role',
    'form',
    aboutSomebody((...press) => change(...press, true)),
  ),
  'take-role': forAdmins(
    'officer role',
    'form',
    aboutSomebody((...press) => change(...press, false)),
  ),
} as const satisfies Readonly<Record<string, Handler>>;
