import template from './help.card.json';
import { keyOf, type KeyModel } from './key.js';
import { compile, NOWHERE, type Built, type Sign } from './render.js';

interface CommandModel {
  readonly words: string;
  readonly meaning: string;
  readonly button: readonly { readonly listVerb: string; readonly listToken: string }[];
}

interface HelpModel {
  readonly title: string;
  readonly commands: readonly CommandModel[];
  readonly key: readonly KeyModel[];
  readonly goodToKnow: readonly string[];
}

const render = compile<HelpModel>(template);

/** "What can I say?" Only commands that exist. */
export function helpCard(sign: Sign, after: 'asked' | 'not-understood' = 'asked'): Built {
  const title = after === 'asked' ? 'What you can ask Waymark' : 'That was not understood';
  const list = [{ listVerb: 'back-to-digest', listToken: sign('back-to-digest', NOWHERE) }];
  const card = render({
    title,
    commands: [
      { words: 'my milestones', meaning: 'Everything you owe, worst first.', button: list },
      { words: 'update REF', meaning: 'Answer for one now. REF is what stands before its words.', button: [] },
      { words: 'help', meaning: 'This card.', button: [] },
      {
        words: '@Waymark rollup here PLAN',
        meaning: 'In a channel: sends that plan’s progress summaries there. PLAN is the plan’s short name.',
        button: [],
      },
    ],
    key: keyOf(),
    goodToKnow: [
      'You get one card on a working day, between 8am and 6pm, and only when something is due.',
      'Leadership reads your words. Please leave out children’s names and case numbers.',
      'An answer can be changed at any time. What was said before is kept.',
    ],
  });
  return { card, summary: title };
}
