import { escapeMarkdown, keptTyped } from './markdown.js';
import { compile, fitted, type Built } from './render.js';
import template from './text-to-copy.card.json';
import { cut } from './words.js';

interface CopyModel {
  readonly title: string;
  readonly lines: readonly string[];
  readonly label: string;
  readonly text: string;
}

/** More than fits any card. */
const LONGEST = 20_000;

const render = compile<CopyModel>(template);

/**
 * A text for an e-mail in a box, from which it can be copied whole with its lines: some clients run the lines of a message
 * together. It has no buttons, since a press would send all of it.
 */
export function textToCopyCard({ name, text }: { readonly name: string; readonly text: string }): Built {
  const title = `For an e-mail to ${cut(name)}`;
  const card = fitted(LONGEST, (room) =>
    render({
      title: escapeMarkdown(title),
      lines: ['Click into the box, select all, and copy. It is theirs to read: please send it to nobody else.'],
      label: 'What they are asked, as text',
      text: keptTyped(text, room),
    }),
  );
  return { card, summary: title };
}
