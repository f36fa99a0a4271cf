import type { NoteView } from '../bot/domain/views.js';
import { escapeMarkdown } from './markdown.js';
import template from './note.card.json';
import { compile, type Built } from './render.js';
import { cut } from './words.js';

const LINES_AT_MOST = 8;
const LINE_LENGTH = 1_000;

const render = compile<{ readonly title: string; readonly lines: readonly string[] }>(template);

/** A sentence or two to everybody in a channel. Nothing to press. */
export function noteCard({ title, lines }: NoteView): Built {
  const shown = lines.slice(0, LINES_AT_MOST).map((line) => cut(line, LINE_LENGTH));
  return { card: render({ title: escapeMarkdown(cut(title)), lines: shown }), summary: cut(title) };
}
