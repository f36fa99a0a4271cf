/** The list of attention as admins see it on a card: the longest waiting first, each with its evidence and its buttons. */
import { pageButtons, paged, pageWords } from '../domain/desk-pages.js';
import { plainLine, type DeskButton, type DeskRow, type DeskView } from '../domain/desk-views.js';
import { whenInWords } from '../domain/dates.js';
import { attemptInWords, REACH_AGAIN } from './attention-codes.js';
import {
  actsHere,
  buttonsHere,
  fieldsHere,
  leftSections,
  NOTHING_AROUND,
  signersLine,
  type AroundOne,
} from './attention-around.js';
import type { AttentionList, Act, Waiting } from './attention-list.js';
import type { Names } from './attention-names.js';
import { sentenceFor } from './attention-words.js';
import type { AttendRefusal } from './attend.js';

const ROWS_A_PAGE = 8;
const EVIDENCE_SHOWN = 6;
const BARE = { sections: [], rows: [], fields: [], typed: {}, error: null } as const;
const NOWHERE = { plan: '', ref: '', rev: 0 } as const;

export function attentionView({ waiting }: AttentionList, names: Names, page: number): DeskView {
  const some = paged(waiting, page, ROWS_A_PAGE);
  const count = waiting.length === 1 ? 'One thing waits' : `${String(waiting.length)} things wait`;
  const said = waiting.length === 0 ? 'Nothing waits for a person.' : `${count}, the longest waiting first.`;
  return {
    ...BARE,
    title: 'What waits for somebody',
    intro: [plainLine(`${said}${pageWords(some)}`)],
    rows: some.shown.map((one) => rowOf(one, names)),
    buttons: pageButtons(some, 'open-attention', { plan: '', ref: '' }),
  };
}

function rowOf(one: Waiting, names: Names): DeskRow {
  const sentence = sentenceFor(one, names);
  return {
    ...{ strong: '', rest: sentence, small: [`Since ${whenInWords(one.since, names)}`], trouble: null },
    button: button('Open', 'attention-one', `Open: ${sentence}`, one.id),
  };
}

/** One of them: what happened, and what can be done about it now. */
export function attentionOneView(
  one: Waiting,
  names: Names,
  around: AroundOne = NOTHING_AROUND,
  said: DeskView['error'] = null,
  typed: DeskView['typed'] = {},
): DeskView {
  const { evidence, because } = one;
  const here = actsHere(one, around);
  // Text that is kept is settled one by one, so that none of it is left out unread.
  const actions = one.actions.filter((act) => act !== 'seen' || (!here.includes('place') && !here.includes('stands')));
  const signers = signersLine(one, around);
  const lines = evidence.slice(-EVIDENCE_SHOWN).map((each) => plainLine(`${attemptInWords(each, because, names)}.`));
  const hints = hintsFor(one, names);
  return {
    ...BARE,
    title: 'What waits for somebody',
    intro: [
      plainLine(sentenceFor(one, names)),
      plainLine(`Since ${whenInWords(one.since, names)}.`),
      ...(signers === null ? [] : [plainLine(signers)]),
      ...(said !== null && said.field === '' ? [{ strong: 'Nothing was done.', rest: said.message }] : []),
    ],
    sections: [
      ...(lines.length === 0 ? [] : [{ heading: 'What is known', lines }]),
      ...leftSections(around),
      ...(hints.length === 0 ? [] : [{ heading: 'What can be done', lines: hints.map(plainLine) }]),
    ],
    fields: actions.includes('waive')
      ? [{ name: 'reason', input: 'line', label: 'Why nobody needs it (to waive it)', placeholder: 'A few words' }]
      : fieldsHere(here),
    typed: { reason: '', ref: '', ...typed },
    undone: 'Nothing was done',
    error: said !== null && said.field !== '' ? said : null,
    buttons: [
      ...buttonsHere(one, here, around),
      ...actions.map((act) => actButton(act, one)),
      ...waysOn(one),
      button('Back', 'open-attention', 'Back to the list', ''),
    ],
  };
}

