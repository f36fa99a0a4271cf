/** The form that closes the year of a plan, and what that would come to. */
import { plainLine, type DeskLine } from '../domain/desk-views.js';
import type { Refusal } from '../domain/reasons.js';
import { REASON } from './care-forms.js';
import { closePlan, foreseeClose, type CloseOrder, type Closed } from './close-plan.js';
import type { PlanAbout, PlanForm } from './plan-forms.js';

type Typed = Readonly<Record<string, string>>;

/** Closing the year: first what that comes to, then the act itself. */
export const CLOSE_FORM: PlanForm = {
  title: 'Close the year of',
  lines: [
    plainLine('First you see what would be carried over, and what stands in the way. Nothing is changed by that.'),
  ],
  buttons: [['Show what it comes to', 'try-close']],
  fields: () => [
    {
      name: 'into',
      input: 'line',
      label: 'The plan of the next year',
      placeholder: 'Its short name, such as improvement-2027; nothing where nothing is open',
      hint: 'Where there is none with that name, it is made.',
    },
    {
      name: 'title',
      input: 'line',
      label: 'Its title, where it is made',
      placeholder: 'Nothing for the title of this one',
    },
    REASON,
  ],
  typed: () => ({}),
  at: { into: 'into', 'still-open': 'into', 'no-reason': 'reason' },
  apply: async (about, typed) => {
    const done = await closePlan(about.ports, closeOrder(about, typed));
    if (done.kind === 'refused') return done.refusal;
    const into = typed.into?.trim() ?? '';
    const went = done.carried.length === 0 ? '' : ` ${String(done.carried.length)} went into ${into}.`;
    return { done: [`The year is closed.${went}`] };
  },
};

function closeOrder({ contents, by }: PlanAbout, { into = '', title = '', reason = '' }: Typed): CloseOrder {
  return { plan: contents.plan.id, by, into: into.trim() || null, title: title.trim() || null, reason };
}

/** What closing the year would come to, without writing anything, and the seal of it: what is confirmed is what was seen. */
export async function foreseenClose(
  about: PlanAbout,
  typed: Typed,
): Promise<{ lines: readonly DeskLine[]; seal: number } | Refusal> {
  const order = closeOrder(about, typed);
  const done = await foreseeClose(about.ports, order);
  if (done.kind === 'refused') return done.refusal;
  const seal = about.ports.hash(JSON.stringify([order.into, order.title, order.reason, done]));
  return { lines: closeLines(done, order), seal: Number.parseInt(seal.slice(0, 8), 16) };
}

function closeLines(done: Extract<Closed, { kind: 'done' }>, { into }: CloseOrder): readonly DeskLine[] {
  const some = (all: readonly string[]): string => {
    return `${all.slice(0, 12).join(', ')}${all.length > 12 ? ` and ${String(all.length - 12)} more` : ''}`;
  };
  const { carried, measures, unconfirmed, readings } = done;
  const named = carried.map(({ ref, as }) => (ref === as ? ref : `${ref} as ${as}`));
  return [
    carried.length === 0
      ? plainLine('Nothing is open: nothing would be carried over.')
      : { strong: `${String(carried.length)} would go into ${into ?? ''}:`, rest: some(named) },
    ...(measures.length === 0 ? [] : [plainLine(`Performance measures that go with it: ${String(measures.length)}.`)]),
    ...(unconfirmed.length === 0
      ? []
      : [
          {
            strong: 'Delivered, and never confirmed by evidence:',
            rest: `${some(unconfirmed)}. Nobody is asked about these any more.`,
          },
        ]),
    ...(readings === 0
      ? []
      : [plainLine(`Summaries in channels that ${into === null ? 'end' : 'follow'}: ${String(readings)}.`)]),
    plainLine('Press Close the year to do it.'),
  ];
}
