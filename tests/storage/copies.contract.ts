import { describe, expect, it } from 'vitest';
import type { Copies } from '../../bot/flows/ports-copies.js';

async function* bytesOf(...pieces: readonly string[]): AsyncIterable<Uint8Array> {
  for (const piece of pieces) yield await Promise.resolve(Buffer.from(piece));
}

async function* brokenOff(): AsyncIterable<Uint8Array> {
  yield await Promise.resolve(Buffer.from('a beginning'));
  throw new Error('storage went away');
}

/** What a place for copies has to do. `read` looks into it from outside. */
export function copiesContract(fresh: () => Copies, read: (copies: Copies, name: string) => Promise<string>): void {
  describe('copies', () => {
    it('are kept and listed by name, in a place that is made when it is missing', async () => {
      const copies = fresh();
      expect(await copies.list()).toEqual([]);
      expect(await copies.keep('b', bytesOf('one ', 'two'))).toBe('kept');
      expect(await copies.keep('a', bytesOf(...Array.from({ length: 40 }, () => 'x'.repeat(300_000))))).toBe('kept');
      expect(await copies.list()).toEqual(['a', 'b']);
      expect(await read(copies, 'b')).toBe('one two');
      expect(await read(copies, 'a')).toHaveLength(12_000_000);
    });

    it('are never written over', async () => {
      const copies = fresh();
      await copies.keep('a', bytesOf('first'));
      expect(await copies.keep('a', bytesOf('second'))).toBe('exists');
      expect(await read(copies, 'a')).toBe('first');
    });

    it('of two at once, one is kept', async () => {
      const copies = fresh();
      await copies.keep('other', bytesOf('x'));
      const kept = await Promise.all(['first', 'second'].map((text) => copies.keep('a', bytesOf(text))));
      expect([...kept].sort()).toEqual(['exists', 'kept']);
    });

    it('are not kept when they break off', async () => {
      const copies = fresh();
      await expect(copies.keep('a', brokenOff())).rejects.toThrow('storage went away');
      expect(await copies.list()).toEqual([]);
      expect(await copies.keep('a', bytesOf('whole'))).toBe('kept');
    });

    it('are removed, once or twice', async () => {
      const copies = fresh();
      await copies.keep('a', bytesOf('first'));
      expect(await copies.remove('a')).toBe('removed');
      expect(await copies.remove('a')).toBe('removed');
      expect(await copies.list()).toEqual([]);
    });
  });
}
