import { areaDraft } from '../domain/area-draft.js';
import { personsOf } from '../domain/people.js';
import type { Area, OfficerId } from '../domain/plan.js';
import { actorName, isSigned } from '../domain/sign-off.js';
import type { SignOffView } from '../domain/views.js';
import { readDirectory } from './directory.js';
import type { Ports } from './ports.js';
import { signingMark, type WindowDraft } from './window-draft.js';

/** What stands on the card beside the figures. */
export type SignOffGiven = Partial<Pick<SignOffView, 'typed' | 'error' | 'changed' | 'done'>>;

/** The figures of one area for one reader, to stand by. */
export async function signOffView(
  ports: Ports,
  draft: WindowDraft,
  area: Area,
  reader: OfficerId,
  given: SignOffGiven = {},
): Promise<SignOffView> {
  const { officers, nameOf } = await readDirectory(ports.people);
  const { plan } = draft.outline;
  const figures = draft.figuresOf(area.code);
  const { signed } = area;
  const stands = isSigned(area, draft.window.id, figures);
  const by = signed === null ? '' : actorName(signed.by, nameOf);
  return {
    link: { plan: plan.id, ref: area.code, rev: signingMark(ports, area, draft.window.id, figures) },
    planTitle: plan.title,
    levels: plan.levels,
    window: draft.window.name,
    asAt: draft.snapshot.asAt,
    posts: draft.window.posts,
    area: area.title,
    draft: areaDraft(draft.rolled.rollup, area.code),
    signed:
      stands && signed !== null
        ? {
            by,
            byReader: signed.by.kind === 'officer' && officers.get(signed.by.id)?.id === reader,
            on: signed.on,
            words: signed.words,
          }
        : null,
    lapsed: !stands && signed?.window === draft.window.id ? { by, on: signed.on } : null,
    releasedBy: plan.release && plan.owner !== null ? personsOf(officers, [plan.owner]).map(nameOf) : [],
    typed: given.typed ?? {},
    error: given.error ?? null,
    changed: given.changed ?? null,
    done: given.done ?? false,
  };
}
