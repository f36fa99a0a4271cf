import { parseCivilDate } from '../bot/domain/dates.js';
import type { AskFormView, AskInputs } from '../bot/domain/views.js';
import { escapeMarkdown, keptTyped } from './markdown.js';
import { fitted, NOWHERE, type Built, type Sign } from './render.js';
import { fullNameOf, statusOf } from './rows.js';
import {
  backToSummary,
  positionOf,
  renderReply,
  reply,
  replyButton,
  type ReplyButton,
  type ReplyField,
} from './summary-reply.js';
import { cut, listed, lookAgain, sentence, shownRef } from './words.js';

const TYPED_AT_MOST = 2_000;
const MESSAGE_LENGTH = 400;
const NAMES = 4;

const FIELDS: readonly {
  readonly name: keyof AskInputs;
  readonly input: 'box' | 'line' | 'date';
  readonly label: string;
}[] = [
  { name: 'which', input: 'line', label: 'Which meeting' },
  { name: 'on', input: 'date', label: 'When it was' },
  { name: 'who', input: 'line', label: 'Who asked' },
  { name: 'question', input: 'box', label: 'The question' },
];

const FIELD_WORDS: Readonly<Record<keyof AskInputs, string>> = {
  which: 'the meeting',
  on: 'its day',
  who: 'who asked',
  question: 'the question',
};

/** One box to ask about a milestone: who is asked, who is told, and who will see it. */
export function askCard(view: AskFormView, sign: Sign): Built {
  const { head, link, text, meeting, grade, rating } = view;
  const ref = shownRef(link.ref);
  const title = `Ask about ${ref}`;
  const fields = FIELDS.filter(({ name }) => meeting || name === 'question');
  const send = replyButton('Send the question', 'record-ask', link, sign, `Send the question about ${ref}`);
  const card = fitted(TYPED_AT_MOST, (room) =>
    renderReply(
      reply({
        title: escapeMarkdown(title),
        position: [escapeMarkdown(positionOf(head))],
        named: [fullNameOf(link.ref, text)],
        status: [statusOf(grade ?? rating, '.')],
        wrong: wrongOf(view),
        fields: fields.map((field) => fieldOf(field, view, room)),
        next: [whoIsAsked(view)],
        seen: [seenBy(view)],
        buttons: [{ ...send, inputs: 'auto' }, back(view, sign)],
      }),
    ),
  );
  return { card, summary: view.errors.length > 0 ? `Not saved yet: ${title}` : title };
}

function back({ head, own }: AskFormView, sign: Sign): ReplyButton {
  return own ? replyButton('Show my list', 'back-to-digest', NOWHERE, sign) : backToSummary(head, sign);
}

function wrongOf({ errors }: AskFormView): readonly string[] {
  if (errors.length === 0) return [];
  const names = [...new Set(errors.flatMap(({ field }) => (field === null ? [] : [FIELD_WORDS[field]])))];
  const others = errors
    .filter(({ field }) => field === null)
    .map(({ message }) => sentence(cut(message, MESSAGE_LENGTH)));
  return [[...(names.length === 0 ? [] : [lookAgain(names).trim()]), ...others].join(' ')];
}

function fieldOf({ name, input, label }: (typeof FIELDS)[number], view: AskFormView, room: number): ReplyField {
  const wrong = view.errors.filter(({ field }) => field === name).slice(0, 2);
  const typed = view.inputs[name] ?? '';
  const value =
    input === 'date'
      ? (parseCivilDate(typed) ?? '')
      : keptTyped(input === 'line' ? typed.replace(/[\r\n]+/g, ' ') : typed, room);
  const words = [label, '(required)', ...(wrong.length > 0 ? ['(needs another look)'] : [])].join(' ');
  const model = { id: `in_x_${name}`, label: words, value };
  return {
    box: input === 'box' ? [model] : [],
    line: input === 'line' ? [model] : [],
    date: input === 'date' ? [model] : [],
    errors: wrong.map(({ message }) => `Error: ${escapeMarkdown(sentence(cut(message, MESSAGE_LENGTH)))}`),
  };
}

/** Who is asked for the answer and who is told of the question: the same before it is sent and after. */
export function whoIsAsked({ answers, copied }: Pick<AskFormView, 'answers' | 'copied'>): string {
  const names = listed(answers.slice(0, NAMES).map((name) => cut(name)));
  const asked =
    answers.length === 0
      ? 'Nobody is there to answer at present: it waits until somebody is.'
      : `${names} ${answers.length === 1 ? 'is' : 'are'} asked on their next card.`;
  const told = listed(copied.slice(0, NAMES).map((name) => cut(name)));
  return copied.length === 0 ? asked : `${asked} ${told} ${copied.length === 1 ? 'is' : 'are'} told.`;
}

/** Where the answer is told, and when. */
export function whereAnswered({ own }: Pick<AskFormView, 'own'>): string {
  const where = own ? 'on your card, and in the channels that read of it' : 'in the thread of the summary';
  return `The answer comes ${where}, once the head of service has released it or after two working days.`;
}

function seenBy({ own, meeting }: AskFormView): string {
  const name = meeting ? 'the question with the name of who asked it' : 'your question with your name';
  return `Whoever reads the summary or the report reads ${name}. ${whereAnswered({ own })} Please leave out children’s names and case numbers.`;
}
