/** A later file of a plan that is there: what it changes, decided about and applied. */
import { importDifferenceCard, importDoneCard, noticeCard, type Built } from '../../../cards/index.js';
import { isBetween, type Decision } from '../../domain/plan-decisions.js';
import { isRefused } from '../../domain/read-plan.js';
import { changeDraft, nextFileOf, type ReadDraft } from '../../flows/import-draft.js';
import { differenceView } from '../../flows/import-difference.js';
import { decisionsTyped } from '../../flows/import-views.js';
import { applyFile, differenceTo, type NextFile, type NextFileAnswer } from '../../flows/reimport.js';
import type { Press } from '../press.js';
import type { Asker } from '../whom.js';

/** What somebody reads whose press was overtaken by another. */
export const MEANWHILE = {
  title: 'Somebody else changed it at the same moment',
  lines: ['Nothing of yours was saved. Say “import” to see how it stands now.'],
};

/** Which page of choices, and what is to be told above them. */
interface Shown {
  readonly wanted: number;
  readonly told: readonly string[];
}

const FIRST: Shown = { wanted: 0, told: [] };

function orderOf({ reader }: Asker, read: ReadDraft): NextFile {
  return nextFileOf(read, { kind: 'officer', id: reader });
}

/** What the file would change. */
export async function compared(asker: Asker, read: ReadDraft, shown: Shown = FIRST): Promise<Built> {
  const order = orderOf(asker, read);
  const answer = await differenceTo(asker.ports, order);
  if (answer.kind !== 'faults') return differenceOr(asker, read, answer, shown);
  // Once one row is another milestone, what was chosen about it holds no more.
  const wrong = new Set(answer.faults.map(({ id }) => id));
  const stands = (one: Decision): boolean => !isBetween(one) || !wrong.has(one.id);
  const without = await changeDraft(asker.ports, read, { decisions: read.draft.decisions.filter(stands) });
  if (without === 'conflict' || isRefused(without)) return noticeCard(MEANWHILE, asker.sign);
  const told = [...shown.told, 'Choices that hold no more were taken back'];
  return differenceOr(asker, without, await differenceTo(asker.ports, orderOf(asker, without)), { ...shown, told });
}

function differenceOr({ ports, sign }: Asker, read: ReadDraft, answer: NextFileAnswer, shown: Shown): Built {
  switch (answer.kind) {
    case 'refused':
      return noticeCard({ title: 'This file cannot be applied', lines: [answer.refusal.message] }, sign);
    case 'faults':
      return noticeCard(
        { title: 'Some choices cannot be followed', lines: answer.faults.map(({ message }) => message) },
        sign,
      );
    case 'difference':
    case 'applied':
      return importDifferenceCard(differenceView(ports, read, answer.difference, shown), sign);
  }
}

/** The draft with what was chosen on the card; null when nothing else was chosen than before. */
async function withChoices({ ports, ...asker }: Asker, read: ReadDraft, { action: { fields } }: Press) {
  const answer = await differenceTo(ports, orderOf({ ports, ...asker }, read));
  if (answer.kind !== 'difference') return null;
  const decisions = decisionsTyped(ports, { draft: read.draft, open: answer.difference.decisions }, fields);
  const keyOf = (all: readonly Decision[]): string => JSON.stringify(all.map(({ id, choice }) => [id, choice]).sort());
  if (keyOf(decisions) === keyOf(read.draft.decisions)) return null;
  const next = await changeDraft(ports, read, { decisions });
  return next === 'conflict' || isRefused(next) ? 'conflict' : next;
}

/** Keeps the choices of one page, and shows what follows from them, with the next page; behind the last, the first. */
export async function saveDifference(asker: Asker, read: ReadDraft, press: Press): Promise<Built> {
  const next = await withChoices(asker, read, press);
  if (next === 'conflict') return noticeCard({ ...MEANWHILE, fields: press.action.fields }, asker.sign);
  return compared(asker, next ?? read, { wanted: press.claim.rev, told: ['Your choices are kept'] });
}

/** Applies what was shown: choices that were made since are kept, and shown first with what follows from them. */
export async function applied(asker: Asker, read: ReadDraft, press: Press): Promise<Built> {
  const { ports, sign } = asker;
  const chosen = await withChoices(asker, read, press);
  if (chosen === 'conflict') return noticeCard({ ...MEANWHILE, fields: press.action.fields }, sign);
  if (chosen !== null) {
    const told = ['Your choices are kept and change what is listed: look again, then apply'];
    return compared(asker, chosen, { wanted: 0, told });
  }
  const answer = await applyFile(ports, orderOf(asker, read));
  if (answer.kind !== 'applied') return differenceOr(asker, read, answer, FIRST);
  await ports.drafts.remove(read.draft.id);
  const { plan, title } = read.draft;
  return importDoneCard(
    { plan, title: read.existing?.title ?? title, milestones: read.file.rows.length, changed: true },
    sign,
  );
}
