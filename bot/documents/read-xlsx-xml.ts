import { SaxesParser } from 'saxes';

/** What is done at the beginnings, words and ends of a part, the names without what stands before a colon. */
export interface Walker {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  words?(text: string): void;
  close?(name: string): void;
}

/** XML that no reader can go through. */
export class DamagedXml extends Error {}

const AT_ONCE = 65_536;

/** Goes through a part without making a tree of it. Throws `DamagedXml`, and whatever the walker throws. */
export function walkXml(bytes: Uint8Array, walker: Walker): void {
  const parser = new SaxesParser();
  parser.on('error', () => {
    throw new DamagedXml();
  });
  if (walker.open) parser.on('opentag', ({ name, attributes }) => walker.open?.(localName(name), attributes));
  if (walker.close) parser.on('closetag', ({ name }) => walker.close?.(localName(name)));
  if (walker.words) {
    parser.on('text', (text) => walker.words?.(text));
    parser.on('cdata', (text) => walker.words?.(text));
  }
  const decoder = new TextDecoder(encodingOf(bytes), { fatal: true });
  for (let at = 0; at < bytes.length; at += AT_ONCE) {
    parser.write(decoded(decoder, bytes.subarray(at, at + AT_ONCE)));
  }
  parser.write(decoded(decoder)).close();
}

function decoded(decoder: InstanceType<typeof TextDecoder>, bytes?: Uint8Array): string {
  try {
    return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
  } catch {
    throw new DamagedXml();
  }
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** The attribute of that name, whatever stands before a colon: "r:id". */
export function attributeOf(attributes: Readonly<Record<string, string>>, name: string): string | undefined {
  return attributes[name] ?? Object.entries(attributes).find(([key]) => localName(key) === name)?.[1];
}
