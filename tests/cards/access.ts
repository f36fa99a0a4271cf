import type { Card } from '../../cards/index.js';
import { partsOf, type Part } from './shape.js';

/** Words that do not say what a button does. */
const VAGUE = /^(ok|yes|no|go|next|more|submit|click here|here|send|done|continue)$/i;

/** All that would keep somebody from using a card who hears it, or sees no colours; nothing when it serves them. */
export function accessFaultsOf(card: Card): string[] {
  const parts = partsOf(card);
  return [
    ...['lang', 'fallbackText'].filter((key) => isBlank(card[key])).map((key) => `no ${key}`),
    ...headingFaults(card, parts),
    ...inputFaults(parts),
    ...buttonFaults(parts),
    ...colourFaults(parts),
    ...parts.filter(({ type }) => /Image|Media/.test(String(type))).map(() => 'a picture'),
  ];
}

function isBlank(text: unknown): boolean {
  return typeof text !== 'string' || text.trim() === '';
}

/** A card begins with a heading, and what looks like one is one; a number may be large. */
function headingFaults(card: Card, parts: readonly Part[]): string[] {
  const [first] = card.body as Part[];
  const wrong = parts
    .filter(
      ({ type, weight, size }) => type === 'TextBlock' && weight === 'bolder' && /medium|large/i.test(String(size)),
    )
    .filter(({ style, text }) => style !== 'heading' && /\p{L}/u.test(String(text)))
    .map(({ text }) => `“${String(text)}” is no heading`);
  return first?.style === 'heading' ? wrong : ['it does not begin with a heading', ...wrong];
}

/** Every input is named, and no two by the same name. What stays hidden, such as ticks carried along, is nobody's to fill in. */
function inputFaults(parts: readonly Part[]): string[] {
  const inputs = parts.filter(({ type, isVisible }) => String(type).startsWith('Input.') && isVisible !== false);
  const labels = inputs.map(({ label }) => label);
  return [
    ...labels.filter(isBlank).map(() => 'an input without a label'),
    ...twice(labels.map(String)).map((label) => `two inputs labelled “${label}”`),
  ];
}

/** Every button says what it does. Buttons that share their words and do not do the same differ by their tooltips. */
function buttonFaults(parts: readonly Part[]): string[] {
  const buttons = parts.filter(({ type }) => String(type).startsWith('Action.'));
  const vague = buttons.filter(({ title }) => isBlank(title) || VAGUE.test(String(title).trim()));
  const deeds = new Map(buttons.map((button) => [JSON.stringify({ ...button, tooltip: '' }), button]));
  const names = [...deeds.values()].map(
    ({ title, tooltip }) => `${String(title)}, ${tooltip === undefined ? 'no tooltip' : JSON.stringify(tooltip)}`,
  );
  return [
    ...vague.map(({ title }) => `a button that says “${String(title)}”`),
    ...twice(names).map((name) => `two buttons alike: ${name}`),
  ];
}

function twice(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, at) => names.indexOf(name) !== at))];
}

/** A colour stands on a shape, and the word for it is beside the shape; or on the first words of an error. */
function colourFaults(parts: readonly Part[]): string[] {
  const alone = parts
    .filter(({ type }) => type === 'RichTextBlock')
    .flatMap(({ inlines }) => {
      const runs = inlines as readonly (string | Part)[];
      return runs.filter((run, at) => isColoured(run) && !hasItsWord(run, runs[at + 1]));
    });
  const blocks = parts.filter((part) => part.type === 'TextBlock' && isColoured(part) && !isError(part));
  return [...alone, ...blocks].map((part) => `only a colour tells “${String((part as Part).text)}”`);
}

const isColoured = (run: string | Part): run is Part =>
  typeof run !== 'string' && run.color !== undefined && run.color !== 'default';
const isError = ({ text }: Part): boolean => /^(Error: |Not saved yet)/.test(String(text));

function hasItsWord(run: Part, next: string | Part | undefined): boolean {
  if (isError(run)) return true;
  const word = typeof next === 'string' ? next : next?.text;
  return !isBlank(word);
}
