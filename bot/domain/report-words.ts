/** Small words that every part of a report uses. */
import type { CivilDate } from './dates.js';
import { entryOfClass, type KeyEntry } from './key.js';
import type { Area, Levels, Milestone, Ref } from './plan.js';
import type { ReportBlock, ReportCell, ReportSection, ReportTable, RatingMark, Words } from './report.js';
import type { ReportFacts } from './report-facts.js';
import type { Rollup, RollupRow } from './rollup-facts.js';
import { stateInWords } from './state-words.js';

export function paragraph(rest: string, strong = ''): ReportBlock {
  return { kind: 'paragraph', words: { strong, rest } };
}

/** No list without lines. */
export function list(lines: readonly Words[]): readonly ReportBlock[] {
  return lines.length === 0 ? [] : [{ kind: 'list', lines }];
}

/** No table without rows. */
export function tableBlock(table: ReportTable): readonly ReportBlock[] {
  return table.rows.length === 0 ? [] : [{ kind: 'table', table }];
}

/** What a number counts and its list does not name, because of its marking. */
export function unnamedLine(count: number): string {
  return `${String(count)} of them ${count === 1 ? 'is' : 'are'} counted and not named here because of their marking.`;
}

export function unnamedBlock(count: number): readonly ReportBlock[] {
  return count <= 0 ? [] : [paragraph(unnamedLine(count))];
}

export function words(strong: string, rest: string): Words {
  return { strong, rest };
}

/** A section and what stands under it; nothing where there are no words. */
export function under(
  heading: Pick<ReportSection, 'level' | 'heading'>,
  blocks: readonly ReportBlock[],
  below: readonly ReportSection[] = [],
): readonly ReportSection[] {
  return blocks.length === 0 && below.length === 0 ? [] : [{ ...heading, blocks }, ...below];
}

export const text = (value: string | null): ReportCell => ({ kind: 'text', text: value ?? '' });
export const number = (value: number | null): ReportCell => ({ kind: 'number', value });
export const date = (value: CivilDate | null): ReportCell => ({ kind: 'date', date: value });
export const rating = (mark: RatingMark): ReportCell => ({ kind: 'rating', mark });

/** Letter, word and colour of an entry of the key; the first letter of its word where it has none. */
export function markOf({ letter, word, colour }: KeyEntry): RatingMark {
  return { letter: letter.trim() === '' ? word.trim().slice(0, 1).toUpperCase() : letter, word, colour };
}

/** What a milestone counts as, in the plan's own words; of a closed one how it ended. */
export function markOfRow({ key }: Pick<Rollup, 'key'>, { rating: now, grade, state }: RollupRow): RatingMark {
  if (now === 'closed') return { letter: '–', word: capital(stateInWords(state)), colour: 'default' };
  return markOf(grade ?? entryOfClass(key, now));
}

/** What the plan calls the unit that is due, in lower case. */
export function unitOf({ milestone }: Levels): string {
  return milestone.trim().toLowerCase() || 'action';
}

/** -y becomes -ies, else -s. */
export function pluralOf(word: string): string {
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return word.endsWith('s') ? word : `${word}s`;
}

/** "1 action", "3 actions". */
export function counted(count: number, word: string): string {
  return `${String(count)} ${count === 1 ? word : pluralOf(word)}`;
}

export function capital(value: string): string {
  return value.charAt(0).toUpperCase() + value.slice(1);
}

/** Ends in exactly one full stop, unless it ends in another mark already; nothing stays nothing. */
export function sentence(value: string | null): string {
  const said = (value ?? '').trim();
  return said === '' || /[.?!…:;][”")\]]?$/.test(said) ? said : `${said}.`;
}

/** What was said, a name before it; left out where nothing was. */
export function saidLine(strong: string, value: string | null): readonly Words[] {
  const said = sentence(value);
  return said === '' ? [] : [words(strong, said)];
}

/** Sentences on one line; empty ones are left out. */
export function joined(...sentences: readonly string[]): string {
  return sentences.filter((one) => one !== '').join(' ');
}

/** The head of service of an area, as far as the plan names anybody. */
export function headNamed({ plan, nameOf }: Pick<ReportFacts, 'plan' | 'nameOf'>, area: Area | undefined): string {
  if (plan.naming === 'none' || area === undefined) return '';
  return area.heads.map((head) => nameOf(head)).join(', ');
}

/** Who leads it beside who is accountable, as far as the plan names them (RULES 6). */
export function namesOf(facts: ReportFacts, milestone: Milestone): string {
  const head = headNamed(
    facts,
    facts.areas.find(({ code }) => code === milestone.area),
  );
  if (facts.plan.naming !== 'leads') return head;
  const leads = milestone.leads.map((lead) => facts.nameOf(lead)).join(', ') || milestone.leadsText;
  return head === '' || leads === head ? leads : `${leads || 'nobody'} (under ${head})`;
}

/** The rows of the figures by ref. */
export function rowsByRef({ rows }: Rollup): ReadonlyMap<Ref, RollupRow> {
  return new Map(rows.map((row) => [row.ref, row]));
}

const REF_FIRST = /^\p{Lu}[\p{L}/&]* ?\d[\d.]*/u;

/** A title without a ref that it begins with. */
export function untitled(title: string): string {
  return title.replace(REF_FIRST, '').trim();
}

/** A title with its code before it, unless it begins with one: codes are made up where a plan prints none. */
export function titled({ code, title }: { readonly code: string; readonly title: string }): string {
  if (title.trim() === '') return code;
  return code === '' || title.startsWith(code) || REF_FIRST.test(title) ? title : `${code} ${title}`;
}
