import { inWords } from '../bot/domain/dates.js';
import type { ListView } from '../bot/domain/views.js';
import { lay, moreOf, ready, rowsIn, type MoreModel, type ReadySection, type SectionModel } from './list.js';
import template from './my-milestones.card.json';
import { escapeMarkdown } from './markdown.js';
import { compile, fitted, NOWHERE, type Built, type Sign } from './render.js';
import type { NoteModel } from './rows.js';
import { ownSections, tallyInWords, tallyOf } from './sections.js';
import { capital, counted, cut, unitOf } from './words.js';

interface FilterModel {
  readonly title: string;
  readonly verb: string;
  readonly token: string;
  readonly tooltip: string;
}

interface ListModel {
  readonly title: string;
  readonly plan: readonly string[];
  readonly tally: readonly NoteModel[];
  readonly asAt: readonly string[];
  readonly filters: readonly { readonly buttons: readonly FilterModel[] }[];
  readonly shown: readonly SectionModel[];
  readonly fold: readonly {
    readonly rows: SectionModel['rows'];
    readonly sections: readonly SectionModel[];
  }[];
  readonly more: readonly MoreModel[];
  readonly waits: readonly string[];
  readonly helpToken: string;
}

const render = compile<ListModel>(template);

/** The answer to "my milestones": everything open of the reader's, worst first; what is paused stands last. */
export function myMilestonesCard(view: ListView, sign: Sign): Built {
  const own = ownSections(view.rows, view.asAt, false);
  const sections = own.map((section) => ready(section, sign));
  const tally = tallyOf(own);
  const paused = view.rows.filter(({ state }) => state === 'paused').length;
  const count = view.rows.length + view.more - paused;
  const title = count === 0 ? nothingOf(view) : `Your ${counted(count, `${kindOf(view)} ${unitOf(view.levels)}`)}`;
  const titles = [...new Set(view.rows.map(({ planTitle }) => planTitle))];
  const fixed = {
    title: escapeMarkdown(title),
    plan: titles.length === 1 ? titles.map((words) => cut(words)) : [],
    tally:
      view.rows.length === 0 || view.only?.overdue === true
        ? []
        : [{ strong: capital(tallyInWords(tally)), rest: '.' }],
    asAt: [...narrowedTo(view), `As at ${inWords(view.asAt)}${view.rows.length > 1 ? ', worst first' : ''}.`],
    filters: filtersOf(view, sign),
    helpToken: sign('help', NOWHERE),
  };
  const card = fitted(rowsIn(sections), (most) =>
    render({ ...fixed, ...listOf(sections, most, titles.length > 1, view.more) }),
  );
  return { card, summary: tallyInWords(tally) === '' ? title : tallyInWords(tally) };
}

function kindOf({ only }: ListView): string {
  return only?.overdue === true ? 'overdue' : 'open';
}

function nothingOf(view: ListView): string {
  const where = isNarrowed(view) ? ' there' : '';
  return view.only?.overdue === true ? `You have nothing overdue${where}` : `You have nothing open${where}`;
}

/** To plans or areas. */
function isNarrowed({ only }: ListView): boolean {
  return only !== undefined && (only.plans !== null || only.areas !== null);
}

function narrowedTo(view: ListView): readonly string[] {
  const words = cut(view.only?.words ?? '').replace(/^overdue(?:, )?/, '');
  return isNarrowed(view) && words !== '' ? [`Only ${escapeMarkdown(words)}.`] : [];
}

/** At most four: all, overdue, and each plan where there are several; not the one that is shown. */
function filtersOf(view: ListView, sign: Sign): ListModel['filters'] {
  const { only, choices } = view;
  if (choices === undefined) return [];
  const button = (title: string, verb: string, plan: string, tooltip: string): FilterModel => ({
    ...{ title, verb, tooltip },
    token: sign(verb, { ...NOWHERE, plan }),
  });
  const isAll = !isNarrowed(view) && only?.overdue !== true;
  const overdue = only?.overdue !== true && choices.overdue > 0;
  const several = choices.plans.length > 1 ? choices.plans : [];
  const others = several.filter(({ id }) => only?.plans?.length !== 1 || only.plans[0] !== id);
  const buttons = [
    ...(isAll ? [] : [button('Show all', 'my-milestones', '', 'Everything open that is yours')]),
    ...(overdue ? [button('Only overdue', 'my-overdue', '', 'Only what is overdue')] : []),
    ...others.map(({ id, title }) => button(cut(title, 30) || 'A plan', 'my-milestones', id, `Only ${cut(title)}`)),
  ].slice(0, 4);
  return buttons.length === 0 ? [] : [{ buttons }];
}

function listOf(
  sections: readonly ReadySection[],
  most: number,
  plans: boolean,
  beyond: number,
): Pick<ListModel, 'shown' | 'fold' | 'more' | 'waits'> {
  const { shown, rest, folded, foldedRows, dropped } = lay(sections, most, plans);
  const others = dropped + beyond;
  return {
    shown,
    fold: foldedRows === 0 ? [] : [{ rows: rest.rows, sections: folded }],
    more: foldedRows === 0 ? [] : [moreOf(foldedRows)],
    waits: others === 0 ? [] : [`${String(others)} more do not fit on this card. They move up as you answer these.`],
  };
}
