import type { HandoverView } from '../bot/domain/views.js';
import { changeForm, type ChangeFieldWords } from './change-form.js';
import { whoDecides, whoSees } from './change-words.js';
import type { Built, Sign } from './render.js';
import { cut, shownRef } from './words.js';

/** "Hand it over": to whom, and whose part where that is not clear. */
export function handoverCard(view: HandoverView, sign: Sign): Built {
  const { milestone, deciders, parts } = view;
  const from: ChangeFieldWords = {
    name: 'from',
    input: 'list',
    label: 'Whose part?',
    required: true,
    choices: parts.map(({ id, name }) => ({ value: id, title: cut(name) || '–' })),
  };
  const words = {
    title: 'Hand it over',
    intro: [],
    fields: [
      {
        name: 'to',
        input: 'line',
        label: 'To whom?',
        required: true,
        hint: 'First name and surname, as plans print them.',
      } as const,
      ...(parts.length === 0 ? [] : [from]),
      { name: 'reason', input: 'box', label: 'Anything to say about it?', required: false } as const,
    ],
    next: [
      `${whoDecides(view, 'confirms it')} Until then nothing changes, and nobody is reminded.`,
      'Whoever takes it over is asked for nothing from before: they get one card with what is due next.',
    ],
    seen: whoSees(deciders),
    save: {
      title: 'Propose this',
      verb: 'record-handover',
      tooltip: `Propose to hand ${shownRef(milestone.link.ref)} over`,
    },
    others: [],
  };
  return changeForm(view, words, sign);
}
