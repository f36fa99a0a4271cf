/** The commands of the help card: the words to type, what they do, and the button that does it. */
import { addDays, asPrinted, mondayOf, inWords } from '../bot/domain/dates.js';
import type { CardLink, HelpView } from '../bot/domain/views.js';
import { adminCommands, toAdminCommands } from './help-admins.js';
import { escapeMarkdown } from './markdown.js';
import { NOWHERE, type Sign } from './render.js';
import { areaWord, cut, pluralOf, shownRef, unitOf } from './words.js';

export interface CommandModel {
  readonly words: string;
  readonly meaning: string;
  readonly button: readonly {
    readonly title: string;
    readonly verb: string;
    readonly token: string;
    readonly tooltip: string;
  }[];
}

type Make = (
  words: string,
  meaning: string,
  button?: readonly [title: string, verb: string, link?: CardLink],
) => CommandModel;

export function helpCommands(view: HelpView, sign: Sign): readonly CommandModel[] {
  const make: Make = (words, meaning, button) => ({
    words: escapeMarkdown(words),
    meaning: escapeMarkdown(meaning),
    button:
      button === undefined
        ? []
        : [{ title: button[0], verb: button[1], token: sign(button[1], button[2] ?? NOWHERE), tooltip: cut(words) }],
  });
  const help = make('help', 'This card.');
  if (view.place === 'channel') return [...(view.admin ? forChannels(make) : []), help];
  if (view.admin && view.forAdmins === true) return adminCommands(sign);
  const admins = view.admin ? [toAdminCommands(sign)] : [];
  return [...aboutOwn(view, make), ...aboutPeople(view, make), ...forOthers(view, make), ...admins, help];
}

/** What admins say in a channel of who reads its summaries. */
function forChannels(make: Make): readonly CommandModel[] {
  const here = make(
    'summary here PLAN',
    'In a channel or group chat: sends that plan’s progress summaries there. PLAN is its short name. Add “area AREA”, “tagged TAG”, “public” or “for members”.',
  );
  const stop = make(
    'summary stop PLAN',
    'In a channel or group chat: ends that. Without PLAN it ends all that is sent there.',
  );
  return [here, stop];
}

function aboutOwn({ example, levels }: HelpView, make: Make): readonly CommandModel[] {
  const unit = unitOf(levels);
  const mine = make(
    `my ${pluralOf(unit)}`,
    'Everything of yours that is open, worst first. Add a plan, an area or “overdue”.',
    ['Show', 'my-milestones'],
  );
  if (example === null) {
    return [mine, make('history REF', 'Every update and date move, and who made it.'), show('REF', levels, make)];
  }
  const { link } = example;
  const ref = shownRef(link.ref);
  const over = 'Your head of service agrees it first. The new lead is asked for nothing from before.';
  return [
    mine,
    make(`update ${ref}`, `Answer for one ${unit} now.`, ['Update', 'open-update', link]),
    make(`history ${ref}`, 'Every update and date move, and who made it.', ['History', 'open-history', link]),
    show(ref, levels, make),
    make(`hand over ${ref} to NAME`, over, ['Hand over', 'open-handover', link]),
  ];
}

function show(ref: string, levels: HelpView['levels'], make: Make): CommandModel {
  const word = levels === null ? 'area' : areaWord(levels);
  return make(`show ${ref}`, `How it stands, with every date move. Say the name of one ${word} to see all of it.`);
}

function aboutPeople({ today, awayUntil, deputy, colleague }: HelpView, make: Make): readonly CommandModel[] {
  const day = asPrinted(addDays(mondayOf(today), 21)).replace(/ \d{4}$/, '');
  const name = cut(deputy ?? colleague ?? 'NAME');
  const away =
    awayUntil === null
      ? make(`away until ${day}`, 'No reminders until you are back. Your deputy gets them, for 90 days at most.', [
          'Away',
          'open-away',
        ])
      : make('I am back', `Reminders come to you again. You are away until ${inWords(awayUntil)}.`, [
          'I am back',
          'end-away',
        ]);
  const named = deputy === null ? '' : ` At present ${cut(deputy)}; “no deputy” ends that.`;
  return [away, make(`deputy ${name}`, `Who is asked while you are away.${named}`, ['Deputy', 'open-deputy'])];
}

function forOthers({ decides, owns, asks, forOthers: may, entersFor }: HelpView, make: Make): readonly CommandModel[] {
  const approvals = make('approvals', 'Dates, closures, evidence and handovers that wait for you.', [
    'Approvals',
    'approvals',
  ]);
  const entered = (ref: string): CommandModel =>
    make(`update ${shownRef(ref)} for NAME`, 'Enter what somebody told you. They are told and may correct it.');
  return [
    ...(decides ? [approvals, make('sign off', 'Stand by the figures of your area, before they are posted.')] : []),
    ...(asks === true
      ? [make('ask REF: QUESTION', 'A question to who leads it. The answer comes on your card, and in the summary.')]
      : []),
    ...(owns === true
      ? [
          make(
            'release',
            'Let the summary of a reporting window be posted, where your plan asks for that; or say why not yet.',
          ),
          make('overall rating', 'How your plan stands as a whole, with your reason.'),
        ]
      : []),
    ...(entersFor === null ? [] : [entered(entersFor)]),
    ...(may ? [make('measures', 'Enter a performance measure, with its last value shown.')] : []),
    ...(may ? [make('away NAME until DATE', 'For somebody who cannot say it themselves.')] : []),
  ];
}
