import { isRefused } from '../domain/read-plan.js';
import type { OpenedZip } from './open-zip.js';
import { readLooks, type CellLook } from './read-xlsx-styles.js';
import { attributeOf, walkXml } from './read-xlsx-xml.js';
import { cleanWords } from './words.js';

/** A sheet of a workbook, not yet read. */
export interface BookSheet {
  readonly name: string;
  /** The name of its part; null of a chart and of other sheets that have no cells. */
  readonly part: string | null;
  /** People see its tab. */
  readonly shown: boolean;
}

/** What all sheets of a workbook share. */
export interface Book {
  /** In the order of their tabs. */
  readonly sheets: readonly BookSheet[];
  /** Its days are counted from 1904, as on old Macintoshes. */
  readonly since1904: boolean;
  /** The words of its cells, each once, clean. */
  readonly strings: readonly string[];
  readonly looks: readonly CellLook[];
}

/** A workbook that is not read, with the sentence on why. */
export class RefusedBook extends Error {}

/** More letters than any plan has; the longest of them have a million. */
export const MOST_LETTERS = 25_000_000;
export const TOO_MANY_LETTERS = 'The workbook holds more than 25 million letters, which no plan does.';

interface Relation {
  readonly kind: string;
  readonly target: string;
}

/** The sheets, words and looks of a workbook. Throws `RefusedBook`, or `DamagedXml`. */
export function readBook(zip: OpenedZip): Book {
  const root = relationsOf(zip, '');
  const main = [...root.values()].find(({ kind }) => kind === 'officeDocument')?.target ?? 'xl/workbook.xml';
  const relations = relationsOf(zip, main);
  const partOf = (kind: string): Uint8Array | null => {
    const target = [...relations.values()].find((one) => one.kind === kind)?.target;
    return target === undefined ? null : partNamed(zip, target);
  };
  const workbook = partNamed(zip, main);
  if (workbook === null) throw new RefusedBook('The workbook is damaged: its list of sheets is missing.');
  const strings = partOf('sharedStrings');
  const styles = partOf('styles');
  return {
    ...sheetsIn(workbook, relations),
    strings: strings === null ? [] : stringsIn(strings),
    looks: styles === null ? [] : readLooks(styles, partOf('theme')),
  };
}

/** The bytes of a part; null where there is none. */
export function partNamed(zip: OpenedZip, name: string): Uint8Array | null {
  const bytes = zip.read(name);
  if (bytes !== null && isRefused(bytes)) throw new RefusedBook(bytes.refused);
  return bytes;
}

/** What a part points at, by id. Those outside the file have their address as target, and no part is read for them. */
export function relationsOf(zip: OpenedZip, part: string): ReadonlyMap<string, Relation> {
  const slash = part.lastIndexOf('/') + 1;
  const bytes = partNamed(zip, `${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`);
  const found = new Map<string, Relation>();
  if (bytes === null) return found;
  walkXml(bytes, {
    open(name, { Id = '', Type = '', Target = '', TargetMode }) {
      if (name !== 'Relationship') return;
      const target = TargetMode === 'External' ? Target : pathFrom(part.slice(0, slash), Target);
      found.set(Id, { kind: Type.slice(Type.lastIndexOf('/') + 1), target });
    },
  });
  return found;
}

/** "../theme/theme1.xml" seen from "xl/". */
function pathFrom(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const parts: string[] = [];
  for (const step of `${folder}${target}`.split('/')) {
    if (step === '..') parts.pop();
    else if (step !== '.' && step !== '') parts.push(step);
  }
  return parts.join('/');
}

function sheetsIn(workbook: Uint8Array, relations: ReadonlyMap<string, Relation>): Pick<Book, 'sheets' | 'since1904'> {
  const sheets: BookSheet[] = [];
  let since1904 = false;
  walkXml(workbook, {
    open(name, attributes) {
      if (name === 'workbookPr') since1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
      if (name !== 'sheet') return;
      const relation = relations.get(attributeOf(attributes, 'id') ?? '');
      const part = relation?.kind === 'worksheet' ? relation.target : null;
      const shown = (attributes.state ?? 'visible') === 'visible';
      sheets.push({ name: cleanWords(attributes.name ?? ''), part, shown });
    },
  });
  return { sheets, since1904 };
}

/** Rich text in one; how East Asian words are pronounced is left out. */
function stringsIn(bytes: Uint8Array): readonly string[] {
  const strings: string[] = [];
  let own = '';
  let inText = false;
  let spoken = 0;
  let letters = 0;
  walkXml(bytes, {
    open(name) {
      if (name === 'si') own = '';
      if (name === 'rPh') spoken += 1;
      inText = name === 't' && spoken === 0;
    },
    words(text) {
      if (!inText) return;
      own += text;
      letters += text.length;
      if (letters > MOST_LETTERS) throw new RefusedBook(TOO_MANY_LETTERS);
    },
    close(name) {
      if (name === 't') inText = false;
      if (name === 'rPh') spoken -= 1;
      if (name === 'si') strings.push(cleanWords(withCharacters(own)));
    },
  });
  return strings;
}

/** `_x000D_` stands for a character that XML does not hold. */
export function withCharacters(text: string): string {
  return text.replace(/_x([0-9a-f]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
