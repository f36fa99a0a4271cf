import type { Copies } from '../flows/ports-copies.js';

/** Copies in a process, for tests. */
export interface MemoryCopies extends Copies {
  /** The bytes of one; undefined when there is none. */
  read(name: string): Uint8Array | undefined;
}

/** @param locked names that the place does not let go of */
export function memoryCopies(locked: (name: string) => boolean = () => false): MemoryCopies {
  const kept = new Map<string, Uint8Array>();
  return {
    async keep(name, bytes) {
      if (kept.has(name)) return 'exists';
      const chunks: Uint8Array[] = [];
      for await (const chunk of bytes) chunks.push(chunk);
      if (kept.has(name)) return 'exists';
      kept.set(name, Buffer.concat(chunks));
      return 'kept';
    },
    list: () => Promise.resolve([...kept.keys()].sort()),
    remove(name) {
      if (kept.has(name) && locked(name)) return Promise.resolve('refused');
      kept.delete(name);
      return Promise.resolve('removed');
    },
    read: (name) => kept.get(name),
  };
}
