/** What an answer brings beside its words: a new date or evidence that waits for a decision, the words of another. */
import { describe, expect, it } from 'vitest';
import type { Actor, Milestone } from '../../bot/domain/plan.js';
import { readSaidThere } from '../../bot/flows/answered-for.js';
import { importPlan } from '../../bot/flows/import-plan.js';
import { milestoneStory } from '../../bot/flows/milestone-story.js';
import { propose } from '../../bot/flows/propose.js';
import { recordUpdate, type Recorded, type Submission } from '../../bot/flows/record-update.js';
import { findMilestone } from '../../bot/flows/found-milestone.js';
import { formView, savedView } from '../../bot/flows/show.js';
import { readAround } from '../../bot/flows/view-facts.js';
import { FORECAST_ONLY, KEY } from '../../bot/domain/policy.js';
import type { UpdateInputs } from '../../bot/domain/views.js';
import { d } from '../support/builders.js';
import { createWorld, linkAll, loadPlan, PLAN, planFile, setHeads, WEDNESDAY, type World } from '../support/world.js';

interface Loaded {
  readonly world: World;
  readonly ports: World['ports'];
  readonly as: (name: string) => Extract<Actor, { kind: 'officer' }>;
  /** Sends an answer about A1, or another, of the newest revision. */
  readonly say: (name: string, rating: string, inputs: UpdateInputs, given?: Partial<Submission>) => Promise<Recorded>;
  readonly now: (ref?: string) => Promise<Milestone>;
}

/** A1 is led by Ann and Ben, A2 by Ann; Hal is head of service. Both are due on 16 December 2026. */
async function loaded(): Promise<Loaded> {
  const world = createWorld();
  const { ports } = world;
  await loadPlan(ports, [
    { ref: 'A1', due: '2026-12-16', leads: ['Ann', 'Ben'] },
    { ref: 'A2', due: '2026-12-16', leads: ['Ann'] },
    { ref: 'B1', due: '2027-05-28', leads: ['Hal'], area: 'B' },
  ]);
  const ids = await linkAll(ports, ['Ann', 'Ben', 'Hal']);
  await setHeads(ports, 'A', [ids.Hal!]);
  const as: Loaded['as'] = (name) => ({ kind: 'officer', id: ids[name]! });
  const say: Loaded['say'] = async (name, rating, inputs, given = {}) => {
    world.clock.advance(60_000);
    return recordUpdate(ports, { plan: PLAN, ref: 'A1', by: as(name), rev: null, rating, inputs, ...given });
  };
  const now: Loaded['now'] = async (ref = 'A1') => (await ports.plans.milestone(PLAN, ref))!.milestone;
  return { world, ports, as, say, now };
}

function saved(recorded: Recorded): Extract<Recorded, { kind: 'saved' }> {
  if (recorded.kind !== 'saved') throw new Error(`It was ${recorded.kind}: ${JSON.stringify(recorded)}`);
  return recorded;
}

const LATER = { note: 'Going well', forecast: '2027-01-29', moveReason: 'partner', moveWords: 'Police cannot come' };
const DONE = { doneOn: '2026-11-17', evidence: 'Minutes of the board' };

