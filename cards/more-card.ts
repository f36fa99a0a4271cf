import { inWords } from '../bot/domain/dates.js';
import type { MoreView } from '../bot/domain/views.js';
import { whoDecides } from './change-words.js';
import { dueLine } from './due-words.js';
import { keptTyped } from './markdown.js';
import template from './more.card.json';
import { backOf, carriedOf, type BackModel, type CarriedModel } from './opinions.js';
import { compile, fitted, type Built, type Sign } from './render.js';
import { formNotes } from './row-notes.js';
import { buttonOf, fullNameOf, type ButtonModel, type NameModel, type NoteModel } from './rows.js';
import { capital, cut, quote, sentence, shownRef } from './words.js';

interface Choice {
  readonly name: string;
  readonly meaning: string;
  readonly button: string;
  readonly verb: string;
}

interface MoreModel extends NameModel {
  readonly title: string;
  readonly due: readonly string[];
  readonly notes: readonly NoteModel[];
  readonly none: readonly string[];
  readonly choices: readonly (Choice & ButtonModel & { readonly inputs: string })[];
  readonly ticks: readonly CarriedModel[];
  readonly typed: readonly { readonly id: string; readonly value: string }[];
  readonly update: readonly (ButtonModel & { readonly inputs: string })[];
  readonly back: readonly BackModel[];
}

const QUESTION_LENGTH = 200;
/** As much of each text as a form takes. */
const TYPED_LENGTH = 2000;

const render = compile<MoreModel>(template);

/** What else there is to say of one milestone than how it is going: what waits already, and a button for each. */
export function moreCard(view: MoreView, sign: Sign): Built {
  const { milestone, ticks } = view;
  const { link } = milestone;
  const ref = shownRef(link.ref);
  const typedBefore = Object.entries(view.typed ?? {});
  const card = fitted(ticks.length + TYPED_LENGTH, (room) => {
    const carried = ticks.slice(0, Math.max(0, room - TYPED_LENGTH));
    const back = backOf(carried, sign);
    const inputs = typedBefore.length === 0 ? back.inputs : 'auto';
    const choices = choicesOf(view);
    return render({
      title: 'Something else',
      ...fullNameOf(link.ref, milestone.text),
      due: [dueLine(milestone)],
      notes: formNotes(milestone),
      none: nothingElse(view),
      choices: choices.map((choice) => ({
        ...choice,
        token: sign(choice.verb, link),
        tooltip: `${choice.button} ${ref}`,
        inputs,
      })),
      ticks: carriedOf(carried),
      typed: typedBefore.map(([id, value]) => ({ id, value: keptTyped(value, Math.min(room, TYPED_LENGTH)) })),
      update: view.may.update ? [{ ...buttonOf(milestone, sign), inputs }] : [],
      back: [back],
    });
  });
  return { card, summary: `Something else about ${ref}` };
}

function choicesOf(view: MoreView): readonly Choice[] {
  const { may } = view;
  return [
    ...questionOf(view),
    ...takeBackOf(view),
    ...(may.defer ? [deferOf(view)] : []),
    ...(may.end ? [endOf(view)] : []),
    ...(may.handover ? [handoverOf(view)] : []),
    HISTORY,
    ...(may.behalf ? [BEHALF] : []),
  ];
}

const HISTORY: Choice = {
  name: 'See its history',
  meaning: 'Every update, date and decision, with who and when.',
  button: 'History',
  verb: 'open-history',
};

const BEHALF: Choice = {
  name: 'Enter an update for somebody',
  meaning: 'What reached you by e-mail, by phone or in a meeting. They are told, and can correct it.',
  button: 'Enter for somebody',
  verb: 'open-behalf',
};

function questionOf({ question }: MoreView): readonly Choice[] {
  if (question === null) return [];
  const asker = cut(question.by) || 'Somebody';
  const meaning = sentence(`${asker} asked on ${inWords(question.on)}: ${quote(question.text, QUESTION_LENGTH)}`);
  return [{ name: 'A question waits for your answer', meaning, button: 'Answer', verb: 'open-answer' }];
}

function takeBackOf({ waits }: MoreView): readonly Choice[] {
  if (waits?.own !== true) return [];
  const meaning = `${capital(sentence(cut(waits.what, QUESTION_LENGTH)))} Nobody is asked to decide it any more.`;
  return [{ name: 'Take back what you proposed', meaning, button: 'Take it back', verb: 'withdraw-proposal' }];
}

function deferOf({ milestone: { deferral }, latest }: MoreView): Choice {
  const until = deferral === null || deferral.ended ? null : deferral.until;
  const meaning =
    until === null
      ? `Nobody is asked about it until a day that you choose, ${inWords(latest)} at the latest. Its own date still counts.`
      : `It is left until ${inWords(until)}. Choose another day, or have it asked about again now.`;
  return { name: 'Leave it for now', meaning, button: 'Leave it for now', verb: 'open-defer' };
}

function endOf(view: MoreView): Choice {
  const meaning = `Withdrawn, superseded, business as usual, or carried over. ${whoDecides(view, 'decides')}`;
  return { name: 'Close it another way', meaning, button: 'Close it', verb: 'open-end' };
}

function handoverOf(view: MoreView): Choice {
  const meaning = `Somebody else leads it from then on. ${whoDecides(view, 'confirms it')}`;
  return { name: 'Hand it over', meaning, button: 'Hand over', verb: 'open-handover' };
}

/** Why there is so little to press. */
function nothingElse({ may, waits, milestone: { state } }: MoreView): readonly string[] {
  if (may.defer || may.end || may.handover) return [];
  const open = state === 'not-started' || state === 'in-progress' || state === 'paused';
  if (open && !may.update) return ['Only who leads it or is accountable for it can say anything else of it.'];
  if (waits === null) return ['It is not open, so there is nothing else to say of it.'];
  return ['What waits is to be decided first: until then nothing else can be proposed.'];
}
