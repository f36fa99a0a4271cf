/** What the replies in a summary's thread tell, an area each: everything that the message leaves out or cuts short. */
import { kindsOf, sizesOf } from './rollup.js';
import type { Rollup } from './rollup-facts.js';
import { listedOnly } from './rollup-listed.js';
import { areasWithMore } from './rollup-more.js';
import { rollupView } from './rollup-view.js';
import type { AreaReplyView, Heading } from './views.js';

/** One reply an area, in the order of the plan. */
export function areaReplies(rollup: Rollup, heading: Heading): readonly AreaReplyView[] {
  const more = areasWithMore(rollup, heading);
  return rollup.areas.map((area) => {
    const own = ofArea(rollup, area);
    const view = rollupView(own, headingIn(own, heading, area.code), Infinity);
    const { code, title, head } = area;
    return { code, title, head, view, ...(!more.has(code) && { told: true }) };
  });
}

/** What belongs to the plan as a whole stands in the message alone. */
function headingIn({ texts }: Rollup, heading: Heading, code: string): Heading {
  const { planTitle, levels, asAt, time, measures, questions, signing } = heading;
  const refs = new Set(texts.map(({ ref }) => ref));
  return {
    ...{ planTitle, levels, asAt, time },
    ...(measures && {
      measures: measures.filter(({ area, ref }) => area === code || (ref !== null && refs.has(ref))),
    }),
    ...(questions && { questions: questions.filter(({ ref }) => refs.has(ref)) }),
    ...(signing && {
      signing: {
        signed: signing.signed.filter((one) => one.code === code),
        unsigned: signing.unsigned.filter((one) => one.code === code),
      },
    }),
  };
}

/** The figures of one area of those of a summary. What is not named is in its counts, and in no other number. */
function ofArea(rollup: Rollup, area: Rollup['areas'][number]): Rollup {
  const counted = rollup.rows.filter((row) => row.area === area.code);
  const inArea = new Set(counted.map(({ ref }) => ref));
  const own = listedOnly(rollup, (ref) => inArea.has(ref));
  const { movedEver, dueNext } = own;
  const sum = (of: (row: (typeof movedEver.rows)[number]) => number): number =>
    movedEver.rows.reduce((total, row) => total + of(row), 0);
  return {
    ...own,
    counts: area.counts,
    before: area.before,
    grades: own.grades.map((grade) => ({ ...grade, ...gradeIn(area, grade.entry.id) })),
    areas: [area],
    rows: counted,
    withheld: counted.length - own.texts.length,
    sizes: sizesOf(own),
    kinds: kindsOf(own.exceptions),
    movedEver: {
      often: movedEver.often,
      rows: movedEver.rows,
      milestones: movedEver.rows.length,
      moves: sum(({ times }) => times),
      slip: sum(({ slip }) => slip),
    },
    dueNext: { ...dueNext, count: dueNext.rows.length },
  };
}

function gradeIn({ grades }: Rollup['areas'][number], id: string): { count: number; before: number | null } {
  const found = grades.find(({ entry }) => entry.id === id);
  return { count: found?.count ?? 0, before: found?.before ?? null };
}
