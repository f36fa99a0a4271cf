/** How fast cards are built: a digest's whole card from its view, as the sender does it for each officer. */
import sample from '../../cards/digest-eighteen.sample.json';
import template from '../../cards/digest.card.json';
import { digestCard } from '../../cards/index.js';
import { templateOf } from '../../cards/render.js';
import type { DigestView } from '../../bot/domain/views.js';
import type { Bench } from './bench.js';
import { inTurn, median, spread } from './measure.js';

/** As long as a card's token may be. */
const TOKEN = 't'.repeat(160);
const CARDS = 60;
/** Of our own: twice what the sender may send in a second. */
const A_SECOND = 100;

export const cards: Bench = {
  id: 'cards',
  about: 'digest cards of 18 rows built in a second, beside a template built for each card',
  run: async ({ runs }) => {
    const view = sample as unknown as DigestView;
    const ours = (): unknown => digestCard(view, () => TOKEN);
    const each = (): unknown => [templateOf(template), digestCard(view, () => TOKEN)];
    for (const way of [ours, each]) perSecond(way);
    const found = await inTurn(runs, { ours: () => perSecond(ours), each: () => perSecond(each) });
    return [
      {
        id: 'cards',
        unit: 'cards a second',
        ...spread(found.ours),
        peer: { name: 'a template built for each card', value: median(found.each) },
        target: { atLeast: A_SECOND },
        note: 'The target is our own: twice the rate at which cards may be sent.',
      },
    ];
  },
};

function perSecond(build: () => unknown): number {
  const began = performance.now();
  for (let made = 0; made < CARDS; made += 1) build();
  return CARDS / ((performance.now() - began) / 1000);
}
