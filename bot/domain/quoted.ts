/** The same words on one line. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Shortened by whole characters, on one line, for a message. */
export function shortened(text: string, most = 80): string {
  const line = oneLine(text.slice(0, most * 8));
  const letters = Array.from(line);
  return letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : line;
}

/** In quotation marks, shortened. */
export function quoted(text: string): string {
  return `"${shortened(text)}"`;
}
