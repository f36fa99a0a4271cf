/** A plan's policy on cards: in words, and the form of one part with what it would change before it is saved. */
import { plainLine, type DeskField } from '../bot/domain/desk-views.js';
import type { PolicyFormView, PolicyPart, PolicyView } from '../bot/domain/policy-views.js';
import { deskCard } from './desk-card.js';
import type { Built, Sign } from './render.js';
import { cut } from './words.js';

const TITLES: Readonly<Record<PolicyPart, string>> = {
  rates: 'How it rates',
  asks: 'When people are asked',
  told: 'What readers are told',
};

export function policyCard({ plan, planTitle, parts, saved }: PolicyView, sign: Sign): Built {
  const title = cut(planTitle);
  const button = (part: PolicyPart) => ({
    title: TITLES[part],
    verb: 'edit-policy',
    tooltip: `Change ${TITLES[part].toLowerCase()}: ${title}`,
    link: { plan, ref: part, rev: 0 },
  });
  return deskCard(
    {
      title: saved ? 'Policy saved' : 'Policy',
      intro: [{ strong: title, rest: '' }, ...(saved ? [plainLine('What was said before keeps its words.')] : [])],
      sections: parts.map(({ part, lines }) => ({ heading: TITLES[part], lines: lines.map(plainLine) })),
      rows: [],
      fields: [],
      typed: {},
      error: null,
      buttons: parts.map(({ part }) => button(part)),
    },
    sign,
  );
}

export function policyFormCard(view: PolicyFormView, sign: Sign): Built {
  const { plan, planTitle, part, typed, tooLong, error, would, seal } = view;
  const title = cut(planTitle);
  const link = { plan, ref: seal === null ? part : `${part} ${seal}`, rev: 0 };
  const try_ = {
    title: would === null ? 'What would change' : 'Work it out again',
    verb: 'try-policy',
    tooltip: `What would change: ${title}`,
    link,
  };
  const save = { title: 'Save', verb: 'save-policy', tooltip: `Save the policy of ${title}`, link };
  const back = { title: 'Back', verb: 'open-policy', tooltip: `Back to the policy of ${title}`, link };
  const heading = 'This is what would change today';
  const fields = FIELDS[part].filter(({ name }) => !tooLong.includes(name));
  return deskCard(
    {
      title: TITLES[part],
      intro: [
        { strong: title, rest: '' },
        ...tooLong.map((name) => plainLine(`“${name}” holds too much for a card: it is changed at the command line.`)),
      ],
      sections: would === null ? [] : [{ heading, lines: would.map(plainLine) }],
      rows: [],
      fields,
      typed,
      error,
      buttons: [...(would === null ? [] : [save]), try_, back],
    },
    sign,
  );
}

const count = (name: string, label: string): DeskField => ({ name, input: 'line', label });

const FIELDS: Readonly<Record<PolicyPart, readonly DeskField[]>> = {
  rates: [
    {
      name: 'preset',
      input: 'one',
      label: 'Who rates',
      choices: [
        { title: 'People rate, and the dates stand beside', value: 'confidence' },
        { title: 'The dates rate', value: 'dates' },
      ],
    },
    count('redafter', 'Red when late by more than so many working days'),
    count('movesforamber', 'Amber from so many moves of the date'),
    count('greenlapses', 'Without reporting windows, a Green lapses after so many working days'),
    { name: 'year', input: 'line', label: 'The month in which the year starts', placeholder: 'April' },
  ],
  asks: [
    {
      name: 'stages',
      input: 'line',
      label: 'Reminders, in working days from the date',
      hint: 'Before it with a minus, 0 for the date itself: -20, -5, 0, 1, 5, 10',
    },
    count('repeat', 'After the last of them, again every so many working days'),
    count('escalateat', 'The head of service is told so many working days after the date'),
    count('quiet', 'An answer quiets reminders for so many working days'),
    count('silent', 'No answer for so many working days counts as silence'),
    {
      name: 'release',
      input: 'one',
      label: 'A summary of a reporting window waits for the plan owner',
      choices: [
        { title: 'Yes', value: 'yes' },
        { title: 'No', value: 'no' },
      ],
    },
  ],
  told: [
    {
      name: 'naming',
      input: 'one',
      label: 'Beside a row, channels and reports name',
      choices: [
        { title: 'The head of service', value: 'accountable' },
        { title: 'The head of service, and who leads it', value: 'leads' },
        { title: 'Nobody', value: 'none' },
      ],
    },
    count('small', 'Numbers of children, families or cases below this are doubted'),
    { name: 'avoid', input: 'line', label: 'Words not to use in reports', placeholder: 'With semicolons between them' },
    {
      name: 'bodies',
      input: 'line',
      label: 'Bodies and systems that things may wait for',
      placeholder: 'With semicolons between them',
    },
  ],
};
