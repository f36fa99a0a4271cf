/** What an admin says of people on a form: who they are in Teams, what they may do, where they are. */
import type { LinksView, PersonFormView, RoleFormView, RolesView } from '../bot/domain/admin-people-views.js';
import { inList } from '../bot/domain/lists.js';
import { peopleSheet, type Sheet, type SheetButton, type SheetField, type SheetRow } from './people-sheet.js';
import type { Built, Sign } from './render.js';
import { cut } from './words.js';

/** What a sheet has that says nothing else. */
export const EMPTY = { small: '', notes: [], intro: [], wrong: null, sections: [], fields: [], typed: {}, error: null };

/** Names with an exact match in Teams, each to be confirmed. */
export function linksCard(view: LinksView, sign: Sign): Built {
  const { of, proposals, notes, typed, error } = view;
  const name = of === null ? '' : cut(of.name);
  const none = of === null ? 'Nobody in Teams is called exactly as somebody who is not linked.' : noneFor(of);
  const sheet: Sheet = {
    ...EMPTY,
    title: of === null ? 'Who is who in Teams' : `${of.name} in Teams`,
    notes,
    intro: [
      { strong: '', rest: proposals.length === 0 ? none : 'Nobody is linked before you say so.' },
      ...(of !== null && !of.linked
        ? [{ strong: '', rest: 'Who has not written to Waymark yet is linked by their Entra id.' }]
        : []),
    ],
    wrong: error === null ? null : 'the name',
    sections: proposals.map((one) => ({ heading: one.name, rows: [ledBy(one), ...one.people.map(rowFor(one))] })),
    fields:
      of === null || of.linked
        ? []
        : [
            {
              name: 'met',
              input: 'line',
              label: 'Somebody else who wrote to Waymark, or their Entra id',
              placeholder: 'Name in Teams, or Entra id',
            },
          ],
    typed,
    error,
    sets: of === null ? [] : [linkButtons(of, name)],
  };
  return peopleSheet(sheet, sign);
}

type Links = LinksView['proposals'][number];

function noneFor({ name, linked }: NonNullable<LinksView['of']>): string {
  if (linked) return `${cut(name)} is linked to somebody in Teams.`;
  return `Nobody who wrote to Waymark is called exactly ${cut(name)}.`;
}

function ledBy({ leads, several }: Links): SheetRow {
  const led = leads.length === 0 ? 'Leads nothing that is open.' : `Leads ${inList(leads.slice(0, 4))}.`;
  const more = leads.length > 4 ? ` And ${String(leads.length - 4)} more.` : '';
  const which = several ? ' Several may be meant: choose, or name a group.' : '';
  return { strong: '', rest: `${led}${more}${which}`, small: [], buttons: [] };
}

const rowFor =
  ({ id, name }: Links) =>
  (person: Links['people'][number]): SheetRow => {
    const link = { plan: person.id, ref: id, rev: 0 };
    const [strong = '', ...rest] = person.told;
    const who = cut(name);
    return {
      strong,
      rest: '',
      small: [rest.join(' · ')],
      buttons: [
        { title: 'Link', verb: 'confirm-link', link, tooltip: `${who} is ${cut(strong)}` },
        { title: 'Not them', verb: 'refuse-link', link, tooltip: `${who} is not ${cut(strong)}` },
      ],
    };
  };

function linkButtons({ id, linked }: NonNullable<LinksView['of']>, name: string): readonly SheetButton[] {
  const link = { plan: '', ref: id, rev: 0 };
  const back = { title: 'Back', verb: 'open-person', link, tooltip: `Back to ${name}` };
  if (!linked) return [{ title: 'Link', verb: 'record-link', link, tooltip: `Link ${name} with the name above` }, back];
  return [{ title: 'Unlink', verb: 'record-unlink', link, tooltip: `${name} is somebody else in Teams` }, back];
}

const ROLE_WORDS: Readonly<Record<string, string>> = {
  admin: 'Admins',
  leader: 'Leaders',
  'plan owner': 'Plan owners',
  'head of service': 'Heads of service',
  'second head of service': 'Second heads of service',
  supporter: 'Enter updates for others',
};

