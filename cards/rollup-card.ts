import type { RollupView } from '../bot/domain/views.js';
import type { Built, Sign } from './render.js';
import type { Telling } from './rollup-exceptions.js';
import { headlineIn, headOf, attentionOf, titleOf } from './rollup-head.js';
import { REFS_AT_MOST } from './rollup-lines.js';
import { laidOut, type Tellings } from './rollup-model.js';
import { cut } from './words.js';

/** What a chat list shows of it is shorter still. */
const SUMMARY_LENGTH = 380;
const LINES = 5;
const FEW_LINES = 3;

/**
 * What leadership reads in the channel: what changed, what is at risk, exceptions first.
 *
 * @param sign gives each exception *Ask* and *Show*, and each area *Show*; left out where nothing can be pressed
 */
export function rollupCard(view: RollupView, sign: Sign | null = null): Built {
  return {
    card: laidOut(view, headOf(view), tellings(sign, view)),
    summary: cut(`${titleOf(view)}: ${headlineIn(view)} ${attentionOf(view)}`, SUMMARY_LENGTH),
  };
}

/**
 * From the roomiest on: extras go first, then what stands in the headline or the thread as well, then buttons, and
 * meanings last. Where nothing follows in replies, the areas and their buttons stay for longer.
 */
function tellings(sign: Sign | null, { replies }: RollupView): Tellings {
  const alone = replies !== true;
  const plain: Telling = {
    words: 'short',
    whole: Infinity,
    rows: LINES,
    refs: alone ? Infinity : REFS_AT_MOST,
    cells: true,
    chart: false,
    key: true,
    sign,
    ask: Infinity,
    show: 0,
    areas: true,
    byArea: true,
  };
  const few = { ...plain, rows: FEW_LINES };
  const lean = { ...few, cells: false, areas: alone };
  const fewest = { ...lean, byArea: alone, rows: 1 };
  const words = { ...lean, areas: false, ask: 0 };
  return [
    { ...plain, chart: true, show: Infinity },
    { ...plain, show: Infinity },
    plain,
    few,
    { ...few, cells: false },
    lean,
    { ...lean, byArea: alone },
    fewest,
    { ...fewest, ask: FEW_LINES },
    { ...words, areas: alone },
    words,
    { ...words, key: false },
  ];
}
