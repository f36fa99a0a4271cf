/** What admins see of the things that they look after: lines, rows with a button each, fields, and what can be pressed. */
import type { CardLink } from './views.js';

/** Bold words, and those that follow. */
export interface DeskLine {
  readonly strong: string;
  readonly rest: string;
}

export interface DeskButton {
  readonly title: string;
  readonly verb: string;
  /** The title with what it is about, so that several of one title can be told apart. */
  readonly tooltip: string;
  readonly link: CardLink;
}

export interface DeskRow extends DeskLine {
  readonly small: readonly string[];
  /** What is wrong with it; null where nothing is. */
  readonly trouble: string | null;
  readonly button: DeskButton;
}

export interface DeskField {
  readonly name: string;
  /** `text`: of several lines. */
  readonly input: 'one' | 'several' | 'line' | 'text';
  readonly label: string;
  readonly choices?: readonly { readonly title: string; readonly value: string }[];
  readonly placeholder?: string;
  readonly hint?: string;
}

export interface DeskView {
  readonly title: string;
  readonly intro: readonly DeskLine[];
  readonly sections: readonly { readonly heading: string; readonly lines: readonly DeskLine[] }[];
  readonly rows: readonly DeskRow[];
  readonly fields: readonly DeskField[];
  /** What stands in the fields, by name; of several choices with commas between. */
  readonly typed: Readonly<Record<string, string>>;
  /** Why nothing was saved; at a field, or with an empty name at none of them. */
  readonly error: { readonly field: string; readonly message: string } | null;
  readonly buttons: readonly DeskButton[];
  /** What is said over an error; “Not saved yet” where left out, as it is of what would be saved. */
  readonly undone?: string;
}

/** A line without bold words. */
export function plainLine(rest: string): DeskLine {
  return { strong: '', rest };
}
