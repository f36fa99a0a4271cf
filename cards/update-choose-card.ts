import type { Declared } from '../bot/domain/plan.js';
import { KEY } from '../bot/domain/policy.js';
import type { ChooseView, MilestoneView, UpdateInputs } from '../bot/domain/views.js';
import {
  backOf,
  carriedOf,
  datesOpinion,
  dueLine,
  lastSaid,
  type BackModel,
  type CarriedModel,
  type OpinionModel,
} from './opinions.js';
import { compile, fitted, type Built, type Sign } from './render.js';
import { fullNameOf, statusOf, type NameModel, type StatusModel } from './rows.js';
import template from './update-choose.card.json';
import { capital, mark, shownRef } from './words.js';

interface ChoiceModel extends StatusModel {
  readonly rating: string;
  readonly meaning: string;
  readonly needs: string;
  readonly button: string;
  readonly token: string;
  readonly tooltip: string;
}

interface ChooseModel extends NameModel {
  readonly title: string;
  readonly due: readonly string[];
  readonly opinions: readonly OpinionModel[];
  readonly choices: readonly ChoiceModel[];
  readonly ticks: readonly CarriedModel[];
  readonly typed: readonly { readonly id: string; readonly value: string }[];
  readonly back: readonly BackModel[];
}

const NEEDS: Readonly<Record<Declared, string>> = {
  red: 'Needs the cause, the remedial action, a recovery date and any help you want.',
  amber: 'Needs the cause and a recovery date.',
  green: 'Needs one line on what has happened.',
  complete: 'Needs the day it was done, and the evidence or the day it will be shown. Someone else then confirms it.',
};

/** As much of each text as a form takes. */
const TYPED_LENGTH = 2000;

const render = compile<ChooseModel>(template);

/** "How is it going?": the last word, what the dates say, and one button a rating. */
export function updateChooseCard(view: ChooseView, sign: Sign): Built {
  const { milestone } = view;
  const card = fitted(view.ticks.length, (most) => {
    const ticks = view.ticks.slice(0, most);
    return render({
      title: 'How is it going?',
      ...fullNameOf(milestone.link.ref, milestone.text),
      due: [dueLine(milestone)],
      opinions: [lastSaid(milestone), datesOpinion(milestone)],
      choices: (['red', 'amber', 'green', 'complete'] as const).map((rating) => choiceOf(rating, milestone, sign)),
      ticks: carriedOf(ticks),
      typed: typedOf(view.inputs ?? {}),
      back: [backOf(ticks, sign)],
    });
  });
  return { card, summary: `Update ${shownRef(milestone.link.ref)}` };
}

/** Hidden, so that what was typed for one rating is there for the next. */
function typedOf(inputs: UpdateInputs): ChooseModel['typed'] {
  return Object.entries(inputs).map(([field, value]) => ({ id: `in_${field}`, value: value.slice(0, TYPED_LENGTH) }));
}

function choiceOf(rating: Declared, milestone: MilestoneView, sign: Sign): ChoiceModel {
  const { lastUpdate, link } = milestone;
  const last = lastUpdate?.rating === rating ? (lastUpdate.byReader ? ', your last rating' : ', the last rating') : '';
  return {
    ...statusOf(rating, last),
    rating,
    meaning: `${capital(KEY[rating].definition)}.`,
    needs: NEEDS[rating],
    button: mark(rating),
    token: sign('choose-rating', link),
    tooltip: `Rate ${shownRef(link.ref)} ${KEY[rating].word}`,
  };
}
