/**
 * How Teams draws a card: its sizes and spacing, with colours that pass on white and on dark, and a contrast theme in
 * which no colour is left. For the renderer of the `adaptivecards` package, so that a card can be looked at without Teams.
 */
export interface Theme {
  readonly name: 'light' | 'dark' | 'contrast';
  readonly page: string;
  readonly card: string;
  readonly line: string;
  readonly text: string;
  readonly subtle: string;
  readonly accent: string;
  readonly good: string;
  readonly warning: string;
  readonly attention: string;
}

export const LIGHT: Theme = {
  name: 'light',
  page: '#F5F5F5',
  card: '#FFFFFF',
  line: '#E0E0E0',
  text: '#242424',
  subtle: '#616161',
  accent: '#4F52B2',
  good: '#0E700E',
  warning: '#8F5F00',
  attention: '#B10E1C',
};

const DARK: Theme = {
  name: 'dark',
  page: '#1F1F1F',
  card: '#292929',
  line: '#424242',
  text: '#FFFFFF',
  subtle: '#ADADAD',
  accent: '#A9ADF5',
  good: '#54B054',
  warning: '#F2C661',
  attention: '#F1707B',
};

/** Everything is white on black: what a reader sees who has turned colours off. */
const CONTRAST: Theme = {
  name: 'contrast',
  page: '#000000',
  card: '#000000',
  line: '#FFFFFF',
  text: '#FFFFFF',
  subtle: '#FFFFFF',
  accent: '#FFFFFF',
  good: '#FFFFFF',
  warning: '#FFFFFF',
  attention: '#FFFFFF',
};

export const THEMES = [LIGHT, DARK, CONTRAST] as const;

const FONTS =
  "'Segoe UI', 'Segoe UI Symbol', 'Open Sans', 'Noto Sans', 'Noto Sans Symbols 2', 'Noto Sans Symbols', sans-serif";
const SIZES = { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 };
const WEIGHTS = { lighter: 200, default: 400, bolder: 600 };
const INPUT_LABEL = { weight: 'default', size: 'default', color: 'default' };

/** The host config of one theme. */
export function hostConfig(theme: Theme): object {
  const font = { fontFamily: FONTS, fontSizes: SIZES, fontWeights: WEIGHTS };
  return {
    supportsInteractivity: true,
    spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
    separator: { lineThickness: 1, lineColor: theme.line },
    fontTypes: { default: font, monospace: font },
    lineHeights: { small: 16, default: 20, medium: 20, large: 24, extraLarge: 32 },
    textStyles: {
      heading: { size: 'large', weight: 'bolder', color: 'default' },
      columnHeader: { size: 'small', weight: 'bolder', color: 'default' },
    },
    textBlock: { headingLevel: 2 },
    containerStyles: { default: containerOf(theme), emphasis: containerOf(theme) },
    factSet: {
      title: { weight: 'bolder', wrap: true, maxWidth: 150 },
      value: { weight: 'default', wrap: true },
      spacing: 16,
    },
    actions: {
      maxActions: 6,
      spacing: 'default',
      buttonSpacing: 8,
      actionsOrientation: 'horizontal',
      actionAlignment: 'left',
    },
    table: { cellSpacing: 8 },
    inputs: {
      label: { inputSpacing: 'small', requiredInputs: INPUT_LABEL, optionalInputs: INPUT_LABEL },
      errorMessage: { spacing: 'small', color: 'attention', weight: 'bolder' },
    },
  };
}

/** What a host draws around the texts by its own style sheet: the card's edge, buttons and boxes to type in. */
export function hostStyles(theme: Theme): string {
  const inside = (rules: string) => `.${theme.name} ${rules}`;
  const box = `background:${theme.card};color:${theme.text};border:1px solid ${theme.subtle};border-radius:4px`;
  const type = `font:14px ${FONTS}`;
  return [
    `.${theme.name}{background:${theme.page}}`,
    inside(`.card{background:${theme.card};border:1px solid ${theme.line};border-radius:8px}`),
    inside(
      `.ac-pushButton{${box};border-color:${theme.line};${type};font-weight:600;padding:6px 12px;white-space:nowrap}`,
    ),
    inside('.ac-adaptiveCard{border-radius:7px}'),
    inside('.ac-actionSet{flex-wrap:wrap!important;row-gap:8px}'),
    inside(
      `:is(textarea,select,input[type=text],input[type=date]){${box};${type};color-scheme:${theme === LIGHT ? 'light' : 'dark'};padding:6px 10px;box-sizing:border-box}`,
    ),
    inside(`::placeholder{color:${theme.subtle};opacity:1}`),
    inside('textarea.ac-input{min-height:52px;field-sizing:content;resize:none}'),
    inside(`:is(input[type=checkbox],input[type=radio]){width:16px;height:16px;accent-color:${theme.accent}}`),
    inside(`a{color:${theme.accent}}`),
    inside('.ac-horizontal-separator{flex:none}'),
    inside(':is(h1,h2){margin:0;font:inherit}'),
  ].join('\n');
}

function containerOf(theme: Theme): object {
  const both = (colour: string, subtle = colour) => ({ default: colour, subtle });
  return {
    backgroundColor: theme.card,
    foregroundColors: {
      default: both(theme.text, theme.subtle),
      accent: both(theme.accent),
      good: both(theme.good),
      warning: both(theme.warning),
      attention: both(theme.attention),
    },
  };
}
