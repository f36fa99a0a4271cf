import { attributeOf, walkXml } from './read-xlsx-xml.js';
import { cleanWords, oneLine } from './words.js';

/** The words of a document's notes by their ids: "footnote 2". */
export function notesIn(part: Uint8Array | null, kind: 'footnote' | 'endnote'): ReadonlyMap<string, string> {
  const notes = new Map<string, string>();
  if (part === null) return notes;
  let [words, id, isText, deleted] = ['', '', false, 0];
  walkXml(part, {
    open(name, attributes) {
      if (name === kind) [words, id] = ['', attributeOf(attributes, 'id') ?? ''];
      isText = name === 't' && deleted === 0;
      if (name === 'del') deleted += 1;
      if (name === 'p') words += ' ';
    },
    words(text) {
      if (isText) words += text;
    },
    close(name) {
      isText = false;
      if (name === 'del') deleted -= 1;
      const found = name === kind ? oneLine(cleanWords(words)) : '';
      if (found !== '') notes.set(`${kind} ${id}`, found);
    },
  });
  return notes;
}

/** All words of a part on one line. */
export function wordsIn(part: Uint8Array): string {
  let [words, isText] = ['', false];
  walkXml(part, {
    open(name) {
      isText = name === 't';
      if (name === 'p') words += ' ';
    },
    words(text) {
      if (isText) words += text;
    },
    close() {
      isText = false;
    },
  });
  return oneLine(cleanWords(words));
}
