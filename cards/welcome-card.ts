import type { WelcomeView } from '../bot/domain/views.js';
import { firstWords } from './first-words.js';
import { compile, fitted, NOWHERE, type Built, type Sign } from './render.js';
import template from './welcome.card.json';
import { counted, cut, unitOf } from './words.js';

interface WelcomeModel {
  readonly title: string;
  readonly lead: readonly string[];
  readonly sections: readonly { readonly heading: string; readonly lines: readonly string[] }[];
  readonly listVerb: string;
  readonly listToken: string;
  readonly helpToken: string;
}

const render = compile<WelcomeModel>(template);

/** The card that greets anyone: who asked for this and why, what is kept, who sees it, what it does, what to do. */
export function welcomeCard(view: WelcomeView, sign: Sign): Built {
  const title = 'Hello, this is Waymark';
  const listVerb = 'my-milestones';
  const tokens = { listVerb, listToken: sign(listVerb, NOWHERE), helpToken: sign('help', NOWHERE) };
  const card = fitted(view.plans.length, (most) =>
    render({ title, lead: [...leadOf(view), ...plansOf(view, most)], sections: sectionsOf(view), ...tokens }),
  );
  return { card, summary: `${title}. It asks how what you lead is going` };
}

function leadOf({ plans, owners, decides, supports }: WelcomeView): readonly string[] {
  if (plans.length > 0) return firstWords(owners).slice(0, 1);
  if (decides) {
    return [
      'You lead nothing yourself in a plan that is kept here. What its leads propose comes to you to decide: new dates, closures, evidence and handovers. You are also told what is long overdue.',
    ];
  }
  if (supports) return ['You lead nothing yourself in a plan that is kept here. You may enter updates for who does.'];
  return ['You do not lead anything in a plan that is kept here, so nothing will be asked of you.'];
}

function plansOf({ plans }: WelcomeView, most: number): readonly string[] {
  const shown = plans
    .slice(0, most)
    .map(({ title, levels, open }) => `${cut(title)}: you lead ${counted(open, `open ${unitOf(levels)}`)}.`);
  const others = plans.length - shown.length;
  return others > 0 ? [...shown, `And some in ${counted(others, 'other plan')}.`] : shown;
}

function sectionsOf(view: WelcomeView): WelcomeModel['sections'] {
  const { plans, owners, decides, supports } = view;
  const [, kept = '', seen = ''] = firstWords(owners);
  const leads = plans.length > 0;
  const writes = leads || decides || supports;
  return [
    {
      heading: 'What it does',
      lines: [
        leads || !decides
          ? 'When something of yours is due, you get one card with everything you owe, worst first. On working days only, between 8am and 6pm.'
          : 'When something waits for you, you get one card with all of it. On working days only, between 8am and 6pm.',
      ],
    },
    {
      heading: 'What is kept, and who sees it',
      lines: writes ? [kept, seen] : ['That you opened this chat is kept, so that Waymark can answer you.'],
    },
    {
      heading: 'What to do',
      lines: toDo(view),
    },
  ];
}

function toDo({ plans, decides, supports }: WelcomeView): readonly string[] {
  const lines = [
    ...(plans.length > 0
      ? ['When a card comes, press Update, choose a rating and write a line or two. To start now, press Show my list.']
      : []),
    ...(decides ? ['To see what waits for your decision now, type “approvals”.'] : []),
    ...(supports ? ['To enter what somebody told you, type “update”, its ref, “for” and their name.'] : []),
  ];
  return lines.length > 0
    ? lines
    : ['Nothing. If you expected to see something here, tell whoever looks after the plan.'];
}
