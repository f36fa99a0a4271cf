/** The body of a request: read no further than it may be long, and waited for no longer than it may take. */

/** As the host gives it; null when there is none. */
export type Body = ReadableStream<Uint8Array> | null;

type BodyFault = 'too-large' | 'too-slow' | 'broken' | 'not-utf-8';

export const MAX_BODY_BYTES = 256 * 1024;
/** Teams sends its few kilobytes at once. Shorter than the time in which every request is answered. */
const BODY_LIMIT_MS = 3_000;

/** The text, a byte order mark included, or why there is none. Never throws. */
export async function readBody(
  body: Body,
  limitMs = BODY_LIMIT_MS,
): Promise<{ readonly text: string } | { readonly fault: BodyFault }> {
  if (body === null) return { text: '' };
  const reader = body.getReader();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'too-slow'>((resolve) => {
    timer = setTimeout(resolve, limitMs, 'too-slow');
  });
  try {
    const bytes = await Promise.race([bytesFrom(reader), late]);
    return typeof bytes === 'string' ? { fault: bytes } : decoded(bytes);
  } catch {
    return { fault: 'broken' };
  } finally {
    clearTimeout(timer);
    // Whoever is still sending is told to stop; a body read to its end takes no notice.
    reader.cancel().catch(() => undefined);
  }
}

async function bytesFrom(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<Uint8Array | 'too-large'> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.length;
    if (size > MAX_BODY_BYTES) return 'too-large';
    pieces.push(next.value);
  }
  return Buffer.concat(pieces);
}

/** Strictly: what is mended on the way in is not what was signed for and sent. */
function decoded(bytes: Uint8Array): { readonly text: string } | { readonly fault: BodyFault } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { fault: 'not-utf-8' };
  }
}
