import { hasBareYear, stretchAt } from './due-cell.js';
import { dueOn, type Form, type Found } from './due-found.js';
import { isLabel } from './due-labels.js';

const BOARD =
  /(?:^| )(?:meetings?|(?:sub-?)?(?:board|panel|committee|forum|cabinet|council)s?|(?:steering|executive|strategic|partnership|leadership|reference) group)$/i;
/** The words that come before what a board is called. */
const BEFORE_BOARD = /^(?:to|at|for|by|with|from|of|via|into|on|in|the|a|an|our|next|-|[^ ]*[:,;])$/i;
const OPENS = /^(?:-+|and |& )/i;

const THEN = /^(?:[-\u2022*] )?(?<words>[^#]*?[^# ]) ?(?:[,:(-] ?)?(?:(?:on|in|of|during|at) )?(?:the )?#\)?[.,;]?$/i;
const FIRST = /^(?:[-\u2022*] )?(?:(?:on|in) )?(?:the )?# ?(?:[,:(-] ?|(?:at|to|for) )?(?<words>[^#()]+?)\)?[.,;]?$/i;

/** "Proposal to performance meeting in November 2018", "Scrutiny Panel 12 June 2018". Never "by": that is a deadline. */
export const meeting: Form = (cell) => {
  const stretch = stretchAt(cell, 0);
  const unit = cell.mentions[0]?.moment.unit;
  const words = (THEN.exec(cell.frame) ?? FIRST.exec(cell.frame))?.groups?.words;
  if (!stretch || unit === 'year' || unit === 'plan-year' || unit === 'feast' || words === undefined) return null;
  const board = boardIn(words);
  if (board === null) return null;
  const { from, to, assumed } = stretch;
  const due = { kind: 'meeting' as const, board, from, to, on: null, text: cell.printed };
  return { due, assumed: assumed === null ? [] : [assumed], label: null };
};

/** What the board is called, without article; null when the words end in no board or change what the date means. */
function boardIn(words: string): string | null {
  if (!BOARD.test(words)) return null;
  const all = words.split(' ');
  let first = all.length;
  while (first > 0 && !BEFORE_BOARD.test(all[first - 1] ?? '')) first -= 1;
  let rest = first;
  while (rest > 0 && BEFORE_BOARD.test(all[rest - 1] ?? '')) rest -= 1;
  const board = all.slice(first).join(' ').replace(OPENS, '');
  const before = all.slice(0, rest).join(' ');
  return isLabel(board) && !/[()"]/.test(board) && (before === '' || isLabel(before)) ? board : null;
}

const ON = '(?:ongoing|on-going|on going|continuous|continual|continuing|rolling|open-ended)';
const GOES_ON = new RegExp(`^(?:[-\u2022*] )?${ON}(?: until further notice)?[.,;]?$`, 'i');
const BEGINS = new RegExp(
  `^(?:${ON}(?:,| -)? (?:as )?from (?:the )?#|(?:as )?from (?:the )?#,? ?(?:and |- ?)?(?:${ON}|onwards?))[.,;]?$`,
  'i',
);
const ENDS = new RegExp(
  `^${ON}(?:,| -)? (?:until|till|to|up to|through to|throughout|during|for) (?:the )?(?:end of )?#[.,;]?$`,
  'i',
);
const OF = new RegExp(
  `^(?:${ON}(?: ?[-:,(] ?| )(?<after>[^#()]+?)\\)?|(?<before>[^#]+?)(?: ?[-:,(] ?| )${ON}\\)?)[.,;]?$`,
  'i',
);

/** "Ongoing", and what is said beside it. With an end it is due at that end. */
export const ongoing: Form = (cell) => {
  const going = (assumed: readonly string[], label: string | null): Found => {
    return { due: { kind: 'ongoing', text: cell.printed }, assumed, label };
  };
  if (GOES_ON.test(cell.frame)) return going([], null);
  if (BEGINS.test(cell.frame)) return going(['it names a start and no end'], null);
  if (ENDS.test(cell.frame)) {
    const stretch = stretchAt(cell, 0);
    if (!stretch || hasBareYear(cell)) return null;
    const assumed = ['the end that is printed was read as when it is due'];
    return {
      due: dueOn(cell, 0, stretch),
      assumed: stretch.assumed === null ? assumed : [stretch.assumed, ...assumed],
      label: null,
    };
  }
  const around = OF.exec(cell.frame)?.groups;
  const label = around?.after ?? around?.before;
  return label !== undefined && isLabel(label) ? going([], label) : null;
};
