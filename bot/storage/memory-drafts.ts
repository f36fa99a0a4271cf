import type { Clock } from '../flows/ports.js';
import type { Drafts, ImportDraft } from '../flows/ports-drafts.js';

/** Drafts in a process, for tests. */
export function memoryDrafts(clock: Pick<Clock, 'now'>): Drafts {
  const files = new Map<string, Uint8Array>();
  const drafts = new Map<string, { draft: ImportDraft; etag: string }>();
  const written = new Map<string, string>();
  let made = 0;
  const put = (draft: ImportDraft): void => {
    made += 1;
    drafts.set(draft.id, { draft: structuredClone(draft), etag: String(made) });
    written.set(draft.id, clock.now());
  };
  return {
    begin(draft, bytes) {
      files.set(draft.id, Uint8Array.from(bytes));
      put(draft);
      return Promise.resolve();
    },
    read: (id) => Promise.resolve(structuredClone(drafts.get(id) ?? null)),
    bytes: (id) => Promise.resolve(files.get(id) ?? null),
    change(draft, etag) {
      if (drafts.get(draft.id)?.etag !== etag) return Promise.resolve('conflict');
      put(draft);
      return Promise.resolve('changed');
    },
    list: () =>
      Promise.resolve(
        [...drafts.values()].map(({ draft }) => structuredClone(draft)).sort((a, b) => (a.begun < b.begun ? 1 : -1)),
      ),
    remove(id) {
      files.delete(id);
      drafts.delete(id);
      written.delete(id);
      return Promise.resolve();
    },
    idsBefore: (before) =>
      Promise.resolve([...written].filter(([, at]) => Date.parse(at) < Date.parse(before)).map(([id]) => id)),
  };
}
