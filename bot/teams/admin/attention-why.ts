/** "why was Ann not asked about FD 1.1": said by an admin, answered as `why` is at the command line. */
import { deskCard, noticeCard, type Built } from '../../../cards/index.js';
import { plainLine } from '../../domain/desk-views.js';
import { nearestNames, didYouMean } from '../../domain/nearest.js';
import type { OfficerId, PlanId } from '../../domain/plan.js';
import { inWords } from '../../domain/dates.js';
import { askInWords, rungInWords } from '../../domain/rung-words.js';
import { planAsAt } from '../../flows/as-at.js';
import { around, concerned, explain } from '../../flows/explain.js';
import { findByRef } from '../../flows/led-by.js';
import type { Officer } from '../../flows/ports.js';
import { todayOf } from '../../flows/today.js';
import type { Asker } from '../whom.js';

const DAYS_SHOWN = 10;
const PEOPLE_SHOWN = 6;
const HOW = 'Say “why REF” for everybody whom it concerns, or “why REF NAME”.';

export async function sayWhy(asker: Asker, what: string): Promise<Built> {
  const { ports, sign } = asker;
  const said = what.replace(/[?.!]+$/, '').trim();
  if (said === '') return noticeCard({ title: 'Why what?', lines: [HOW] }, sign);
  const officers = (await ports.people.officers()).map(({ value }) => value).filter(({ erased }) => erased !== true);
  const { officer, rest } = officerIn(officers, said);
  const ref = rest
    .replace(/^(?:was |is |were )?(?:not )?(?:asked )?(?:about |of )?/i, '')
    .replace(/ (?:not )?asked(?: about)?$/i, '')
    .trim();
  const { found } = await findByRef(ports, asker.reader, ref, true);
  const [place] = found;
  if (place === undefined)
    return noticeCard({ title: 'Which one?', lines: [`No plan has a “${ref}”.${near(officers, said)}`, HOW] }, sign);
  if (found.length > 1) {
    const lines = [
      `Several plans have “${ref}”: ${found.map(({ plan }) => plan).join(', ')}.`,
      'At the command line: why REF NAME --plan ID',
    ];
    return noticeCard({ title: 'Which one?', lines }, sign);
  }
  return whyCard(asker, place.plan, place.ref, officer);
}

/** A name of somebody at the beginning or the end, the longest that fits; what is left is the ref. */
function officerIn(
  officers: readonly Officer[],
  said: string,
): { readonly officer: OfficerId | null; readonly rest: string } {
  const lower = said.toLowerCase();
  const names = officers
    .flatMap(({ id, name, aliases }) => [name, ...aliases].map((one) => ({ id, name: one.toLowerCase() })))
    .sort((a, b) => b.name.length - a.name.length);
  for (const { id, name } of names) {
    if (lower.endsWith(` ${name}`)) return { officer: id, rest: said.slice(0, -name.length).trim() };
    if (lower.startsWith(`${name} `)) return { officer: id, rest: said.slice(name.length).trim() };
  }
  return { officer: null, rest: said };
}

function near(officers: readonly Officer[], said: string): string {
  const last = said.split(/\s+/).slice(-2).join(' ');
  return didYouMean(
    nearestNames(
      last,
      officers.map(({ name }) => name),
    ),
  );
}

async function whyCard({ ports, sign }: Asker, plan: PlanId, ref: string, officer: OfficerId | null): Promise<Built> {
  const today = todayOf(ports);
  const contents = await planAsAt(ports, plan, today);
  const found = contents === null ? null : await around(ports, contents, ref, today);
  if (found === null) return noticeCard({ title: 'It is not in the plan today', lines: [HOW] }, sign);
  const whom = officer === null ? concerned(found).slice(0, PEOPLE_SHOWN) : [officer];
  const people = await Promise.all(whom.map((one) => explain(ports, found, one)));
  const nobody = 'Nobody leads it or is accountable for it: nobody is asked.';
  return deskCard(
    {
      title: `Why ${ref}`,
      intro: [
        { strong: `${ref} `, rest: found.one.milestone.text },
        ...(people.length === 0 ? [plainLine(nobody)] : []),
      ],
      sections: people.map(({ name, because, rungs }) => ({
        heading: name,
        lines: [
          ...because.map(plainLine),
          ...(officer === null ? [] : rungs.filter(({ became }) => became !== 'before-load').slice(-DAYS_SHOWN)).map(
            (rung) => ({
              strong: `${inWords(rung.on)}: `,
              rest: `${askInWords(rung, ports.calendar)}, ${rungInWords(rung)}`,
            }),
          ),
        ],
      })),
      ...{ rows: [], fields: [], typed: {}, error: null, buttons: [] },
    },
    sign,
  );
}
