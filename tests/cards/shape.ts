import { createRequire } from 'node:module';
import type * as Adaptive from 'adaptivecards';
import type { Card } from '../../cards/index.js';

/** The package's main entry does not load in Node; its bundle does. */
const adaptive = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js') as typeof Adaptive;

/** Any object inside a card. */
export type Part = Readonly<Record<string, unknown>>;

/** What the templates may use of Adaptive Cards 1.5, by type: a typo in a property is found here and nowhere else. */
const PROPERTIES: Readonly<Record<string, readonly string[]>> = {
  AdaptiveCard: ['version', 'lang', 'fallbackText', 'body'],
  TextBlock: ['text', 'wrap', 'style', 'size', 'weight', 'color', 'isSubtle', 'spacing', 'separator'],
  RichTextBlock: ['spacing', 'inlines'],
  TextRun: ['text', 'color', 'weight', 'size', 'isSubtle'],
  FactSet: ['facts'],
  Container: ['id', 'items', 'spacing', 'separator', 'isVisible'],
  ColumnSet: ['columns', 'spacing'],
  Column: ['id', 'width', 'items', 'spacing', 'isVisible', 'verticalContentAlignment'],
  ActionSet: ['actions', 'spacing', 'separator'],
  Table: ['columns', 'rows', 'spacing', 'firstRowAsHeaders', 'showGridLines'],
  TableRow: ['cells'],
  TableCell: ['items'],
  // Drawn by newer clients, and dropped by the others.
  'Chart.HorizontalBar.Stacked': ['fallback', 'title', 'data'],
  'Action.Execute': ['title', 'verb', 'data', 'tooltip', 'associatedInputs'],
  'Action.OpenUrl': ['title', 'url', 'tooltip'],
  'Action.ToggleVisibility': ['title', 'tooltip', 'targetElements'],
  'Input.Toggle': ['id', 'label', 'title', 'value', 'valueOn', 'valueOff', 'wrap', 'isRequired', 'isVisible'],
  'Input.Text': ['id', 'label', 'value', 'isRequired', 'isMultiline', 'isVisible', 'maxLength', 'placeholder'],
  'Input.ChoiceSet': ['id', 'label', 'value', 'isRequired', 'isVisible', 'isMultiSelect', 'style', 'wrap', 'choices'],
  'Input.Date': ['id', 'label', 'value', 'isRequired'],
};

/** Every object of a card that has a type, the card itself included. */
export function partsOf(node: unknown): Part[] {
  if (Array.isArray(node)) return node.flatMap(partsOf);
  if (typeof node !== 'object' || node === null) return [];
  const part = node as Part;
  const inner = Object.values(part).flatMap(partsOf);
  return typeof part.type === 'string' ? [part, ...inner] : inner;
}

export function ofType(card: Card, start: string): Part[] {
  return partsOf(card).filter(({ type }) => String(type).startsWith(start));
}

/** Every text a reader sees: texts, titles, labels, hints and what stands in a text without being an object. */
export function wordsOf(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap((part) => (typeof part === 'string' ? [part] : wordsOf(part)));
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => {
    if (key === 'targetElements') return [];
    if (key === 'facts') return (value as Part[]).flatMap(({ title, value: said }) => [String(title), String(said)]);
    if (['text', 'title', 'label', 'tooltip', 'placeholder', 'fallbackText'].includes(key)) return [String(value)];
    return wordsOf(value);
  });
}

/** Each text as its reader sees it: the runs of one block in one. */
export function blocksOf(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(blocksOf);
  if (typeof node !== 'object' || node === null) return [];
  const part = node as Part;
  if (part.type === 'RichTextBlock') return [wordsOf(part).join('').replaceAll('\u00a0', ' ')];
  if (part.type === 'TextBlock') return [String(part.text).replaceAll('\u00a0', ' ')];
  return Object.values(part).flatMap(blocksOf);
}

/** The structure of a card without its words: what must not depend on what people typed. */
export function shapeOf(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(shapeOf);
  if (typeof node !== 'object' || node === null) return typeof node;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, shapeOf(value)]));
}

/** All that is wrong with a card; nothing when Teams can show it. */
export function faultsOf(card: Card): string[] {
  return [...parseFaults(card), ...propertyFaults(card), ...ruleFaults(card)];
}

function parseFaults(card: Card): string[] {
  const context = new adaptive.SerializationContext(adaptive.Versions.v1_5);
  const parsed = new adaptive.AdaptiveCard();
  parsed.parse(card, context);
  const events = Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at).message)
    .filter((message) => !/^Unknown element type "Chart\.[\w.]+"\. Fallback will be used if present\.$/.test(message))
    .filter(
      // The package tests "lang" with a regular expression that remembers where it stopped: every other card is "wrong".
      (message) => !message.includes('"lang"'),
    );
  return [...events, ...parsed.validateProperties().validationEvents.map(({ message }) => message)];
}

function propertyFaults(card: Card): string[] {
  return partsOf(card).flatMap((part) => {
    const known = PROPERTIES[String(part.type)];
    if (known === undefined) return [`unknown type ${String(part.type)}`];
    const odd = Object.keys(part).filter((key) => key !== 'type' && !known.includes(key));
    const values = Object.values(part).filter((value) => value === null || value === undefined || value === '');
    const blank = String(part.type).startsWith('Input.') ? [] : values;
    return [
      ...odd.map((key) => `${String(part.type)}.${key}`),
      ...blank.map(() => `${String(part.type)} with a blank`),
    ];
  });
}

function ruleFaults(card: Card): string[] {
  const faults: string[] = [];
  const parts = partsOf(card);
  if (card.version !== '1.5') faults.push('version');
  const ids = parts.flatMap(({ id }) => (typeof id === 'string' ? [id] : []));
  if (new Set(ids).size !== ids.length) faults.push('an id stands twice');
  for (const part of parts) {
    const type = String(part.type);
    if (type === 'ActionSet' && (part.actions as unknown[]).length > 4) faults.push('more than four buttons in a row');
    if (type.startsWith('Input.') && (typeof part.label !== 'string' || part.label.trim() === ''))
      faults.push('no label');
    if (type.startsWith('Input.') && part.isRequired !== false) faults.push('required by the client');
    if (type === 'TextBlock' && part.wrap !== true) faults.push('a text that does not wrap');
    if (type === 'Action.ToggleVisibility')
      faults.push(
        ...targetsOf(part)
          .filter((id) => !ids.includes(id))
          .map((id) => `no ${id}`),
      );
    for (const list of ['items', 'columns', 'inlines', 'cells', 'rows', 'actions', 'body'])
      if (Array.isArray(part[list]) && part[list].length === 0) faults.push(`${type} with no ${list}`);
  }
  return faults;
}

/** The ids of what a button shows and hides. */
function targetsOf({ targetElements }: Part): readonly string[] {
  const targets = targetElements as readonly (string | { readonly elementId: string })[];
  return targets.map((target) => (typeof target === 'string' ? target : target.elementId));
}
