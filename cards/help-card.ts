import template from './help.card.json';
import { keyOf, type KeyModel } from './key.js';
import { escapeMarkdown } from './markdown.js';
import { compile, NOWHERE, type Built, type Sign } from './render.js';
import { shownRef } from './words.js';

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

/** "What can I say?" Only commands that exist. `ref`: one of the reader's own, for an example; null when there is none. */
export function helpCard(sign: Sign, ref: string | null = null): Built {
  const title = 'What you can ask Waymark';
  const example = ref === null ? 'as it stands on your list' : `such as “update ${escapeMarkdown(shownRef(ref))}”`;
  const list = [{ listVerb: 'back-to-digest', listToken: sign('back-to-digest', NOWHERE) }];
  const card = render({
    title,
    commands: [
      { words: 'my milestones', meaning: 'Everything you owe, worst first.', button: list },
      { words: 'update REF', meaning: `Answer for one now. REF is its number in the plan, ${example}.`, button: [] },
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
