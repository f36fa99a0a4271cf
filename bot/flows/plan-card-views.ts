/** What admins' cards show of the plans: all of them, and one with what rests in it. */
import { plainLine, type DeskButton, type DeskLine, type DeskView } from '../domain/desk-views.js';
import { inWords } from '../domain/dates.js';
import { isClosed, isComplete, isOpen, type Plan, type PlanId } from '../domain/plan.js';
import { kindInWords } from '../domain/plan-kinds.js';
import { printedMarking } from '../domain/marking.js';
import { careButton, FIND, type CareGiven } from './care-views.js';
import { readDirectory } from './directory.js';
import type { PlanContents, Ports } from './ports.js';

const AT_MOST = 20;

/** Every plan that can be read, with a button that opens it. */
export async function plansView(ports: Ports): Promise<DeskView> {
  const plans = await ports.plans.list();
  const none = plainLine('No plan is loaded yet. Send its file here, or say import.');
  return {
    ...EMPTY,
    title: 'Plans',
    intro: plans.length === 0 ? [none] : [],
    rows: plans.slice(0, AT_MOST).map((plan) => ({
      strong: plan.title,
      rest: plan.kind === 'improvement' ? '' : kindInWords(plan.kind),
      small: [`${plan.id}, loaded as at ${inWords(plan.importedOn)}`, ...closedWords(plan)],
      trouble: null,
      button: { title: 'Open', verb: 'open-plan', tooltip: `Open ${plan.title}`, link: linkTo(plan.id) },
    })),
  };
}

const EMPTY = { sections: [], rows: [], fields: [], typed: {}, error: null, buttons: [] } as const;

function linkTo(plan: PlanId) {
  return { plan, ref: '', rev: 0 };
}

function closedWords({ closed }: Plan): readonly string[] {
  if (closed === null) return [];
  const into = closed.into === null ? '' : `, and what was open went into ${closed.into}`;
  return [`Closed on ${inWords(closed.on)}${into}. It is asked about no more.`];
}

/**
 * One plan: how many of what, what rests and until when, how it is marked.
 *
 * @param more whether the acts that are rarely wanted are offered in place of the others
 */
export async function planView(
  ports: Ports,
  contents: PlanContents,
  { done = [] }: CareGiven = {},
  more = false,
): Promise<DeskView> {
  const { plan, areas } = contents;
  const { nameOf } = await readDirectory(ports.people);
  return {
    ...EMPTY,
    title: plan.title,
    intro: [
      ...done.map(plainLine),
      ...closedWords(plan).map(plainLine),
      { strong: 'Looked after by:', rest: plan.owner === null ? 'nobody yet' : nameOf(plan.owner) },
      ...countLines(contents),
    ],
    sections: [
      ...sectionOf(
        'Areas',
        areas.map(({ code, title: called, heads }) => {
          const who = heads.length === 0 ? 'nobody is set' : heads.map(nameOf).join(', ');
          return { strong: code, rest: `${called}: ${who}` };
        }),
      ),
      ...sectionOf('Paused', pausedLines(contents, nameOf)),
      ...sectionOf('Marked', markedLines(contents)),
    ],
    fields: more ? [] : [FIND],
    buttons: more ? rareButtons(plan) : mostButtons(plan),
  };
}

function mostButtons({ id, title }: Plan): readonly DeskButton[] {
  const link = linkTo(id);
  return [
    careButton('Find', 'find-care', link, `in ${title}`),
    careButton('Add one', 'open-add', link, `to ${title}`),
    careButton('Policy', 'open-policy', link, `of ${title}`),
    careButton('More to do', 'more-plan', link, `about ${title}`),
    careButton('All plans', 'list-plans', linkTo('')),
  ];
}

function rareButtons({ id, title, closed }: Plan): readonly DeskButton[] {
  const link = linkTo(id);
  return [
    careButton('Rename', 'open-rename', link, `parts of ${title}`),
    careButton('Rename a tag', 'open-tag', link, `in ${title}`),
    careButton('Pause', 'open-pauses', link, `in ${title}`),
    closed === null
      ? careButton('Close the year', 'open-close', link, `of ${title}`)
      : careButton('Open again', 'open-opening', link, title),
    careButton('Back', 'open-plan', link, `to ${title}`),
  ];
}

function sectionOf(heading: string, lines: readonly DeskLine[]): DeskView['sections'] {
  if (lines.length === 0) return [];
  const more = lines.length - AT_MOST;
  const rest = more > 0 ? [plainLine(`And ${String(more)} more.`)] : [];
  return [{ heading, lines: [...lines.slice(0, AT_MOST), ...rest] }];
}

function countLines({ milestones }: PlanContents): readonly DeskLine[] {
  const all = milestones.map(({ milestone }) => milestone);
  const of = (count: number, words: string): readonly string[] => (count === 0 ? [] : [`${String(count)} ${words}`]);
  const words = [
    ...of(all.filter(isOpen).length, 'open'),
    ...of(all.filter(isComplete).length, 'complete'),
    ...of(all.filter(({ state }) => state === 'paused').length, 'paused'),
    ...of(all.filter(isClosed).length, 'closed'),
  ];
  return [{ strong: `${String(all.length)} in all:`, rest: words.join(', ') || 'none' }];
}

function pausedLines({ milestones }: PlanContents, nameOf: (id: string) => string): readonly DeskLine[] {
  return milestones.flatMap(({ milestone: { ref, state, pause = null } }) => {
    if (state !== 'paused') return [];
    if (pause === null) return [{ strong: ref, rest: 'until when was never said' }];
    const who = pause.by.kind === 'officer' ? nameOf(pause.by.id) : 'an administrator';
    return [{ strong: ref, rest: `until ${inWords(pause.until)}, by ${who}: ${pause.reason}` }];
  });
}

function markedLines({ milestones }: PlanContents): readonly DeskLine[] {
  return milestones.flatMap(({ milestone: { ref, marking } }) => {
    return marking === null ? [] : [{ strong: ref, rest: printedMarking(marking) }];
  });
}
