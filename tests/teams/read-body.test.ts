import { describe, expect, it } from 'vitest';
import { MAX_BODY_BYTES, readBody } from '../../bot/teams/read-body.js';

/** A body that comes in pieces when it is asked for more; what was asked of it is counted. */
function pieces(make: (index: number) => Uint8Array | 'end' | 'never' | 'break') {
  const told = { pulled: 0, cancelled: false };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const piece = make(told.pulled);
        told.pulled += 1;
        if (piece === 'never') return new Promise(() => undefined);
        if (piece === 'end') controller.close();
        else if (piece === 'break') controller.error(new Error('the connection was cut'));
        else controller.enqueue(piece);
        return undefined;
      },
      cancel() {
        told.cancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { body, told };
}

const kilobyte = new Uint8Array(1024).fill(0x20);
const text = (bytes: readonly number[]) => new Response(new Uint8Array(bytes)).body;

it('reads what is there, in whatever pieces it comes', async () => {
  const bytes = Buffer.from('{"text":"Ünïcode ✓ 😀"}');
  const { body } = pieces((index) => (index < bytes.length ? bytes.subarray(index, index + 1) : 'end'));
  expect(await readBody(body)).toEqual({ text: '{"text":"Ünïcode ✓ 😀"}' });
  expect(await readBody(null)).toEqual({ text: '' });
});

it('stops at the first byte too many, whatever was announced, and tells the sender', async () => {
  const endless = pieces(() => kilobyte);
  expect(await readBody(endless.body)).toEqual({ fault: 'too-large' });
  expect(endless.told).toEqual({ pulled: MAX_BODY_BYTES / 1024 + 1, cancelled: true });

  const full = pieces((index) => (index < 256 ? kilobyte : 'end'));
  expect(await readBody(full.body)).toHaveProperty('text');
  const over = pieces((index) => (index < 256 ? kilobyte : index === 256 ? new Uint8Array(1) : 'end'));
  expect(await readBody(over.body)).toEqual({ fault: 'too-large' });
});

it('does not wait for ever, and tells the sender', async () => {
  const slow = pieces((index) => (index === 0 ? kilobyte : 'never'));
  expect(await readBody(slow.body, 20)).toEqual({ fault: 'too-slow' });
  expect(slow.told.cancelled).toBe(true);
});

it('survives a body that is cut', async () => {
  const cut = pieces((index) => (index === 0 ? kilobyte : 'break'));
  expect(await readBody(cut.body)).toEqual({ fault: 'broken' });
});

describe('takes UTF-8 alone', () => {
  it.each([
    ['a lone continuation', [0x80]],
    ['a character cut short', [0xe2, 0x9c]],
    ['an overlong slash', [0xc0, 0xaf]],
    ['half of a surrogate pair', [0xed, 0xa0, 0x80]],
    ['Latin-1', [0xe9, 0x20]],
    ['UTF-16, little end first', [0xff, 0xfe, 0x7b, 0x00]],
    ['UTF-16, big end first', [0xfe, 0xff, 0x00, 0x7b]],
  ])('not %s', async (_, bytes) => {
    expect(await readBody(text(bytes))).toEqual({ fault: 'not-utf-8' });
  });

  it('and keeps a byte order mark, which no JSON begins with', async () => {
    expect(await readBody(text([0xef, 0xbb, 0xbf, 0x7b, 0x7d]))).toEqual({ text: '\uFEFF{}' });
  });
});
