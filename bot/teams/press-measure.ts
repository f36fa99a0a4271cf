/** Measures, said or pressed in somebody's own chat: which one, and its form. */
import { measureCard, noticeCard, whichCard, type Built } from '../../cards/index.js';
import { MEASURE_FIELDS, type MeasureTyped } from '../domain/measure-form.js';
import { enterableBy, enterMeasure, measureFormFor } from '../flows/enter-measure.js';
import { holding, refused, type CardDesk, type Press } from './press.js';
import type { Asker } from './whom.js';

const NOT_YOURS = {
  title: 'This is not yours to enter',
  lines: ['Its leads, the head of service, the plan owner and administrators enter a measure.'],
};

/** "measures", with a plan, an area, a ref or a code behind it. */
export async function sayMeasures(asker: Asker, what: string): Promise<Built> {
  const { ports, sign } = asker;
  const all = await enterableBy(ports, { id: asker.reader, admin: asker.admin });
  if (all.length === 0) {
    const lines = ['No plan has a measure that is yours to enter.', ...NOT_YOURS.lines];
    return noticeCard({ title: 'There is no measure for you', lines }, sign);
  }
  const wanted = what.trim().toLowerCase();
  const isMeant = ({ contents: { plan }, measure: { code, name, area, ref } }: (typeof all)[number]): boolean =>
    [plan.id, plan.title, code, name, area, ref].some((one) => one?.toLowerCase() === wanted);
  const named = wanted === '' ? all : all.filter(isMeant);
  const [only] = named;
  if (only !== undefined && named.length === 1) return formOf(asker, only.contents.plan.id, only.measure.code);
  const offered = named.length > 0 ? named : all;
  const choices = offered.map(({ contents: { plan }, measure: { code, name, ref, area } }) => ({
    ...{ name: code, words: name, small: [ref ?? area, plan.title].filter((one) => one !== null).join(', ') },
    ...{ button: 'Enter', verb: 'open-measure', link: { plan: plan.id, ref: code, rev: 0 } },
  }));
  const lines = named.length === 0 && wanted !== '' ? [`None of yours is in “${what}”. These are:`] : [];
  return whichCard({ title: 'Which measure?', lines, choices, carried: {} }, sign);
}

async function formOf(
  { ports, reader, admin, sign }: Asker,
  plan: string,
  code: string,
  typed?: MeasureTyped,
): Promise<Built> {
  const view = await measureFormFor(ports, { id: reader, admin }, { plan, code, typed });
  return view === null ? noticeCard(NOT_YOURS, sign) : measureCard(view, sign);
}

export function openMeasure(desk: CardDesk, press: Press): Promise<Built> {
  const { plan, ref } = press.claim;
  const typed = typedIn(press);
  // Who opens it for the first time finds the day filled in.
  const given = Object.values(typed).some((value) => value !== '') ? typed : undefined;
  return holding(desk, press, 'form', formOf({ ports: desk.ports, ...press }, plan, ref, given));
}

export function recordMeasure(desk: CardDesk, press: Press): Promise<Built> {
  return holding(desk, press, 'form', recorded(desk, press));
}

async function recorded({ ports }: CardDesk, press: Press): Promise<Built> {
  const { claim, reader, admin, sign } = press;
  const order = { plan: claim.plan, code: claim.ref, rev: claim.rev, typed: typedIn(press) };
  const view = await enterMeasure(ports, { id: reader, admin }, order);
  return view === null ? refused(press, NOT_YOURS) : measureCard(view, sign);
}

function typedIn({ action }: Press): MeasureTyped {
  return Object.fromEntries(MEASURE_FIELDS.map((field) => [field, action.fields[field] ?? '']));
}