describe('a forecast after the approved date', () => {
  it('waits as the new date with its reason, in the same revision as the answer', async () => {
    const { ports, say, now, as } = await loaded();
    const { found, notPutForward } = saved(await say('Ann', 'green', LATER));
    expect([found.stored.rev, notPutForward]).toEqual([2, null]);
    expect((await now()).proposal).toMatchObject({
      date: '2027-01-29',
      because: 'partner',
      reason: 'Police cannot come',
      by: as('Ann'),
    });
    expect((await now()).due).toMatchObject({ date: '2026-12-16' });
    expect(await ports.plans.milestoneHistory(PLAN, 'A1')).toHaveLength(2);
  });

  it('only a forecast puts nothing forward; without a choice nothing is saved', async () => {
    const { say, now } = await loaded();
    saved(await say('Ann', 'green', { note: 'x', forecast: '2027-01-29', moveReason: FORECAST_ONLY }));
    expect((await now()).proposal).toBeNull();
    const refused = await say('Ann', 'green', { note: 'x', forecast: '2027-01-29' });
    expect(refused.kind === 'invalid' && refused.errors.map(({ field }) => field)).toEqual(['moveReason', 'moveWords']);
  });

  it('the same date for the same reason goes on waiting as it was; another date or reason takes its place', async () => {
    const { say, now } = await loaded();
    await say('Ann', 'green', LATER);
    const first = (await now()).proposal;
    saved(await say('Ann', 'green', { ...LATER, note: 'Still well' }));
    saved(await say('Ann', 'green', { note: 'No reason again', forecast: LATER.forecast }));
    expect((await now()).proposal).toEqual(first);
    saved(await say('Ann', 'green', { ...LATER, moveWords: 'Police cannot come before the new year' }));
    expect((await now()).proposal).toMatchObject({ reason: 'Police cannot come before the new year' });
    saved(await say('Ann', 'green', { ...LATER, forecast: '2027-02-26' }));
    expect((await now()).proposal).toMatchObject({ date: '2027-02-26' });
  });

  it('while what somebody else proposed waits: the answer is saved, and it is told why the date was not put forward', async () => {
    const { ports, say, now, as } = await loaded();
    const order = { plan: PLAN, ref: 'A1', by: as('Ben'), rev: null, reason: 'Half term' };
    await propose(ports, { ...order, proposed: { date: d('2027-02-26') } });
    const answer = { rev: 2 };
    const first = saved(await say('Ann', 'green', LATER, answer));
    expect((await now()).update).toMatchObject({ note: 'Going well', forecast: '2027-01-29' });
    expect((await now()).proposal).toMatchObject({ date: '2027-02-26', by: as('Ben') });
    const why = first.notPutForward?.why;
    expect(why).toMatch(/^Somebody else proposed a new date, Friday 26 February 2027, for A1 .* decided first\.$/);
    expect(first.notPutForward).toMatchObject({ date: '2027-01-29', reason: 'Police cannot come' });
    // Delivered twice, it is told the same.
    const again = saved(await say('Ann', 'green', LATER, answer));
    expect([again.replayed, again.notPutForward]).toEqual([true, first.notPutForward]);
    // That very date by somebody else is enough.
    expect(saved(await say('Ann', 'green', { ...LATER, forecast: '2027-02-26' })).notPutForward).toBeNull();
  });

  it('delivered twice puts it forward once, and tells nothing against it', async () => {
    const { say, now } = await loaded();
    await say('Ann', 'green', LATER, { rev: 1 });
    const first = (await now()).proposal;
    const again = saved(await say('Ann', 'green', LATER, { rev: 1 }));
    expect([again.replayed, again.notPutForward, (await now()).proposal]).toEqual([true, null, first]);
  });
});

describe('evidence of what is complete', () => {
  it.each([DONE, { doneOn: '2026-11-17', evidenceLink: 'https://council.example/minutes' }])(
    'waits to be confirmed: %j',
    async (inputs) => {
      const { say, now, as } = await loaded();
      const { update } = saved(await say('Ann', 'complete', inputs));
      expect((await now()).proposal).toMatchObject({ id: `evidence:${update.at}`, evidence: true, by: as('Ann') });
      expect(await now()).toMatchObject({ state: 'delivered' });
    },
  );

  it('that is only promised does not; entered by an operator it does', async () => {
    const { say, now } = await loaded();
    await say('Ann', 'complete', { doneOn: '2026-11-17', evidenceDue: '2026-12-18' });
    expect((await now()).proposal).toBeNull();
    await say('Ann', 'complete', DONE, { by: { kind: 'operator' } });
    expect((await now()).proposal).toMatchObject({ evidence: true, by: { kind: 'operator' } });
  });

  it('goes on waiting while it is the same, is asked about anew when it changes, and not when it is taken back', async () => {
    const { say, now } = await loaded();
    await say('Ann', 'complete', DONE);
    const first = (await now()).proposal;
    await say('Ann', 'complete', { ...DONE, doneOn: '2026-11-16' });
    expect((await now()).proposal).toEqual(first);
    await say('Ben', 'complete', { ...DONE, evidenceLink: 'https://council.example/a' });
    expect((await now()).proposal?.id).not.toBe(first?.id);
    await say('Ann', 'green', { note: 'Not done after all' });
    expect(await now()).toMatchObject({ state: 'in-progress', proposal: null });
  });

  it('takes the place of a date that waits: there is nothing left to move', async () => {
    const { say, now } = await loaded();
    await say('Ann', 'green', LATER);
    await say('Ann', 'complete', DONE);
    expect((await now()).proposal).toMatchObject({ evidence: true, date: null });
  });
});

