import { inWords } from '../bot/domain/dates.js';
import type { ListView } from '../bot/domain/views.js';
import { lay, ready, rowsIn, type ReadySection, type SectionModel } from './list.js';
import template from './my-milestones.card.json';
import { escapeMarkdown } from './markdown.js';
import { compile, fitted, NOWHERE, type Built, type Sign } from './render.js';
import type { NoteModel } from './rows.js';
import { ownSections, tallyInWords, tallyOf } from './sections.js';
import { capital, counted, cut, unitOf } from './words.js';

interface ListModel {
  readonly title: string;
  readonly plan: readonly string[];
  readonly tally: readonly NoteModel[];
  readonly asAt: readonly string[];
  readonly shown: readonly SectionModel[];
  readonly fold: readonly {
    readonly rows: SectionModel['rows'];
    readonly sections: readonly SectionModel[];
  }[];
  readonly more: readonly string[];
  readonly waits: readonly string[];
  readonly helpToken: string;
}

const render = compile<ListModel>(template);

/** The answer to "my milestones": everything open of the reader's, worst first. */
export function myMilestonesCard(view: ListView, sign: Sign): Built {
  const own = ownSections(view.rows, view.asAt, false);
  const sections = own.map((section) => ready(section, sign));
  const tally = tallyOf(own);
  const count = view.rows.length + view.more;
  const title = count === 0 ? 'You have nothing open' : `Your ${counted(count, `open ${unitOf(view.levels)}`)}`;
  const titles = [...new Set(view.rows.map(({ planTitle }) => planTitle))];
  const fixed = {
    title: escapeMarkdown(title),
    plan: titles.length === 1 ? titles.map((words) => cut(words)) : [],
    tally: view.rows.length === 0 ? [] : [{ strong: capital(tallyInWords(tally)), rest: '.' }],
    asAt: [`As at ${inWords(view.asAt)}${view.rows.length > 1 ? ', worst first' : ''}.`],
    helpToken: sign('help', NOWHERE),
  };
  const card = fitted(rowsIn(sections), (most) =>
    render({ ...fixed, ...listOf(sections, most, titles.length > 1, view.more) }),
  );
  return { card, summary: tallyInWords(tally) === '' ? title : tallyInWords(tally) };
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
    more: foldedRows === 0 ? [] : [`Show ${String(foldedRows)} more`],
    waits: others === 0 ? [] : [`${String(others)} more do not fit on this card. They move up as you answer these.`],
  };
}
