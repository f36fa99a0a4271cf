import type { WelcomeView } from '../bot/domain/views.js';
import { compile, fitted, NOWHERE, type Built, type Sign } from './render.js';
import template from './welcome.card.json';
import { counted, cut, listed, unitOf } from './words.js';

interface WelcomeModel {
  readonly title: string;
  readonly lead: readonly string[];
  readonly sections: readonly { readonly heading: string; readonly lines: readonly string[] }[];
  readonly listVerb: string;
  readonly listToken: string;
  readonly helpToken: string;
}

const render = compile<WelcomeModel>(template);

/** The first card anyone gets: who asked for this, what it does, who sees the answers, what to do. */
export function welcomeCard(view: WelcomeView, sign: Sign): Built {
  const title = 'Hello, this is Waymark';
  const listVerb = 'my-milestones';
  const tokens = { listVerb, listToken: sign(listVerb, NOWHERE), helpToken: sign('help', NOWHERE) };
  const card = fitted(view.plans.length, (most) =>
    render({ title, lead: [...leadOf(view), ...plansOf(view, most)], sections: sectionsOf(view), ...tokens }),
  );
  return { card, summary: `${title}. It asks how what you lead is going` };
}

function leadOf({ plans, owners }: WelcomeView): readonly string[] {
  const names = owners.slice(0, 3).map((name) => cut(name));
  const who = names.length === 0 ? 'Whoever looks after the plan' : listed(names);
  return plans.length === 0
    ? ['You do not lead anything in a plan that is kept here, so nothing will be asked of you.']
    : [`${who} asked for this, to keep the plan up to date without a round of emails.`];
}

function plansOf({ plans }: WelcomeView, most: number): readonly string[] {
  const shown = plans
    .slice(0, most)
    .map(({ title, levels, open }) => `${cut(title)}: you lead ${counted(open, `open ${unitOf(levels)}`)}.`);
  const others = plans.length - shown.length;
  return others > 0 ? [...shown, `And some in ${counted(others, 'other plan')}.`] : shown;
}

function sectionsOf({ plans }: WelcomeView): WelcomeModel['sections'] {
  return [
    {
      heading: 'What it does',
      lines: [
        'When something of yours is due, you get one card with everything you owe, worst first. On working days only, between 8am and 6pm.',
      ],
    },
    {
      heading: 'Who sees your answers',
      lines: ['Leadership reads your words. Please leave out children’s names and case numbers.'],
    },
    {
      heading: 'What to do',
      lines: [
        plans.length === 0
          ? 'Nothing. If you expected to see something here, tell whoever looks after the plan.'
          : 'When a card comes, press Update, choose a rating and write a line or two. To start now, press Show my list.',
      ],
    },
  ];
}