describe('the same as another', () => {
  it('keeps the words as they stood, whatever is said there later, over others that say the same', async () => {
    const { ports, say, now } = await loaded();
    await say('Ann', 'green', { note: 'The supplier is late' }, { ref: 'A2' });
    saved(await say('Ann', 'green', { sameAs: 'a2' }));
    await say('Ann', 'green', { note: 'The supplier has come' }, { ref: 'A2' });
    const { update } = await now();
    expect(update?.sameAs).toEqual({ ref: 'A2', rev: 2 });
    expect(await readSaidThere(ports, PLAN, update?.sameAs)).toEqual({ ref: 'A2', text: 'The supplier is late' });
    const facts = { key: [KEY.green], nameOf: (id: string) => id };
    const story = await milestoneStory(ports, { plan: PLAN, ref: 'A1' }, facts, ports.clock.now());
    expect(story.at(-1)?.changes.map(({ words }) => words)).toEqual([
      '●\u00a0Green. The same as A2: “The supplier is late”.',
    ]);
    saved(await say('Hal', 'green', { sameAs: 'A1' }, { ref: 'B1' }));
    const there = (await now('B1')).update?.sameAs;
    expect(await readSaidThere(ports, PLAN, there)).toEqual({ ref: 'A1', text: 'The supplier is late' });
    const circle = await say('Ann', 'green', { sameAs: 'B1' }, { ref: 'A2' });
    expect(circle.kind === 'invalid' && circle.errors[0]?.message).toContain('B1 already says the same as A2');
  });

  it('the form shows what it points at and who decides; the saved card shows the words', async () => {
    const { ports, say, as } = await loaded();
    await say('Ann', 'green', { note: 'The supplier is late' }, { ref: 'A2' });
    const found = (await findMilestone(ports, PLAN, 'A1'))!;
    const typed = { inputs: { sameAs: 'A2' } };
    const form = await formView(ports, found, as('Ann').id, KEY.green, [], typed);
    expect(form).toMatchObject({
      pointsAt: { ref: 'A2', text: 'The supplier is late' },
      deciders: ['Hal'],
      bodies: [],
    });
    const recorded = saved(await say('Ann', 'green', { sameAs: 'A2' }));
    const { milestone } = await savedView(ports, recorded, as('Ann').id, []);
    expect(milestone.lastUpdate).toMatchObject({ note: null, sameAs: { ref: 'A2', text: 'The supplier is late' } });
  });
});

describe('an answer', () => {
  it('again on the same day is a new entry of the history, even in the same words; the one before stays', async () => {
    const { ports, say } = await loaded();
    await say('Ann', 'green', { note: 'Going well' });
    await say('Ann', 'amber', { cause: 'Not so well', recovery: '2026-12-01' });
    await say('Ann', 'amber', { cause: 'Not so well', recovery: '2026-12-01' });
    await say('Ben', 'green', { note: 'Well again' });
    const rows = await ports.plans.milestoneHistory(PLAN, 'A1');
    const words = rows.map(({ rev, image }) => {
      const update = image.kind === 'milestone' ? image.milestone.update : null;
      return [rev, update?.on ?? null, update?.note ?? update?.cause ?? null];
    });
    expect(words).toEqual([
      [1, null, null],
      [2, '2026-11-18', 'Going well'],
      [3, '2026-11-18', 'Not so well'],
      [4, '2026-11-18', 'Not so well'],
      [5, '2026-11-18', 'Well again'],
    ]);
    expect(await ports.brokenLinks(PLAN)).toEqual([]);
  });

  it('the next form begins with it, without a body that has left the plan’s list', async () => {
    const { ports, say, as } = await loaded();
    const bodies = async (names: readonly string[]) => {
      const { plan } = (await ports.plans.outline(PLAN))!;
      const { rev, at, hash, etag, ...image } = plan;
      const change = {
        image: { kind: 'plan' as const, plan: { ...image, bodies: names } },
        previous: { rev, at, hash, etag },
      };
      const stamp = { at: ports.clock.now(), recordedAt: ports.clock.now(), by: { kind: 'operator' as const } };
      await ports.plans.commit(PLAN, [{ ...change, ...stamp, why: 'policy set', inputHash: names.join() }]);
    };
    await bodies(['Eclipse', 'Health trust']);
    const said = { ...LATER, waitsOnBody: 'Eclipse', evidenceLink: 'https://council.example/a', nextStep: 'Ask again' };
    await say('Ann', 'green', said);
    const form = async () =>
      formView(ports, (await findMilestone(ports, PLAN, 'A1'))!, as('Ann').id, KEY.green, [], null);
    expect((await form()).inputs).toEqual(said);
    await bodies(['Health trust']);
    const { waitsOnBody, ...others } = said;
    expect(waitsOnBody).toBe('Eclipse');
    expect((await form()).inputs).toEqual(others);
  });

  it('a later date that waits for nobody is only a forecast on the next form, and is saved so without a word', async () => {
    const { ports, say, as, now } = await loaded();
    await say('Ann', 'green', { note: 'x', forecast: '2027-01-29', moveReason: FORECAST_ONLY });
    const found = (await findMilestone(ports, PLAN, 'A1'))!;
    const { inputs } = await formView(ports, found, as('Ann').id, KEY.green, [], null);
    expect(inputs).toEqual({ note: 'x', forecast: '2027-01-29', moveReason: FORECAST_ONLY });
    saved(await say('Ann', 'green', inputs));
    expect((await now()).proposal).toBeNull();
  });
});

