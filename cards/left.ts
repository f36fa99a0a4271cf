import type { CivilDate } from '../bot/domain/dates.js';
import type { DigestRow } from '../bot/domain/views.js';
import { NOWHERE, type Sign } from './render.js';
import { placed, rowOf, type RowModel } from './rows.js';
import { ownSections, tallyInWords, tallyOf } from './sections.js';
import { capital } from './words.js';

/** What is left is shown up to this many rows: the worst of it. */
const WORST = 3;

/** "10 left", the worst of them, and the way back to all. */
export interface LeftModel {
  readonly heading: string;
  readonly intro: readonly string[];
  readonly plan: readonly string[];
  readonly rows: readonly RowModel[];
  readonly showAll: readonly { readonly title: string; readonly verb: string; readonly token: string }[];
}

export function leftOf(left: readonly DigestRow[], asAt: CivilDate, sign: Sign): LeftModel {
  const button = (title: string, verb: string) => ({ title, verb, token: sign(verb, NOWHERE) });
  if (left.length === 0) {
    return {
      heading: 'Nothing that you were asked about is left',
      intro: ['Your list shows whatever else is open.'],
      ...{ plan: [], rows: [] },
      showAll: [button('Show my list', 'my-milestones')],
    };
  }
  const worst = left.slice(0, WORST);
  const rows = worst.map((row) => ({ row: rowOf(row, sign), planTitle: row.planTitle }));
  const plans = new Set(left.map(({ planTitle }) => planTitle)).size > 1;
  const tally = capital(tallyInWords(tallyOf(ownSections(left, asAt, true))));
  return {
    heading: `${String(left.length)} left`,
    intro: [left.length > WORST ? `${tally}. The first ${String(worst.length)}:` : `${tally}.`],
    ...placed(rows, plans),
    showAll: [button(left.length > WORST ? `Show all ${String(left.length)}` : 'Back to list', 'back-to-digest')],
  };
}
