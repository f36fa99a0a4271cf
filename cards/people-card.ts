/** Everybody for an admin, one by one, and one person whole. */
import type { PeopleView, PersonCardView, PersonLine } from '../bot/domain/admin-people-views.js';
import { inWords } from '../bot/domain/dates.js';
import { inList } from '../bot/domain/lists.js';
import { peopleSheet, type SheetButton, type SheetRow } from './people-sheet.js';
import { NOWHERE, type Built, type Sign } from './render.js';
import type { NoteModel } from './rows.js';
import { cut } from './words.js';

const STANDING: Readonly<Record<PersonLine['standing'], string>> = {
  group: 'A group',
  left: 'Has left',
  external: 'Of another organisation, not asked',
  'not-linked': 'Not linked to Teams, gets no reminders',
  unreachable: 'Cannot be written to',
  away: 'Away',
  met: 'Met in Teams, in no plan',
  'not-met': 'Linked, has not opened Waymark yet',
  reachable: 'Linked',
};

/** A page of people, with a box to look for one. */
export function peopleCard(view: PeopleView, sign: Sign): Built {
  const { find, rows, from, total, page, proposals, notLinked } = view;
  const at = (start: number) => ({ plan: '', ref: '', rev: start });
  const last = from + rows.length;
  const pages: SheetButton[] = [
    ...(from > 0
      ? [
          {
            title: 'Earlier people',
            verb: 'list-people',
            link: at(Math.max(0, from - page)),
            tooltip: 'The people before',
          },
        ]
      : []),
    ...(last < total
      ? [{ title: 'More people', verb: 'list-people', link: at(last), tooltip: 'The next people' }]
      : []),
  ];
  const shown = total === 0 ? '' : `${String(from + 1)} to ${String(last)} of ${String(total)}`;
  return peopleSheet(
    {
      title: find === '' ? 'People' : `People: ${cut(find)}`,
      small: shown,
      notes: [],
      intro: introOf(total, find, proposals, notLinked),
      wrong: null,
      sections: rows.length === 0 ? [] : [{ heading: '', rows: rows.map(rowOf) }],
      fields: [
        { name: 'find', input: 'line', label: 'Name, or “not linked”, “away”, “left”', placeholder: 'Part of a name' },
      ],
      typed: { find },
      error: null,
      sets: [
        [
          { title: 'Find', verb: 'find-people', link: NOWHERE, tooltip: 'Look for the name above' },
          ...pages,
          { title: 'Roles', verb: 'list-roles', link: NOWHERE, tooltip: 'Who may do what' },
        ],
        proposals === 0
          ? []
          : [{ title: 'Look at matches', verb: 'open-links', link: NOWHERE, tooltip: 'Exact names in Teams' }],
      ],
    },
    sign,
  );
}

function introOf(total: number, find: string, proposals: number, notLinked: number): readonly NoteModel[] {
  const none = find === '' ? 'No plan names anybody yet. Load a plan first.' : 'Nobody is called so.';
  const matches = proposals === 1 ? '1 name has an exact match' : `${String(proposals)} names have an exact match`;
  const unlinked =
    notLinked === 1
      ? '1 is not linked to Teams yet and gets no reminders.'
      : `${String(notLinked)} are not linked to Teams yet and get no reminders.`;
  return [
    ...(total === 0 ? [{ strong: '', rest: none }] : []),
    ...(proposals === 0 ? [] : [{ strong: matches, rest: 'in Teams, for you to confirm.' }]),
    ...(notLinked === 0 || find !== '' ? [] : [{ strong: '', rest: unlinked }]),
  ];
}

function rowOf(line: PersonLine): SheetRow {
  const link = { plan: '', ref: line.id, rev: 0 };
  return {
    strong: line.name,
    rest: '',
    small: [[standingOf(line), ledOf(line), ...line.roles.slice(0, 3)].filter((one) => one !== '').join(' · ')],
    buttons: [{ title: 'Open', verb: 'open-person', link, tooltip: `Open ${cut(line.name)}` }],
  };
}

