/**
 * A page of the runbook, as it is walked. What a reader sees is Markdown; comments between say what happens meanwhile:
 *
 *     <!-- happens: NAME -->        the scene of the page does that
 *     <!-- shows: NAME -->          the block below is what the scene shows for it
 *
 * and a block marked `console` holds commands (`$ waymark VERB ...`) with what they printed.
 */

/** Whoever walks a page. Each answers the lines that were seen. */
export interface Walker {
  happens(name: string): Promise<void>;
  shows(name: string): Promise<readonly string[]>;
  types(command: string): Promise<readonly string[]>;
}

const HAPPENS = /^<!-- happens: ([a-z\d-]+) -->$/;
const SHOWS = /^<!-- shows: ([a-z\d-]+) -->$/;
/** A block may stand in a list, further in. */
const FENCE = /^( *)```(\w*)$/;

/** The page again, with what was really printed and shown. Throws for a page that is written wrongly. */
export async function walked(page: string, walker: Walker): Promise<string> {
  const lines = page.split('\n');
  const told: string[] = [];
  let shown: string | null = null;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    told.push(line);
    const happens = HAPPENS.exec(line)?.[1];
    if (line.startsWith('<!--') && happens === undefined && !SHOWS.test(line)) throw new Error(`What is ${line}?`);
    if (happens !== undefined) await walker.happens(happens);
    shown = SHOWS.exec(line)?.[1] ?? shown;
    const fence = FENCE.exec(line);
    if (fence === null) continue;
    const [, indent = '', kind] = fence;
    const end = lines.indexOf(`${indent}\`\`\``, at + 1);
    if (end < 0) throw new Error(`The block that begins at line ${String(at + 1)} has no end`);
    const block = lines.slice(at + 1, end).map((one) => one.slice(indent.length));
    const seen =
      shown !== null ? await walker.shows(shown) : kind === 'console' ? await typedAgain(block, walker) : block;
    told.push(...seen.map((one) => (one === '' ? '' : `${indent}${one}`)), `${indent}\`\`\``);
    shown = null;
    at = end;
  }
  return told.join('\n');
}

async function typedAgain(block: readonly string[], walker: Walker): Promise<readonly string[]> {
  const told: string[] = [];
  for (const line of block.filter((one) => one.startsWith('$ '))) {
    told.push(line, ...(await walker.types(line.slice(2))));
  }
  return told;
}

/** The words of a line as a shell takes them: quotation marks keep spaces. */
export function wordsOf(command: string): readonly string[] {
  return [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
}

/** What stands behind the `|`: `head -5`, `grep WORDS` and `grep -v WORDS` are all that a page needs. */
export function piped(lines: readonly string[], filter: string | undefined): readonly string[] {
  if (filter === undefined) return lines;
  const [name = '', argument = '', more = ''] = wordsOf(filter);
  if (name === 'head') return lines.slice(0, -Number(argument));
  if (name === 'grep' && argument === '-v') return lines.filter((line) => !line.includes(more));
  if (name === 'grep') return lines.filter((line) => line.includes(argument));
  throw new Error(`A page cannot pipe into ${name}`);
}
