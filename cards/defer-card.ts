import { inWords } from '../bot/domain/dates.js';
import type { DeferView, MilestoneView } from '../bot/domain/views.js';
import { changeForm } from './change-form.js';
import { whoSees } from './change-words.js';
import type { Built, Sign } from './render.js';
import { shownRef } from './words.js';

/** "Leave it for now": until when, and why. */
export function deferCard(view: DeferView, sign: Sign): Built {
  const { milestone, latest, latestIs = 'the end of the next quarter', deferred, deciders } = view;
  const ref = shownRef(milestone.link.ref);
  const end = { title: 'Ask about it again now', verb: 'end-defer', tooltip: `Do not leave ${ref} any longer` };
  const words = {
    title: 'Leave it for now',
    intro: [whatItDoes(view)],
    fields: [
      {
        name: 'until',
        input: 'date',
        label: 'Until when?',
        required: true,
        hint: `At the latest ${inWords(latest)}, ${latestIs}.`,
      },
      { name: 'reason', input: 'box', label: 'Why can it wait?', required: true },
    ],
    next: [],
    seen: whoSees(deciders),
    save: { title: 'Leave it until then', verb: 'record-defer', tooltip: `Leave ${ref} for now` },
    others: deferred ? [end] : [],
  } as const;
  return changeForm(view, words, sign);
}

/** What is due, or overdue, is asked about all the same (RULES 2). */
function whatItDoes({ milestone, latest }: DeferView): string {
  const due = milestone.dueOn;
  if (isLate(milestone))
    return 'It is overdue: reminders of that do not stop. Only a new date stops them, or closing it.';
  if (due === null || due > latest) {
    return 'Nobody is asked about it until that day. It is asked about again on the first working day after it.';
  }
  const first = `Nobody is asked about it until that day, or until its date, ${inWords(due)}, if that comes first.`;
  return `${first} Its date does not change.`;
}

function isLate({ overdueDays }: MilestoneView): boolean {
  return overdueDays !== null;
}