/** "Away until Friday 4 December 2026". */
export function standingOf({ standing, awayUntil }: PersonLine): string {
  return standing === 'away' && awayUntil !== null ? `Away until ${inWords(awayUntil)}` : STANDING[standing];
}

function ledOf({ leads, overdue }: PersonLine): string {
  if (leads === 0) return '';
  return overdue === 0 ? `leads ${String(leads)}` : `leads ${String(leads)}, ${String(overdue)} overdue`;
}

/** One person: what is known, what rests on them, and what can be said of them. */
export function personCard(view: PersonCardView, sign: Sign): Built {
  const { line, leads, notes } = view;
  const name = cut(line.name);
  return peopleSheet(
    {
      title: line.name,
      small: [standingOf(line), view.team ?? '', view.email ?? ''].filter((one) => one !== '').join(' · '),
      notes,
      intro: factsOf(view),
      wrong: null,
      sections:
        leads.length === 0
          ? []
          : [{ heading: `Leads ${String(line.leads)}`, rows: [...leads.map(ledRow), ...moreLed(view)] }],
      fields: [],
      typed: {},
      error: null,
      sets: buttonsOf(view, name),
    },
    sign,
  );
}

function ledRow({ ref, text, plan, overdue }: PersonCardView['leads'][number]): SheetRow {
  return { strong: ref, rest: cut(text), small: [overdue ? `${plan} · overdue` : plan], buttons: [] };
}

function moreLed({ line, leads }: PersonCardView): readonly SheetRow[] {
  const more = line.leads - leads.length;
  return more <= 0 ? [] : [{ strong: `And ${String(more)} more`, rest: '', small: [], buttons: [] }];
}

function factsOf(view: PersonCardView): readonly NoteModel[] {
  const { line, group } = view;
  const matches = view.proposals === 1 ? 'One person in Teams is' : `${String(view.proposals)} people in Teams are`;
  const facts: readonly (readonly [string, readonly string[]])[] = [
    ['Is', line.roles],
    ['Also called', view.otherNames],
    [group?.rule === 'each' ? 'Means each of' : 'Means any of', group?.members ?? []],
    ['Deputy', view.deputy === null ? [] : [view.deputy]],
    ['Deputy of', view.deputyFor],
    ['Belongs to', view.groups],
    ['Updates are also entered by', view.supporters],
    ['Enters updates for', view.supporterFor],
  ];
  return [
    ...(view.proposals === 0 ? [] : [{ strong: `${matches} called exactly so.`, rest: 'Press Link to look.' }]),
    ...facts.flatMap(([strong, said]) => (said.length === 0 ? [] : [{ strong: `${strong}:`, rest: inList(said) }])),
    ...(group !== null && group.members.length === 0
      ? [{ strong: 'Nobody has said yet whom this name means.', rest: 'Press Group.' }]
      : []),
  ];
}

function buttonsOf({ line, group }: PersonCardView, name: string): readonly (readonly SheetButton[])[] {
  const link = { plan: '', ref: line.id, rev: 0 };
  const button = (title: string, verb: string, tooltip: string): SheetButton => ({ title, verb, link, tooltip });
  const over = button('Hand over', 'open-leave', `Everything of ${name} to somebody else`);
  const names = button('Other names', 'open-names', `What else ${name} is called`);
  const meant = button('Group', 'open-group', `Whom “${name}” means`);
  const place = button('Here or not', 'open-place', `Whether ${name} is asked here`);
  if (group !== null) return [[meant, over, names, place]];
  const linked = !['not-linked', 'left', 'external'].includes(line.standing);
  return [
    [
      button('Link', 'open-links', linked ? `How ${name} is linked to Teams` : `Who ${name} is in Teams`),
      button('Roles', 'open-roles', `What ${name} may do`),
      button('Away', 'open-away', `Away and deputy of ${name}`),
      over,
    ],
    [names, place, ...(line.standing === 'not-linked' ? [meant] : [])],
  ];
}
