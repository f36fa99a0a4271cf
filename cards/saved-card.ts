import { inWords } from '../bot/domain/dates.js';
import type { SavedView } from '../bot/domain/views.js';
import { leftOf, type LeftModel } from './left.js';
import { carriedOf } from './opinions.js';
import { compile, type Built, type Sign } from './render.js';
import { datesSayOf, nameOf, type NameModel, type StatusModel } from './rows.js';
import template from './saved.card.json';
import { cut, listed, mark, shownRef } from './words.js';

interface SavedModel extends NameModel {
  readonly title: string;
  readonly said: readonly string[];
  readonly next: readonly string[];
  readonly datesSay: readonly StatusModel[];
  readonly changeToken: string;
  readonly changeTooltip: string;
  readonly ticks: ReturnType<typeof carriedOf>;
  readonly left: readonly LeftModel[];
}

const render = compile<SavedModel>(template);

/** "It is kept. What now?" The same card again when the same submission arrives twice. */
export function savedCard(view: SavedView, sign: Sign): Built {
  const { milestone, on } = view;
  const rating = milestone.lastUpdate?.rating ?? milestone.rating;
  const title = `Saved as ${mark(rating)}`;
  const ref = shownRef(milestone.link.ref);
  const card = render({
    title,
    ...nameOf(milestone.link.ref, milestone.text),
    said: [saidOf(view)],
    next: nextOf(view),
    datesSay: milestone.disagrees ? [datesSayOf(milestone.check)] : [],
    changeToken: sign('open-update', milestone.link),
    changeTooltip: `Change the answer for ${ref}`,
    ticks: carriedOf(view.ticks ?? []),
    left: [leftOf(view.left, on, sign)],
  });
  return { card, summary: `${title}: ${ref}` };
}

function saidOf({ time, on, recovery }: SavedView): string {
  const green = recovery === null ? '' : ` Recovery date ${inWords(recovery)}.`;
  return `By you at ${cut(time)} on ${inWords(on)}.${green}`;
}

function nextOf(view: SavedView): readonly string[] {
  const { stoppedEscalation, coLeads, evidenceDue, askedAgainOn } = view;
  const next: string[] = [];
  if (stoppedEscalation !== null)
    next.push(`Your answer stopped the escalation set for ${inWords(stoppedEscalation)}.`);
  if (coLeads.length > 0) {
    const names = listed(coLeads.slice(0, 6).map((name) => cut(name)));
    const [shares, is] = coLeads.length === 1 ? ['shares', 'is'] : ['share', 'are'];
    next.push(`${names}, who ${shares} it with you, ${is} told.`);
  }
  const shown = evidenceDue === null ? '' : ' once it is shown';
  if (view.milestone.state === 'delivered') next.push(`Somebody else confirms the evidence${shown}.`);
  if (evidenceDue !== null) next.push(`The evidence is to be shown by ${inWords(evidenceDue)}.`);
  if (askedAgainOn === null) next.push('You are not asked about it again.');
  else next.push(`You are asked${evidenceDue === null ? ' again' : ' for it'} on ${inWords(askedAgainOn)}.`);
  return next;
}
