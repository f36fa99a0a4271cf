import type { Diary, DiaryImage, PresentPages, Random } from '../flows/ports.js';
import { plainBoard } from '../domain/boards.js';
import { imageReader, revisionOf, writesOf, type State } from './history-rows.js';
import { under } from './keys.js';
import type { MarkChanged } from './looked-rows.js';
import { stateKey, type Subject } from './plan-keys.js';
import { allOf } from './rows.js';
import { diaryShape } from './shapes-diary.js';
import type { Table } from './table.js';

/** The partition beside those of the plans. `~` is in no encoded key, so no plan can be called that. */
export const DIARY = '~diary';

const CLOSURES: Subject = ['closures'];
const WINDOWS: Subject = ['windows'];
const HOLDS: Subject = ['holds'];
const RULES: Subject = ['rules'];
/**
 * The present lies around the change feed (`c|`) and the history (`h|`), which grow and are left unread: `board|` and
 * `closures` come before those, `rules` and `windows` after them; `holds`, seldom asked for, lies between.
 */
const BOARDS_AND_CLOSURES = { from: under('board').from, before: under('c').from };
const RULES_AND_WINDOWS = { from: stateKey(RULES) };
const { readState, readHistory } = imageReader(diaryShape);

/** The organisation's diary: in the table of the plans, with the same history and chain. */
export function openDiary(table: Table, random: Random, changed: MarkChanged): Diary {
  const present = async (): Promise<PresentPages> => {
    const ranges = [BOARDS_AND_CLOSURES, RULES_AND_WINDOWS].map((range) =>
      allOf(table.query({ partition: DIARY, ...range })),
    );
    const states = (await Promise.all(ranges)).flat().map(readState);
    return {
      boards: states.flatMap(boardIn).sort(byName),
      closures: states.flatMap(closuresIn)[0] ?? null,
      windows: states.flatMap(windowsIn)[0] ?? null,
      rules: states.flatMap(rulesIn)[0] ?? null,
    };
  };
  return {
    async read() {
      const [pages, holds] = await Promise.all([present(), table.get(DIARY, stateKey(HOLDS))]);
      return { ...pages, holds: (holds === null ? [] : holdsIn(readState(holds)))[0] ?? null };
    },
    present,
    async boards() {
      const rows = await allOf(table.query({ partition: DIARY, ...under('board') }));
      return rows.map(readState).flatMap(boardIn).sort(byName);
    },
    async windows() {
      const row = await table.get(DIARY, stateKey(WINDOWS));
      return row === null ? [] : windowsIn(readState(row)).flatMap(({ windows }) => windows);
    },
    async rules() {
      const row = await table.get(DIARY, stateKey(RULES));
      return row === null ? [] : rulesIn(readState(row)).flatMap(({ plans }) => plans);
    },
    async history() {
      return (await allOf(table.query({ partition: DIARY, ...under('h') }))).map(readHistory);
    },
    async commit(changes) {
      if (changes.length === 0) return 'written';
      await changed('diary');
      return table.writeAll(
        DIARY,
        changes.flatMap((change) => {
          const subject = subjectOf(change.image);
          return writesOf(DIARY, subject, `The ${subject.join(' ')} of the diary`, change, random.id());
        }),
      );
    },
  };
}

/** A board stays the subject that it was made as, whatever else it comes to be called. */
function subjectOf(image: DiaryImage): Subject {
  switch (image.kind) {
    case 'board':
      return ['board', plainBoard(image.board.name)];
    case 'closures':
      return CLOSURES;
    case 'windows':
      return WINDOWS;
    case 'holds':
      return HOLDS;
    case 'rules':
      return RULES;
  }
}

function boardIn(state: State<DiaryImage>) {
  return state.image.kind === 'board' ? [{ ...state.image.board, ...revisionOf(state) }] : [];
}

function closuresIn(state: State<DiaryImage>) {
  return state.image.kind === 'closures' ? [{ ...state.image.closures, ...revisionOf(state) }] : [];
}

function windowsIn(state: State<DiaryImage>) {
  return state.image.kind === 'windows' ? [{ ...state.image.windows, ...revisionOf(state) }] : [];
}

function holdsIn(state: State<DiaryImage>) {
  return state.image.kind === 'holds' ? [{ ...state.image.holds, ...revisionOf(state) }] : [];
}

function rulesIn(state: State<DiaryImage>) {
  return state.image.kind === 'rules' ? [{ ...state.image.rules, ...revisionOf(state) }] : [];
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1;
}
