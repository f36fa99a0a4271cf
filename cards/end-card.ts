import type { EndView } from '../bot/domain/views.js';
import { changeForm } from './change-form.js';
import { whoDecides, whoSees } from './change-words.js';
import type { Built, Sign } from './render.js';
import { shownRef } from './words.js';

/** The ends that are no delivery, with what each means. */
const ENDS = [
  { value: 'withdrawn', title: 'Withdrawn: it will not be done' },
  { value: 'superseded', title: 'Superseded: something else takes its place' },
  { value: 'business-as-usual', title: 'Business as usual: it goes on as part of the day’s work' },
  { value: 'carried-over', title: 'Carried over: it goes on in another plan' },
] as const;

/** "Close it another way": how it ends, and why. */
export function endCard(view: EndView, sign: Sign): Built {
  const { milestone, deciders } = view;
  const words = {
    title: 'Close it another way',
    intro: [],
    fields: [
      { name: 'state', input: 'buttons', label: 'How does it end?', required: true, choices: ENDS },
      {
        name: 'refs',
        input: 'line',
        label: 'If superseded: by what?',
        required: false,
        hint: 'Refs as the plan prints them, with commas between. What has no ref goes into the reason.',
      },
      { name: 'plan', input: 'line', label: 'If carried over: into which plan?', required: false },
      { name: 'reason', input: 'box', label: 'Why?', required: true },
    ],
    next: [`${whoDecides(view, 'decides')} Until then nothing changes, and nobody is reminded.`],
    seen: whoSees(deciders),
    save: {
      title: 'Propose this',
      verb: 'record-end',
      tooltip: `Propose to close ${shownRef(milestone.link.ref)}`,
    },
    others: [],
  } as const;
  return changeForm(view, words, sign);
}
