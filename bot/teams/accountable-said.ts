/** "sign off AREA", "release PLAN", "overall rating PLAN": which one is meant, and its card. */
import { noticeCard, whichCard, type Built, type Sign } from '../../cards/index.js';
import type { AccountableAct, Command } from '../domain/command.js';
import { nearestNames } from '../domain/nearest.js';
import type { WhichView } from '../domain/views.js';
import { ownedBy, signableBy } from '../flows/accountable-for.js';
import { recordAct } from '../flows/audit.js';
import type { Ports } from '../flows/ports.js';
import type { Caller } from './callers.js';
import { overallForm, releaseForm, signOffForm } from './press-leaders.js';
import { refuseElsewhere } from './refusals.js';
import type { Reply, Said } from './turns.js';
import type { Asker } from './whom.js';

type Choice = WhichView['choices'][number];

/** Said in their own chat only. */
export async function sayAccountable(
  ports: Ports,
  { scope }: Said,
  caller: Caller,
  { act, name }: Extract<Command, { kind: 'accountable' }>,
  sign: Sign,
): Promise<readonly Reply[]> {
  const { officer, admin } = caller;
  if (officer === null || scope !== 'personal') return [noticeCard(await refuseElsewhere(ports, caller, act), sign)];
  const asker: Asker = { ports, reader: officer.id, admin, sign };
  const choices = await choicesFor(asker, act);
  if (choices.length === 0) return [await nothing(asker, act)];
  const wanted = name.trim().toLowerCase();
  const meant = wanted === '' ? choices : choices.filter((one) => namesOf(one).some((each) => each === wanted));
  const [only] = meant;
  if (only !== undefined && meant.length === 1) return formFor(asker, act, only);
  const near = nearestNames(name, choices.flatMap(namesOf));
  const close = choices.filter((one) => namesOf(one).some((each) => near.includes(each)));
  const offered = meant.length > 0 ? meant : close.length > 0 ? close : choices;
  const title = wanted === '' ? 'Which one?' : `There is no “${name}” for you here`;
  const lines = meant.length === 0 ? ['These are yours:'] : [];
  return [whichCard({ title, lines, choices: offered, carried: {} }, sign)];
}

async function choicesFor({ ports, reader }: Asker, act: AccountableAct): Promise<readonly Choice[]> {
  if (act === 'sign-off') {
    return (await signableBy(ports, reader)).map(({ plan, code, title, window }) => ({
      ...{ name: title, words: '', small: `${window}, ${plan.title}`, button: 'Look and sign', verb: 'open-sign-off' },
      link: { plan: plan.id, ref: code, rev: 0 },
    }));
  }
  const way =
    act === 'release'
      ? { button: 'Look and release', verb: 'open-release' }
      : { button: 'Overall rating', verb: 'open-overall' };
  return (await ownedBy(ports, reader)).map(({ id, title }) => ({
    ...{ name: title, words: '', small: '', ...way },
    link: { plan: id, ref: '', rev: 0 },
  }));
}

/** What it can be called by. */
function namesOf({ name, link }: Choice): readonly string[] {
  return [name, link.ref === '' ? link.plan : link.ref].map((one) => one.toLowerCase());
}

async function formFor(asker: Asker, act: AccountableAct, { link }: Choice): Promise<readonly Built[]> {
  switch (act) {
    case 'sign-off':
      return [await signOffForm(asker, link.plan, link.ref)];
    case 'release': {
      const { form, draft } = await releaseForm(asker, link.plan);
      return draft === null ? [form] : [draft, form];
    }
    case 'overall':
      return [await overallForm(asker, link.plan)];
  }
}

const NOTHING: Readonly<Record<AccountableAct, readonly [string, string]>> = {
  'sign-off': [
    'Nothing to sign off',
    'Figures are signed off between the day on which a reporting window freezes them and the day on which they are posted, by the head of service of each area or the plan owner. None that are yours wait now.',
  ],
  release: ['Nothing to release', 'Only the owner of a plan releases its summary, and no plan is yours.'],
  overall: ['This is not yours', 'Only the owner of a plan sets its overall rating, and no plan is yours.'],
};

async function nothing({ ports, reader, sign }: Asker, act: AccountableAct): Promise<Built> {
  await recordAct(ports, { kind: 'officer', id: reader }, act, '', 'nothing of theirs');
  const [title, line] = NOTHING[act];
  return noticeCard({ title, lines: [line] }, sign);
}
