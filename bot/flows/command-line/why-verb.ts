import { inWords } from '../../domain/dates.js';
import { askInWords, rungInWords } from '../../domain/rung-words.js';
import { dueSentence } from '../../domain/why-words.js';
import { around, concerned, explain, type Explained } from '../explain.js';
import { CommandError, namedOfficer, table, type Answer, type CommandPorts, type Common } from './answer.js';
import { aheadLines, loadedPlan } from './loaded.js';
import { storedOf } from './orders.js';
import { planOf } from './plan-verbs.js';

export interface WhyWords {
  readonly plan: string;
  readonly ref: string;
  /** Null: everybody who is asked about it, or leads it. */
  readonly officer: string | null;
}

/** Why somebody is asked about a milestone on a day, or is not; without a name, of everybody whom it concerns. */
export async function whyVerb(ports: CommandPorts, common: Common, words: WhyWords): Promise<Answer> {
  const { asAt } = common;
  const { ref } = storedOf(await planOf(ports, words.plan), words.ref).milestone;
  const plan = await loadedPlan(ports, common, words.plan);
  const found = await around(ports, plan, ref, asAt);
  if (found === null) {
    throw new CommandError('not-yet-loaded', `${ref} was not in “${words.plan}” yet on ${inWords(asAt)}.`);
  }
  const about = { asAt, plan: words.plan, ref };
  const heading = [...aheadLines(ports, common), `${ref} ${found.one.milestone.text}`];
  if (words.officer !== null) {
    const { id } = await namedOfficer(ports, words.officer);
    const explained = await explain(ports, found, id);
    return { json: { ...about, ...personJson(explained) }, lines: [...heading, ...linesOf(ports, explained)] };
  }
  const people: Explained[] = [];
  for (const officer of concerned(found)) people.push(await explain(ports, found, officer));
  const nobody = ['', dueSentence(found.one.milestone), 'Nobody leads it or is accountable for it: nobody is asked.'];
  return {
    json: { ...about, people: people.map(personJson) },
    lines: [
      ...heading,
      ...(people.length === 0 ? nobody : people.flatMap((one, at) => linesOf(ports, one, people.slice(0, at)))),
    ],
  };
}

function personJson({ officer, name, standing, owed, asked, rungs, next, because }: Explained) {
  return {
    officer: name,
    officerId: officer,
    standing,
    owed: owed.map(({ anchor, step, on }) => ({ anchor, step, on })),
    asked: asked.map(({ anchor, step, at, slot, delivery }) => ({ anchor, step, at, slot, delivery })),
    stages: rungs.map(({ anchor, step, on, became, answer, wasOn }) => ({
      anchor,
      step,
      on,
      became,
      answeredOn: answer?.on ?? null,
      wasOn,
    })),
    next,
    because,
  };
}

/** Days that are those of somebody told of already are not told again. */
function linesOf(ports: CommandPorts, { because, rungs }: Explained, told: readonly Explained[] = []): string[] {
  const rows = daysOf(ports, rungs);
  const same = told.find((one) => rows.length > 1 && sameRows(daysOf(ports, one.rungs), rows));
  const days = same === undefined ? table(rows) : [`  The same days as for ${same.name}.`];
  return ['', because.join(' '), ...days];
}

/** A row for each day; those before the load in one. */
function daysOf({ calendar }: CommandPorts, rungs: Explained['rungs']): readonly (readonly string[])[] {
  const before = rungs.filter(({ became }) => became === 'before-load');
  const [first, last] = [before[0], before.at(-1)];
  const row = (rung: Explained['rungs'][number]) => [
    `  ${inWords(rung.on)}`,
    askInWords(rung, calendar),
    rungInWords(rung),
  ];
  if (first === undefined || last === undefined || before.length < 2) return rungs.map(row);
  const passed = [`  Up to ${inWords(last.on)}`, `${String(before.length)} times to ask`, rungInWords(last)];
  return [passed, ...rungs.filter(({ became }) => became !== 'before-load').map(row)];
}

function sameRows(a: readonly (readonly string[])[], b: readonly (readonly string[])[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
