/** No link may hold more characters than this, as it is kept. */
export const LONGEST_LINK = 500;

/**
 * An https address as it is kept and followed; null for whatever else was typed: another scheme, a name and password in
 * it, blanks. Of a host in other letters the encoded form, so that none looks like another.
 */
export function httpsLink(text: string): string | null {
  if (/\s/.test(text) || !URL.canParse(text)) return null;
  const { protocol, hostname, username, password, href } = new URL(text);
  const plain = protocol === 'https:' && hostname !== '' && username === '' && password === '';
  return plain ? href : null;
}

/** What is wrong with a link, and what to give; null when nothing is. */
export function wrongLink(text: string): string | null {
  const link = httpsLink(text);
  if (link === null) {
    return 'That is no address that can be opened. Copy the link from the browser: it begins with “https”.';
  }
  if (link.length <= LONGEST_LINK) return null;
  return `The link has ${String(link.length)} characters. Give at most ${String(LONGEST_LINK)}.`;
}
