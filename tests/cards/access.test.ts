import { describe, expect, test } from 'vitest';
import { THEMES } from '../support/host-config.js';
import { accessFaultsOf } from './access.js';
import { ANY_CARD } from './hostile.js';
import { builtSamples } from './samples.js';

describe('a card serves who hears it, and who sees no colours', () => {
  test.for(builtSamples())('$name', ({ built }) => {
    expect(accessFaultsOf(built.card)).toEqual([]);
    expect(built.summary).toMatch(/\p{L}/u);
  });

  test.for(ANY_CARD)('$name, whatever stands on it', ({ built }) => {
    for (const { card } of built(15)) expect(accessFaultsOf(card)).toEqual([]);
  });

  const heading = { type: 'TextBlock', text: 'Title', style: 'heading' };
  const press = (title: string, token: string) => ({ type: 'Action.Execute', title, data: { token } });
  test.for([
    ['no fallbackText', [heading]],
    ['it does not begin with a heading', [{ type: 'TextBlock', text: 'Title' }]],
    ['“Part” is no heading', [heading, { type: 'TextBlock', text: 'Part', weight: 'bolder', size: 'medium' }]],
    ['an input without a label', [heading, { type: 'Input.Text', id: 'x', label: ' ' }]],
    ['two inputs labelled “Why?”', [heading, ...['a', 'b'].map((id) => ({ type: 'Input.Text', id, label: 'Why?' }))]],
    ['a button that says “OK”', [heading, press('OK', 'a')]],
    ['two buttons alike: Update, no tooltip', [heading, press('Update', 'a'), press('Update', 'b')]],
    ['only a colour tells “◆”', [heading, { type: 'RichTextBlock', inlines: [{ text: '◆', color: 'attention' }] }]],
    ['a picture', [heading, { type: 'Image', url: 'x' }]],
  ] as const)('of one that does not it is said: %s', ([fault, body]) => {
    expect(accessFaultsOf({ type: 'AdaptiveCard', lang: 'en', body })).toContain(fault);
  });
});

describe('the themes in which cards are looked at', () => {
  test.for(THEMES)('$name: every colour can be read on the card', (theme) => {
    const { text, subtle, accent, good, warning, attention } = theme;
    for (const colour of [text, subtle, accent, good, warning, attention])
      expect(contrast(colour, theme.card), colour).toBeGreaterThanOrEqual(4.5);
  });
});

/** WCAG 2.2: the relative luminances of two colours (#RRGGBB), from 1 to 21. */
function contrast(one: string, other: string): number {
  const [low, high] = [lightOf(one), lightOf(other)].sort((a, b) => a - b);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

function lightOf(colour: string): number {
  const part = (from: number): number => {
    const value = parseInt(colour.slice(from, from + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
}