describe('the same as what the plan prints', () => {
  const printed = async (progress: Readonly<Record<string, string>>, sameAs: Readonly<Record<string, string>>) => {
    const { ports, clock } = createWorld();
    const refs = ['A1', 'A2', 'A3'];
    const file = planFile(refs.map((ref) => ({ ref, due: '2026-12-16', leads: ['Ann'] })));
    const rows = file.rows.map((row) => ({
      ...row,
      progress: progress[row.ref] ?? null,
      sameAs: sameAs[row.ref] ?? null,
    }));
    const loading = {
      plan: PLAN,
      title: 'The plan',
      file: { ...file, rows },
      asAt: WEDNESDAY,
      acceptSuggestions: false,
    };
    await importPlan(ports, loading);
    const { Ann } = await linkAll(ports, ['Ann']);
    const say = async (ref: string, rating: string, inputs: UpdateInputs) => {
      clock.advance(60_000);
      const by = { kind: 'officer', id: Ann! } as const;
      const got = await recordUpdate(ports, { plan: PLAN, ref, by, rev: null, rating, inputs });
      return got.kind === 'invalid' ? got.errors.map(({ message }) => message).join(' ') : got.kind;
    };
    const said = async (ref: string) =>
      readSaidThere(ports, PLAN, (await ports.plans.milestone(PLAN, ref))!.milestone.update?.sameAs);
    const around = async (ref: string) => readAround(ports, (await ports.plans.milestone(PLAN, ref))!.milestone);
    return { say, said, around };
  };
  const DONE_HERE = { doneOn: '2026-11-17', evidence: 'All hired' };
  const NOTHING = (ref: string) =>
    `Nothing has been said of ${ref} yet that could stand here. Say it in your own words.`;

  it('is no circle through words that only point back', async () => {
    const { say } = await printed({ A1: 'Begun', A2: 'See A1' }, { A2: 'A1' });
    expect(await say('A1', 'green', { sameAs: 'A2' })).toBe(
      'A2 already says the same as A1: neither would say anything. Say it in your own words.',
    );
  });

  it('follows words that only point elsewhere to where something is said, until somebody answers', async () => {
    const { say, said, around } = await printed({ A2: 'See A3', A3: 'Nobody is hired' }, { A2: 'A3' });
    expect(await say('A1', 'green', { sameAs: 'A2' })).toBe('saved');
    expect(await said('A1')).toEqual({ ref: 'A3', text: 'Nobody is hired' });
    expect((await around('A2')).sameAs).toEqual({ ref: 'A3', text: 'Nobody is hired' });
    await say('A3', 'green', { note: 'Two are hired' });
    expect((await around('A2')).sameAs).toEqual({ ref: 'A3', text: 'Two are hired' });
    await say('A2', 'green', { note: 'Own words' });
    await say('A3', 'green', { sameAs: 'A2' });
    expect(await say('A1', 'green', { sameAs: 'A3' })).toBe('saved');
    expect(await said('A1')).toEqual({ ref: 'A3', text: 'Own words' });
  });

  it('words that point at one of which nothing is said are none', async () => {
    const { say } = await printed({ A2: 'See A3' }, { A2: 'A3' });
    expect(await say('A1', 'green', { sameAs: 'A2' })).toBe(NOTHING('A2'));
  });

  it('is never what was printed before the last answer', async () => {
    const { say, said } = await printed({ A2: 'Not begun as nobody is hired', A3: 'Not begun' }, {});
    await say('A2', 'complete', DONE_HERE);
    expect(await say('A1', 'green', { sameAs: 'A2' })).toBe('saved');
    expect(await said('A1')).toEqual({ ref: 'A2', text: 'All hired' });
    await say('A3', 'complete', { doneOn: '2026-11-17', evidenceDue: '2026-12-18' });
    expect(await say('A1', 'green', { sameAs: 'A3' })).toBe(NOTHING('A3'));
  });

  it('on a list follows the same as of the one that it points at', async () => {
    const { say, around } = await printed({ A1: 'See A2', A2: 'Begun', A3: 'Nobody is hired' }, { A1: 'A2' });
    await say('A2', 'green', { sameAs: 'A3' });
    expect((await around('A1')).sameAs).toEqual({ ref: 'A2', text: 'Nobody is hired' });
  });
});
