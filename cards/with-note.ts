import type { Built } from './render.js';
import { cut } from './words.js';

/** The card with one line more, right behind its title: what is worth saying whatever the card shows. */
export function withNote({ card, summary }: Built, note: string): Built {
  const [title, ...rest] = (card.body ?? []) as readonly unknown[];
  const line = { type: 'RichTextBlock', spacing: 'small', inlines: [cut(note, 300)] };
  return { card: { ...card, body: [title, line, ...rest] }, summary };
}