const TITLES: Readonly<Record<Act, readonly [title: string, verb: string]>> = {
  seen: ['Seen', 'attention-seen'],
  'send-again': ['Send again', 'attention-again'],
  waive: ['Waive', 'attention-waive'],
};

function actButton(act: Act, { id, subject }: Waiting): DeskButton {
  const [title, verb] = TITLES[act];
  const card = subject.kind === 'digest' || subject.kind === 'rollup';
  return button(act === 'seen' && card ? 'It arrived' : title, verb, `${title}: ${id}`, id);
}

/** Where it is settled on another card. */
function waysOn({ subject }: Waiting): readonly DeskButton[] {
  if (subject.kind === 'held') {
    const link = { plan: subject.plan, ref: subject.ref, rev: 0 };
    return [{ title: 'Look at the words', verb: 'open-held', tooltip: `Look at the words of ${subject.ref}`, link }];
  }
  if (subject.kind === 'milestone') {
    const link = { plan: subject.plan, ref: subject.ref, rev: 0 };
    return [{ title: 'History', verb: 'open-history', tooltip: `History of ${subject.ref}`, link }];
  }
  if (subject.kind === 'lead') {
    const link = { plan: '', ref: subject.officer, rev: 0 };
    return [{ title: 'Open the name', verb: 'open-person', tooltip: 'Link the name to somebody in Teams', link }];
  }
  if (subject.kind === 'schedule') {
    return [{ title: 'Who would be asked', verb: 'open-preview', tooltip: 'Who would be asked today', link: NOWHERE }];
  }
  return [];
}

/** What helps beside the buttons, in sentences: what is said in the chat, or typed at the command line. */
function hintsFor({ subject, because }: Waiting, names: Names): readonly string[] {
  switch (subject.kind) {
    case 'lead':
      return [
        `Say “people ${names.nameOf(subject.officer)}” to link the name to somebody in Teams; it comes off by itself then.`,
      ];
    case 'import':
      return [
        because === 'orphan-text'
          ? 'Say to which ref it belongs: it stands there as printed. Or leave it out: it is kept in the history.'
          : `What was assumed holds until the next file, said with “import ${subject.plan}”. Seen: it is right so.`,
      ];
    case 'area':
      return ['Remind: they are asked once more. It comes off by itself when it is signed.'];
    case 'milestone':
      return [
        'It still stands: it is part of the plan, and is asked about as before. A later file without it is told again.',
        'Withdraw: it is not to be done any more. Superseded: another ref takes its place.',
      ];
    case 'digest':
      return because === 'undeliverable' ? [`Before it is sent again, ${REACH_AGAIN}.`] : [];
    case 'schedule':
      return ['Say “schedules” to run it now, or to let it begin again from now.'];
    case 'channel':
      return because === 'outsiders' ? ['Say “confirm members” in the channel when that is meant.'] : [];
    case 'sending':
      return ['At the command line: sending start. Each card is looked at again before it leaves.'];
    case 'history':
    case 'rows':
      return ['Find out who can write to storage. Which row it is says, at the command line: doctor'];
    case 'queue':
    case 'copy':
    case 'night':
    case 'window':
    case 'held':
    case 'rollup':
    case 'index':
      return [];
  }
}

/** Why an act was refused, in a sentence for a card. */
export function refusedWords(code: AttendRefusal): string {
  switch (code) {
    case 'no-such':
      return 'It is settled already.';
    case 'became':
      return 'It changed since this card was shown. This is how it stands now.';
    case 'cannot':
      return 'That cannot be done about it.';
    case 'changed':
      return 'It is being sent at this moment, or somebody else settled it. Look again in a minute.';
    case 'nothing-left':
      return 'All that this card asked was answered since, so there is nothing to send: waive it.';
    case 'not-linked':
      return 'Nobody in Teams is linked to the name, so it cannot be sent: link them first.';
    case 'overtaken':
      return 'A newer summary stands in that channel: waive this one.';
    case 'gone':
      return 'That channel or plan is gone, so there is nowhere to post: waive it.';
  }
}

function button(title: string, verb: string, tooltip: string, ref: string): DeskButton {
  return { title, verb, tooltip, link: { plan: '', ref, rev: 0 } };
}
