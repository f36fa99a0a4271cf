import type { OfficerId } from '../domain/plan.js';
import type { BehalfFormView } from '../domain/views.js';
import { readDirectory } from './directory.js';
import type { Ports } from './ports.js';
import type { Found } from './found-milestone.js';
import { chooseView } from './show.js';

/** The form on which an answer for somebody else begins; one who is alone in question is chosen already. */
export async function behalfForm(
  ports: Ports,
  found: Found,
  reader: OfficerId,
  people: readonly OfficerId[],
  { typed, errors = [], ticks = [] }: Pick<BehalfFormView, 'typed'> & Partial<Pick<BehalfFormView, 'errors' | 'ticks'>>,
): Promise<BehalfFormView> {
  const { nameOf } = await readDirectory(ports.people);
  const { milestone } = await chooseView(ports, found, reader, ticks);
  const [only] = people.length === 1 ? people : [];
  return {
    milestone,
    people: people.map((officer) => ({ officer, name: nameOf(officer) })),
    typed: { ...typed, officer: typed.officer === '' ? (only ?? '') : typed.officer },
    errors,
    ticks,
  };
}
