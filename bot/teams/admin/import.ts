/** A plan file in an admin's own chat: sent, looked at, decided about, loaded. */
import {
  importAsksCard,
  importDoneCard,
  importDoubtsCard,
  importFoundCard,
  noticeCard,
  whichCard,
  type Built,
} from '../../../cards/index.js';
import { isRefused, type Refused } from '../../domain/read-plan.js';
import {
  changeDraft,
  dropDraft,
  loadDraft,
  readDraft,
  type ReadDraft,
  type UnreadDraft,
} from '../../flows/import-draft.js';
import { saidTyped, trackerTyped } from '../../flows/import-typed.js';
import {
  asksView,
  columnsTyped,
  decisionsTyped,
  doubtsView,
  foundView,
  pageOfFault,
} from '../../flows/import-views.js';
import type { CardDesk, Handler, Press } from '../press.js';
import type { Asker } from '../whom.js';
import { applied, compared, MEANWHILE, saveDifference } from './import-next.js';
import { askerOf, onlyAdmins } from './index.js';
import type { Saying } from './sayings.js';

/** What a press on a card of a draft comes to, when who pressed may and the draft is there. */
type OnDraft = (asker: Asker, read: ReadDraft, press: Press) => Promise<Built>;

/** The same where its file is no plan as it is read now. */
type OnUnread = (asker: Asker, read: UnreadDraft, press: Press) => Promise<Built> | Built;

function onDraft(act: OnDraft, unread: OnUnread = asks): Handler {
  return async ({ ports }: CardDesk, press: Press) => {
    const asker = askerOf(ports, press);
    const refused = await onlyAdmins(asker, 'import', press.verb);
    if (refused !== null) return refused;
    const read = await readDraft(ports, press.claim.ref);
    if (read === null) return noticeCard(GONE, press.sign);
    return isRefused(read) ? unread(asker, read, press) : act(asker, read, press);
  };
}

const GONE = {
  title: 'That file is here no more',
  lines: ['It was loaded or discarded, or lay here for a week. Send it again to begin anew.'],
};

/** What has to be said before the file can be read; what no file of that kind is, plainly. */
function asks(asker: Asker, read: UnreadDraft): Built {
  return read.wants === undefined ? notRead(asker, read) : importAsksCard(asksView(read), asker.sign);
}

/** What was typed of a file that could not be read without it. */
async function answered(asker: Asker, read: UnreadDraft, { action: { fields } }: Press): Promise<Built> {
  const { ports, sign } = asker;
  const said = trackerTyped(read.draft, fields);
  if ('message' in said) return importAsksCard(asksView(read, said, fields), sign);
  const next = await changeDraft(ports, read, said);
  if (next === 'conflict') return noticeCard({ ...MEANWHILE, fields }, sign);
  if (!isRefused(next)) return found(asker, next);
  const error = { field: next.wants ?? 'kind', message: next.wants === undefined ? next.refused : 'This is missing' };
  return importAsksCard(asksView({ ...read, ...next }, error, fields), sign);
}

function notRead({ sign }: Asker, { refused }: Refused): Built {
  return noticeCard({ title: 'This file cannot be read as a plan', lines: [refused, 'Nothing was loaded.'] }, sign);
}

export const IMPORT_PRESSES = {
  'open-import': onDraft((asker, read) => Promise.resolve(found(asker, read))),
  'read-import': onDraft((asker, read, press) => withForm(asker, read, press, found), answered),
  'open-doubts': onDraft((asker, read, press) =>
    Promise.resolve(importDoubtsCard(doubtsView(asker.ports, read, press.claim.rev), asker.sign)),
  ),
  'save-doubts': onDraft(saveDoubts),
  'compare-import': onDraft((asker, read, press) => withForm(asker, read, press, comparedOrDoubts)),
  'load-import': onDraft((asker, read, press) => withForm(asker, read, press, loaded)),
  'apply-import': onDraft(applied),
  'save-difference': onDraft(saveDifference),
  'drop-import': onDraft(dropped, dropped),
} as const satisfies Readonly<Record<string, Handler>>;

async function dropped({ ports, reader, sign }: Asker, { draft }: ReadDraft | UnreadDraft): Promise<Built> {
  await dropDraft(ports, draft.id, { kind: 'officer', id: reader });
  return noticeCard({ title: 'The file is discarded', lines: ['Nothing of it was loaded.'] }, sign);
}

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
  const said = saidTyped(ports, read.draft, fields);
  const columns = columnsTyped(ports, read, fields);
  const fault = 'message' in said ? said : 'message' in columns ? { field: 'columns', message: columns.message } : null;
  if (fault !== null || 'message' in said || 'message' in columns) {
    return importFoundCard(foundView(ports, read, fault, fields), sign);
  }
  const next = await changeDraft(ports, read, { ...said, columns: columns.columns });
  if (next === 'conflict') return noticeCard({ ...MEANWHILE, fields }, sign);
  if (!isRefused(next)) return then(asker, next);
  const error = { field: next.wants ?? 'columns', message: WANTS[next.wants ?? 'plan'](next) };
  return importFoundCard(foundView(ports, read, error, fields), sign);
}

const WANTS: Readonly<Record<'board' | 'meeting' | 'plan', (read: Refused) => string>> = {
  board: () => 'Its matters are due at the next meeting of their board: say which board',
  meeting: () => 'It is counted back from a meeting: say of which board, and on which day',
  plan: ({ refused }) => `Read so, it is no plan: ${refused}`,
};

/** A choice that cannot be followed is shown with its doubt, and nothing goes on without it. */
function doubtsOf({ ports, sign }: Asker, read: ReadDraft): Built | null {
  const page = pageOfFault(read);
  return page === null ? null : importDoubtsCard(doubtsView(ports, read, page), sign);
}

function comparedOrDoubts(asker: Asker, read: ReadDraft): Promise<Built> | Built {
  return doubtsOf(asker, read) ?? compared(asker, read);
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
  const wrong = doubtsOf(asker, read);
  if (wrong !== null) return wrong;
  const done = await loadDraft(ports, read, { kind: 'officer', id: reader });
  if (done === 'exists') return compared(asker, read);
  const { plan, title } = read.draft;
  return importDoneCard({ plan, title, milestones: read.file.rows.length, changed: false }, sign);
}