/** Who may do what. */
export function rolesCard({ roles, fromSettings, canAct }: RolesView, sign: Sign): Built {
  const sections = Object.entries(ROLE_WORDS).flatMap(([role, heading]) => {
    const held = roles.filter((one) => one.role === role);
    const rows = held.map(({ id, name, where, cannot }): SheetRow => {
      const link = { plan: '', ref: id, rev: 0 };
      const small = [where, cannot].filter((one) => one !== null).join(' · ');
      return {
        strong: name,
        rest: '',
        small: small === '' ? [] : [small],
        buttons: [{ title: 'Change', verb: 'open-roles', link, tooltip: `Roles of ${cut(name)}` }],
      };
    });
    return rows.length === 0 ? [] : [{ heading, rows }];
  });
  const more = fromSettings === 1 ? '1 more admin is named' : `${String(fromSettings)} more admins are named`;
  return peopleSheet(
    {
      ...EMPTY,
      title: 'Roles',
      intro: [
        ...(canAct === 0 ? [{ strong: 'Nobody can act as an admin.', rest: 'Link one of them first.' }] : []),
        ...(roles.length === 0 ? [{ strong: '', rest: 'Nobody has a role yet.' }] : []),
        ...(fromSettings === 0 ? [] : [{ strong: '', rest: `${more} in the settings.` }]),
        { strong: '', rest: 'To give a role, open a person and press Roles.' },
      ],
      sections,
      sets: [],
    },
    sign,
  );
}

const ROLE_CHOICES = [
  { title: 'Admin: looks after Waymark', value: 'admin' },
  { title: 'Leader: may ask questions, reads every plan', value: 'leader' },
  { title: 'Plan owner', value: 'owner' },
  { title: 'Head of service of an area', value: 'head' },
  { title: 'Second head of service of an area', value: 'second' },
  { title: 'Enters updates for somebody', value: 'supporter' },
] as const;

/** Gives one person a role, or takes it away. */
export function roleFormCard(view: RoleFormView, sign: Sign): Built {
  const { id, name, now, places, notes, typed, error } = view;
  const link = { plan: '', ref: id, rev: 0 };
  const who = cut(name);
  return peopleSheet(
    {
      ...EMPTY,
      title: `Roles of ${who}`,
      notes,
      intro: [{ strong: 'At present:', rest: now.length === 0 ? 'none' : inList(now) }],
      wrong: error === null ? null : 'the role',
      fields: [
        { name: 'role', input: 'few', label: 'Role', choices: ROLE_CHOICES },
        ...(places.length === 0
          ? []
          : [{ name: 'place', input: 'many', label: 'Plan or area, for owners and heads', choices: places } as const]),
        { name: 'whom', input: 'line', label: 'For whom, for who enters updates', placeholder: 'A name' },
      ],
      typed,
      error,
      sets: [
        [
          { title: 'Give', verb: 'give-role', link, tooltip: `Give ${who} that role` },
          { title: 'Take away', verb: 'take-role', link, tooltip: `Take that role away from ${who}` },
          { title: 'Back', verb: 'open-person', link, tooltip: `Back to ${who}` },
        ],
      ],
    },
    sign,
  );
}

/** Another name, whether they are here, whom a name means. */
export function personFormCard(view: PersonFormView, sign: Sign): Built {
  const { form, id, name, lines, isGroup, typed, error, confirms } = view;
  const link = { plan: '', ref: id, rev: confirms };
  const who = cut(name);
  const { title, wrong, fields, save } = FORMS[form];
  const end = { title: 'One person', verb: 'end-group', link, tooltip: `“${who}” means one person again` };
  return peopleSheet(
    {
      ...EMPTY,
      title: title(who),
      intro: lines.map((rest) => ({ strong: '', rest })),
      wrong: error === null ? null : wrong,
      fields,
      typed,
      error,
      sets: [
        [
          { title: 'Save', verb: save, link, tooltip: `Save for ${who}` },
          ...(isGroup ? [end] : []),
          { title: 'Back', verb: 'open-person', link: { ...link, rev: 0 }, tooltip: `Back to ${who}` },
        ],
      ],
    },
    sign,
  );
}

interface FormWords {
  readonly title: (name: string) => string;
  readonly wrong: string;
  readonly fields: readonly SheetField[];
  readonly save: string;
}

const FORMS: Readonly<Record<PersonFormView['form'], FormWords>> = {
  names: {
    title: (name) => `Other names of ${name}`,
    wrong: 'the name',
    save: 'record-names',
    fields: [{ name: 'other', input: 'line', label: 'Is also called', placeholder: 'Another name in the plans' }],
  },
  place: {
    title: (name) => `Is ${name} asked here?`,
    wrong: 'where they are',
    save: 'record-place',
    fields: [
      {
        name: 'outside',
        input: 'few',
        label: 'Where they are',
        choices: [
          { title: 'Here: gets reminders', value: 'internal' },
          { title: 'Of another organisation: gets none', value: 'external' },
          { title: 'Has left: gets none', value: 'left' },
        ],
      },
    ],
  },
  group: {
    title: (name) => `Whom “${name}” means`,
    wrong: 'the names',
    save: 'record-group',
    fields: [
      { name: 'members', input: 'box', label: 'People, one a line', placeholder: 'Names as in the plans' },
      {
        name: 'rule',
        input: 'few',
        label: 'How many have to answer',
        choices: [
          { title: 'Any of them: one answer is enough', value: 'any' },
          { title: 'Each of them', value: 'each' },
        ],
      },
    ],
  },
};
