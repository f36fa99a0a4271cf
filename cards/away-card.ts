import { inWords, parseCivilDate } from '../bot/domain/dates.js';
import type { AwayView } from '../bot/domain/views.js';
import template from './away.card.json';
import { escapeMarkdown } from './markdown.js';
import { meanwhileWords, personField, wrongPerson, type PersonField } from './person-words.js';
import { compile, NOWHERE, type Built, type Sign } from './render.js';
import { cut } from './words.js';

interface AwayModel {
  readonly title: string;
  readonly lines: readonly string[];
  readonly wrong: readonly string[];
  readonly until: PersonField;
  readonly deputy: PersonField;
  readonly saveToken: string;
  readonly saveTooltip: string;
  readonly end: readonly { readonly title: string; readonly token: string; readonly tooltip: string }[];
  readonly listVerb: string;
  readonly listToken: string;
  readonly helpToken: string;
}

const render = compile<AwayModel>(template);

/** Until when somebody is away, and who is asked meanwhile. Why is never asked (RULES 2). */
export function awayCard(view: AwayView, sign: Sign): Built {
  const name = view.name === null ? null : cut(view.name);
  const title = name === null ? 'When you are away' : `When ${name} is away`;
  const typed = parseCivilDate(view.until);
  // A box for a day cannot hold words.
  const isKept = typed !== undefined || (view.until === '' && view.deputy !== '');
  const card = render({
    title: escapeMarkdown(title),
    lines: linesOf(view, name),
    wrong: wrongPerson(view.errors, isKept).map((words) => `${words}${standsStill(view, name)}`),
    until: personField('until', 'Last day away (required)', typed ?? '', view.errors, [
      ...(typed === undefined ? [] : [`${inWords(typed)}.`]),
      `${inWords(view.latest)} at the latest.`,
    ]),
    deputy: personField('deputy', name === null ? 'Your deputy' : `Deputy of ${name}`, view.deputy, view.errors, [
      `Asked in ${name === null ? 'your' : 'their'} place. Leave it empty if there is nobody.`,
    ]),
    saveToken: sign('record-away', view.link),
    saveTooltip: name === null ? 'Save until when you are away' : `Save until when ${name} is away`,
    end: view.awayUntil !== null ? [endOf(view, name, sign)] : [],
    listVerb: 'back-to-digest',
    listToken: sign('back-to-digest', NOWHERE),
    helpToken: sign('help', NOWHERE),
  });
  return { card, summary: view.errors.length > 0 ? `Not saved yet: ${title}` : title };
}

/** How it is meanwhile. */
function standsStill({ awayUntil }: AwayView, name: string | null): string {
  if (awayUntil === null) return '';
  const who = name === null ? 'you are' : `${name} is`;
  return ` What was saved before still stands: ${who} away until ${inWords(awayUntil)}.`;
}

function linesOf({ meanwhile }: AwayView, name: string | null): readonly string[] {
  const whose = name ?? 'you';
  return [
    `No reminders come to ${whose} up to the last day below. They start again by themselves after it.`,
    ...meanwhileWords(meanwhile).map((words) => words.replace(/^Reminders/, 'As things stand, reminders')),
    'Who is asked instead, heads of service and administrators see the date. Nobody is asked why.',
  ];
}

function endOf({ link }: AwayView, name: string | null, sign: Sign): AwayModel['end'][number] {
  const title = name === null ? 'I am back' : 'They are back';
  const whose = name ?? 'you';
  return { title, token: sign('end-away', link), tooltip: `Reminders come to ${whose} again from now on` };
}
