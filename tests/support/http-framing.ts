/**
 * Where one HTTP/1.1 message ends and the next begins in a stream of bytes: heads, bodies by length, bodies in chunks,
 * bodies that end with the connection. It changes no byte; only the proxy of the tests needs it.
 */

export interface Head {
  /** `GET /path HTTP/1.1` or `HTTP/1.1 200 OK`. */
  readonly first: string;
  /** In lower case; of a header that comes twice, the last. */
  readonly headers: ReadonlyMap<string, string>;
}

/** A piece of the stream as it came: the pieces in order are the stream. */
export interface Piece {
  readonly bytes: Buffer;
  /** Set on the piece that is the head of a message. */
  readonly head?: Head;
  /** The last piece of its message; may come with no bytes. */
  readonly last: boolean;
}

export interface Framer {
  /** The whole pieces that these bytes complete. Throws when the bytes are not HTTP. */
  push(bytes: Buffer): readonly Piece[];
}

type Rest =
  | { readonly kind: 'head' }
  | { readonly kind: 'length'; left: number }
  | { readonly kind: 'chunk-size' }
  | { readonly kind: 'chunk'; left: number }
  | { readonly kind: 'trailer' }
  | { readonly kind: 'until-close' };

const END_OF_HEAD = Buffer.from('\r\n\r\n');
const END_OF_LINE = Buffer.from('\r\n');
const LONGEST_HEAD = 64 * 1024;

/**
 * @param bodyless for responses: whether the next one answers a HEAD, and so has no body whatever its head says
 */
export function framer(of: 'requests' | 'responses', bodyless: () => boolean = () => false): Framer {
  let held: Buffer = Buffer.alloc(0);
  let rest: Rest = { kind: 'head' };

  function next(): Piece | null {
    switch (rest.kind) {
      case 'head':
        return headPiece();
      case 'length':
      case 'chunk':
        return counted(rest);
      case 'chunk-size':
        return sizeLine();
      case 'trailer':
        return trailer();
      case 'until-close':
        return held.length === 0 ? null : { bytes: taken(held.length), last: false };
    }
  }

  function taken(length: number): Buffer {
    const bytes = held.subarray(0, length);
    held = held.subarray(length);
    return bytes;
  }

  function headPiece(): Piece | null {
    const end = held.indexOf(END_OF_HEAD);
    if (end < 0 && held.length > LONGEST_HEAD) throw new Error('This is no HTTP: a head without an end');
    if (end < 0) return null;
    const bytes = taken(end + END_OF_HEAD.length);
    const head = headOf(bytes.toString('latin1'));
    rest = after(head);
    return { bytes, head, last: rest.kind === 'head' };
  }

  function after({ first, headers }: Head): Rest {
    const status = of === 'responses' ? Number(first.split(' ')[1]) : 0;
    if (of === 'responses' && (status < 200 || status === 204 || status === 304 || bodyless())) return { kind: 'head' };
    if (/chunked/i.test(headers.get('transfer-encoding') ?? '')) return { kind: 'chunk-size' };
    const length = headers.get('content-length');
    if (length !== undefined) return Number(length) > 0 ? { kind: 'length', left: Number(length) } : { kind: 'head' };
    return of === 'responses' ? { kind: 'until-close' } : { kind: 'head' };
  }

  function counted(body: Extract<Rest, { left: number }>): Piece | null {
    if (held.length === 0) return null;
    const bytes = taken(Math.min(held.length, body.left));
    body.left -= bytes.length;
    if (body.left > 0) return { bytes, last: false };
    const whole = body.kind === 'length';
    rest = whole ? { kind: 'head' } : { kind: 'chunk-size' };
    return { bytes, last: whole };
  }

  function sizeLine(): Piece | null {
    const end = held.indexOf(END_OF_LINE);
    if (end < 0) return null;
    const bytes = taken(end + END_OF_LINE.length);
    const size = Number.parseInt(bytes.toString('latin1'), 16);
    if (Number.isNaN(size)) throw new Error('This is no HTTP: a chunk without a size');
    // The line break after the bytes of a chunk is counted with them.
    rest = size === 0 ? { kind: 'trailer' } : { kind: 'chunk', left: size + END_OF_LINE.length };
    return { bytes, last: false };
  }

  function trailer(): Piece | null {
    const end = held.indexOf(END_OF_LINE);
    if (end < 0) return null;
    const bytes = taken(end + END_OF_LINE.length);
    if (end === 0) rest = { kind: 'head' };
    return { bytes, last: end === 0 };
  }

  return {
    push(bytes) {
      held = held.length === 0 ? bytes : Buffer.concat([held, bytes]);
      const pieces: Piece[] = [];
      for (let piece = next(); piece !== null; piece = next()) pieces.push(piece);
      return pieces;
    },
  };
}

function headOf(text: string): Head {
  const [first = '', ...lines] = text.trimEnd().split('\r\n');
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return { first, headers };
}
