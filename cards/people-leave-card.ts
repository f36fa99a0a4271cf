/** Everything of somebody passes to another. */
import type { LeaveView } from '../bot/domain/admin-people-views.js';
import { EMPTY } from './people-forms.js';
import { peopleSheet, type SheetField, type SheetRow } from './people-sheet.js';
import type { Built, Sign } from './render.js';
import { cut } from './words.js';

/** Shown first, then done. */
export function leaveCard(view: LeaveView, sign: Sign): Built {
  const { id, name, isGroup, moves, notes, confirms, changed, typed, error } = view;
  const link = { plan: '', ref: id, rev: 0 };
  const who = cut(name);
  const done = { title: 'Hand over now', verb: 'record-leave', link: { ...link, rev: confirms } };
  const rows = (moves ?? []).map((rest): SheetRow => ({ strong: '', rest, small: [], buttons: [] }));
  const heading = rows.length === 0 ? `${who} has nothing that passes on` : 'This passes on';
  return peopleSheet(
    {
      ...EMPTY,
      title: `Hand over everything of ${who}`,
      notes: changed ? ['Something changed since it was shown. Look at it again.', ...notes] : notes,
      intro: [
        { strong: '', rest: 'Who takes over is asked for nothing that reached the other before. Co-leads stay.' },
        { strong: '', rest: 'Nothing changes before you press Hand over now.' },
      ],
      wrong: error === null ? null : 'the names',
      sections: moves === null ? [] : [{ heading, rows }],
      fields: leaveFields(isGroup),
      typed,
      error,
      sets: [
        [
          { title: 'Show what passes on', verb: 'show-leave', link, tooltip: `What ${who} has` },
          ...(confirms === 0 ? [] : [{ ...done, tooltip: `Hand over everything of ${who}` }]),
          { title: 'Back', verb: 'open-person', link, tooltip: `Back to ${who}` },
        ],
      ],
    },
    sign,
  );
}

function leaveFields(isGroup: boolean): readonly SheetField[] {
  const leave = [
    { title: 'They leave, and somebody takes over', value: 'left' },
    { title: 'They leave, and the heads of service are asked', value: 'head' },
  ];
  return [
    {
      name: 'how',
      input: 'few',
      label: 'What happens',
      choices: [...(isGroup ? [] : leave), { title: 'Somebody takes over, and the name stays', value: 'stays' }],
    },
    { name: 'to', input: 'line', label: 'Who takes over', placeholder: 'A name' },
    {
      name: 'areas',
      input: 'line',
      label: 'Who is head of service or plan owner in their place, if somebody else',
      placeholder: 'A name; empty for who takes over',
    },
    {
      name: 'roles',
      input: 'few',
      label: 'Admin and leader',
      choices: [
        { title: 'Pass on to nobody', value: 'no' },
        { title: 'Pass on to who takes over', value: 'yes' },
      ],
    },
  ];
}
