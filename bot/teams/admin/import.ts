/** A plan file in an admin's own chat: sent, looked at, decided about, loaded. */
import {
  importDifferenceCard,
  importDoneCard,
  importDoubtsCard,
  importFoundCard,
  noticeCard,
  whichCard,
  type Built,
} from '../../../cards/index.js';
import { isRefused, type Refused } from '../../domain/read-plan.js';
import { changeDraft, dropDraft, loadDraft, nameFault, readDraft, type ReadDraft } from '../../flows/import-draft.js';
import { columnsTyped, decisionsTyped, differenceView, doubtsView, foundView } from '../../flows/import-views.js';
import { applyFile, differenceTo, type NextFile, type NextFileAnswer } from '../../flows/reimport.js';
import type { CardDesk, Handler, Press } from '../press.js';
import type { Asker } from '../whom.js';
import { askerOf, onlyAdmins } from './index.js';
import type { Saying } from './sayings.js';

/** What a press on a card of a draft comes to, when who pressed may and the draft is there. */
type OnDraft = (asker: Asker, read: ReadDraft, press: Press) => Promise<Built>;

function onDraft(act: OnDraft): Handler {
  return async ({ ports }: CardDesk, press: Press) => {
    const asker = askerOf(ports, press);
    const refused = await onlyAdmins(asker, 'import', press.verb);
    if (refused !== null) return refused;
    const read = await readDraft(ports, press.claim.ref);
    if (read === null) return noticeCard(GONE, press.sign);
    return isRefused(read) ? notRead(asker, read) : act(asker, read, press);
  };
}

const GONE = {
  title: 'That file is here no more',
  lines: ['It was loaded or discarded, or lay here for a week. Send it again to begin anew.'],
};
const MEANWHILE = {
  title: 'Somebody else changed it at the same moment',
  lines: ['Nothing of yours was saved. Say “import” to see how it stands now.'],
};

function notRead({ sign }: Asker, { refused }: Refused): Built {
  return noticeCard({ title: 'This file cannot be read as a plan', lines: [refused, 'Nothing was loaded.'] }, sign);
}

export const IMPORT_PRESSES = {
  'open-import': onDraft((asker, read) => Promise.resolve(found(asker, read))),
  'read-import': onDraft((asker, read, press) => withForm(asker, read, press, found)),
  'open-doubts': onDraft((asker, read, press) =>
    Promise.resolve(importDoubtsCard(doubtsView(asker.ports, read, press.claim.rev), asker.sign)),
  ),
  'save-doubts': onDraft(saveDoubts),
  'compare-import': onDraft((asker, read, press) => withForm(asker, read, press, compared)),
  'load-import': onDraft((asker, read, press) => withForm(asker, read, press, loaded)),
  'apply-import': onDraft(applied),
  'drop-import': onDraft(async ({ ports, reader, sign }, { draft }) => {
    await dropDraft(ports, draft.id, { kind: 'officer', id: reader });
    return noticeCard({ title: 'The file is discarded', lines: ['Nothing of it was loaded.'] }, sign);
  }),
} as const satisfies Readonly<Record<string, Handler>>;

export const IMPORT_SAYINGS = { import: sayImport } as const satisfies Readonly<Record<string, Saying>>;

const HOW = [
  'Send the plan here with the paper clip: a Word document, an Excel workbook or a CSV file of at most 25 MB.',
  'You see what was found, and every doubt, before anything is loaded.',
];

/** What to do, and the files that somebody has not finished with. */
async function sayImport({ ports, sign }: Asker): Promise<Built> {
  const drafts = await ports.drafts.list();
  if (drafts.length === 0) return noticeCard({ title: 'Load a plan', lines: HOW }, sign);
  const choices = drafts.slice(0, 20).map(({ id, fileName, plan, title }) => ({
    ...{ name: fileName, words: title, small: plan, button: 'Go on', verb: 'open-import' },
    link: { plan: '', ref: id, rev: 0 },
  }));
  return whichCard(
    { title: 'Load a plan', lines: [HOW[0] ?? '', 'Or go on with one of these:'], choices, carried: {} },
    sign,
  );
}

function found({ ports, sign }: Asker, read: ReadDraft): Built {
  return importFoundCard(foundView(ports, read), sign);
}

/** What was typed on the first card is kept before anything else; what cannot be kept comes back with its text. */
async function withForm(
  asker: Asker,
  read: ReadDraft,
  { action: { fields } }: Press,
  then: (asker: Asker, read: ReadDraft) => Promise<Built> | Built,
): Promise<Built> {
  const { ports, sign } = asker;
  const plan = (fields.plan ?? read.draft.plan).trim();
  const title = (fields.title ?? read.draft.title).trim();
  const columns = columnsTyped(ports, read, fields);
  const fault =
    nameFault(plan, title) ?? ('message' in columns ? { field: 'columns', message: columns.message } : null);
  if (fault !== null || 'message' in columns) {
    return importFoundCard({ ...foundView(ports, read, fault), plan, title }, sign);
  }
  const next = await changeDraft(ports, read, { plan, title, columns: columns.columns });
  if (next === 'conflict') return noticeCard({ ...MEANWHILE, fields }, sign);
  if (!isRefused(next)) return then(asker, next);
  const error = { field: 'columns', message: `Read so, it is no plan: ${next.refused}` };
  return importFoundCard({ ...foundView(ports, read, error), plan, title }, sign);
}

async function saveDoubts(asker: Asker, read: ReadDraft, { action: { fields }, claim }: Press): Promise<Built> {
  const { ports, sign } = asker;
  const next = await changeDraft(ports, read, { decisions: decisionsTyped(ports, read, fields) });
  if (next === 'conflict') return noticeCard({ ...MEANWHILE, fields }, sign);
  if (isRefused(next)) return notRead(asker, next);
  const here = doubtsView(ports, next, claim.rev, fields);
  if (here.error !== null) return importDoubtsCard(here, sign);
  const isLast = here.page >= here.pages - 1;
  return isLast ? found(asker, next) : importDoubtsCard(doubtsView(ports, next, claim.rev + 1), sign);
}

async function loaded(asker: Asker, read: ReadDraft): Promise<Built> {
  const { ports, reader, sign } = asker;
  const done = await loadDraft(ports, read, { kind: 'officer', id: reader });
  if (done === 'exists') return compared(asker, read);
  const { plan, title } = read.draft;
  return importDoneCard({ plan, title, milestones: read.file.rows.length, changed: false }, sign);
}

/* ---- A plan that is there already ---- */

function nextFile({ reader }: Asker, { draft, printed }: ReadDraft): NextFile {
  const { plan, asAt, decisions } = draft;
  return { plan, file: printed, asAt, decisions, acceptSuggestions: false, enteredBy: { kind: 'officer', id: reader } };
}

async function compared(asker: Asker, read: ReadDraft): Promise<Built> {
  return differenceOr(asker, read, await differenceTo(asker.ports, nextFile(asker, read)));
}

function differenceOr({ sign }: Asker, read: ReadDraft, answer: NextFileAnswer): Built {
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
      return importDifferenceCard(differenceView(read, answer.difference), sign);
  }
}

async function applied(asker: Asker, read: ReadDraft): Promise<Built> {
  const { ports, sign } = asker;
  const answer = await applyFile(ports, nextFile(asker, read));
  if (answer.kind !== 'applied') return differenceOr(asker, read, answer);
  await ports.drafts.remove(read.draft.id);
  const { plan, title } = read.draft;
  return importDoneCard(
    { plan, title: read.existing?.title ?? title, milestones: read.file.rows.length, changed: true },
    sign,
  );
}
