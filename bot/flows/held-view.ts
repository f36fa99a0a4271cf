import { heldOf } from '../domain/held-asks.js';
import type { HeldView } from '../domain/held-view.js';
import { writersOf } from '../domain/held-people.js';
import { readDirectory } from './directory.js';
import type { Ports } from './ports.js';
import type { Found } from './found-milestone.js';

/** In plain words where a text stands, by the end of its path. */
const WHERE: Readonly<Record<string, string>> = {
  note: 'what has happened',
  cause: 'the cause',
  remedy: 'the remedial action',
  help: 'the help needed',
  nextStep: 'the next step',
  evidence: 'the evidence',
  evidenceLink: 'the link to the evidence',
  progress: 'the progress that the plan prints',
  reason: 'the reason',
};

/** The held texts of a milestone for who is to look at them. */
export async function heldView(
  { people }: Pick<Ports, 'people'>,
  { stored: { milestone, rev } }: Found,
  done: HeldView['done'],
): Promise<HeldView> {
  const { nameOf } = await readDirectory(people);
  const { plan, ref, text } = milestone;
  return {
    link: { plan, ref, rev },
    text,
    rows: heldOf(milestone).map(({ path, text: words, findings }, at) => ({
      row: String(at + 1),
      where: WHERE[path.split('.').at(-1) ?? ''] ?? 'its words',
      by: writersOf(milestone, words).map(nameOf).join(' and '),
      words,
      findings,
    })),
    done,
  };
}
