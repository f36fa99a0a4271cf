/** What a writer is shown of words that may say who a child is, before anything of it is saved (RULES 6). */
import type { Finding } from './guard.js';
import type { CardLink } from './views.js';

export interface GuardView {
  readonly link: CardLink;
  /** What it is about: "1.1 Recruit to the team", "Early help"; empty where that is not for its reader. */
  readonly about: string;
  /** The same in short, as a button says it: "1.1", "Early help"; may be empty. */
  readonly name: string;
  /** The texts with something found in them, each under the id of its input. */
  readonly texts: readonly {
    readonly input: string;
    readonly value: string;
    readonly findings: readonly Finding[];
  }[];
  /** Everything else that was typed, by the id of its input. */
  readonly carried: Readonly<Record<string, string>>;
  readonly ticks: readonly string[];
  /** The button that was pressed, and the one that leads back; null where nothing does. */
  readonly save: string;
  readonly back: string | null;
  /** What the pressed button carried. */
  readonly rating: string | null;
  readonly row: string | null;
  /** Says which texts the writer has seen this about. */
  readonly seen: string;
  /** Who looks at what is held before others read it: "Hal Hardy, head of service,"; null where nobody can clear it. */
  readonly looker: string | null;
}
