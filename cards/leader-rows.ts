import { inWords } from '../bot/domain/dates.js';
import type { LeaderRow } from '../bot/domain/views.js';
import type { ReadySection } from './list.js';
import { UNPLACED, type RowModel } from './rows.js';
import type { Sign } from './render.js';
import { cut } from './words.js';

const INTRO = {
  'sign-off': 'The summary says who stands by the figures of each part, and which parts nobody has signed off.',
  release: 'It is posted when you release it, and not before.',
} as const;

/** What waits for its reader about an area or a whole plan, and no milestone: to sign off, and to release. */
export function leaderSections(rows: readonly LeaderRow[], sign: Sign): readonly ReadySection[] {
  return (['sign-off', 'release'] as const).flatMap((kind) => {
    const own = rows.filter((row) => row.kind === kind);
    if (own.length === 0) return [];
    const entries = own.map((row) => {
      const whole = rowOf(row, sign);
      const [button] = whole.buttons;
      const lean = button === undefined ? null : { ...button, ref: whole.ref, text: whole.text, said: '', tail: '' };
      return { planTitle: row.planTitle, row: whole, lean, tick: null };
    });
    const heading = `${kind === 'sign-off' ? 'For you to sign off' : 'For you to release'}: ${String(own.length)}`;
    return [{ heading, intro: [INTRO[kind]], leanIntro: [], entries, reserved: Math.min(3, own.length) }];
  });
}

/** "Sign off Early help: Quarter 2". */
export function leaderTitle({ kind, area, window, planTitle }: LeaderRow): string {
  return kind === 'sign-off' ? `Sign off ${cut(area ?? planTitle)}: ${cut(window)}` : `Release ${cut(window)}`;
}

/** "Figures of DAY. Posted on DAY." */
export function leaderDays({ asAt, posts }: Pick<LeaderRow, 'asAt' | 'posts'>): string {
  return `Figures of ${inWords(asAt)}, to be posted on ${inWords(posts)}`;
}

function rowOf(row: LeaderRow, sign: Sign): RowModel {
  const [title, verb] =
    row.kind === 'sign-off' ? ['Look and sign', 'open-sign-off'] : ['Look and release', 'open-release'];
  return {
    ref: leaderTitle(row),
    text: '',
    buttons: [{ title, verb, token: sign(verb, row.link), tooltip: `${leaderTitle(row)}: ${cut(row.planTitle)}` }],
    ...UNPLACED,
    status: [],
    small: [leaderDays(row)],
    notes: [],
    datesSay: [],
  };
}
