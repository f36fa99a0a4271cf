import { EVERYTHING } from '../../bot/flows/foresee.js';
import { beforeEach, describe, expect, it } from 'vitest';
import { copyFile } from '../../bot/documents/copy-file.js';
import { civilDate } from '../../bot/domain/dates.js';
import { KEEP } from '../../bot/domain/retention.js';
import { readCsvOfficers, readEntraId } from '../../bot/documents/read-csv-officers.js';
import type { CommandPorts, Common } from '../../bot/flows/command-line/answer.js';
import { commandLine } from '../../bot/flows/command-line/index.js';
import { linkOfficer, type LinkOrder } from '../../bot/flows/link-officer.js';
import { nightly } from '../../bot/flows/nightly.js';
import type { Ports } from '../../bot/flows/ports.js';
import { propose } from '../../bot/flows/propose.js';
import { recordUpdate } from '../../bot/flows/record-update.js';
import { rememberChat } from '../../bot/flows/remember-chat.js';
import { sweep } from '../../bot/flows/sweep.js';
import type { StorageCall } from '../support/faulty-driver.js';
import {
  askedOf,
  chatFor,
  createWorld,
  dueRows,
  loadPlan,
  PLAN,
  setHeads,
  WEDNESDAY,
  type ProcessNeeds,
  type World,
} from '../support/world.js';

const EMMA = 'Emma Bennett';
const DOCTOR = 'Dr Emma Bennett';
const ENTRA = '6f1d2a40-3b7c-4e15-9a52-0c8e7d4b1f01';
const OTHER = '6f1d2a40-3b7c-4e15-9a52-0c8e7d4b1f02';
const WISHES = [
  { ref: 'A1', due: '2026-11-18', leads: [EMMA] },
  { ref: 'A2', due: '2026-11-18', leads: [DOCTOR, 'Ben'] },
  { ref: 'A3', due: '2027-11-18', leads: ['Ben', DOCTOR, EMMA] },
  { ref: 'A4', due: '2026-11-18', leads: [], area: 'B' },
];

const order = (name: string, entraId: string | null, rest: Partial<LinkOrder> = {}): LinkOrder => ({
  name,
  entraId,
  aliases: [],
  roles: [],
  ...rest,
});

let world: World;
let ids: Record<string, string>;

/** Emma is linked, and Dr Emma is another officer of the plan, head of an area and the plan's owner. */
async function twoNames(): Promise<World> {
  const made = createWorld();
  await loadPlan(made.ports, WISHES);
  ids = Object.fromEntries((await made.ports.people.officers()).map(({ value }) => [value.name, value.id]));
  await linkOfficer(made.ports, order(EMMA, ENTRA));
  await setHeads(made.ports, 'B', [ids[DOCTOR]!, ids.Ben!]);
  await commandLine.headsSet(commands(made.ports), COMMON, { plan: PLAN, area: null, to: DOCTOR, second: false });
  return made;
}

const COMMON: Common = { asAt: WEDNESDAY, by: { kind: 'operator' } };

const noReport = () => Promise.reject(new Error('no reports here'));

function commands(ports: World['ports'], localIds = false): CommandPorts {
  return {
    ...ports,
    readOfficers: (bytes) => readCsvOfficers(bytes, localIds),
    readMeasures: () => ({ refused: 'no measures here' }),
    writeReport: { docx: noReport, xlsx: noReport, html: noReport },
    plainText: () => 'no cards here',
    readEntraId: (text) => readEntraId(text, localIds),
    keep: KEEP,
    brokenHistory: () => Promise.resolve([]),
    copyFile,
    inScratch: (same) => same,
  };
}

/** Everything that names somebody, with names for ids. */
async function seen({ ports }: World) {
  const contents = (await ports.plans.contents(PLAN))!;
  const people = (await ports.people.officers()).map(({ value }) => value);
  const nameOf = (id: string) => people.find((one) => one.id === id)?.name ?? `not ${id}`;
  const led = await Promise.all(
    Object.values(ids).map(async (id) =>
      (await ports.leadIndex.of(id)).map(({ value }) => `${nameOf(id)} ${value.ref}`),
    ),
  );
  return {
    people: people.map(({ name, entraId, chat, aliases }) => [name, entraId, chat?.conversationId ?? null, aliases]),
    leads: contents.milestones.map(({ milestone }) => milestone.leads.map(nameOf)),
    heads: contents.areas.map(({ heads }) => heads.map(nameOf)),
    owner: contents.plan.owner === null ? null : nameOf(contents.plan.owner),
    led: led.flat().sort(),
    broken: await ports.brokenLinks(PLAN),
  };
}

const ONE = {
  people: [
    [EMMA, ENTRA, null, [DOCTOR]],
    ['Ben', null, null, []],
  ],
  leads: [[EMMA], [EMMA, 'Ben'], ['Ben', EMMA], []],
  heads: [[], [EMMA, 'Ben']],
  owner: EMMA,
  led: ['Ben A2', 'Ben A3', 'Emma Bennett A1', 'Emma Bennett A2', 'Emma Bennett A3'],
  broken: [],
};

/** Ends a process at each of its writes in turn, before or after it. */
async function atEveryWrite(
  start: () => Promise<World>,
  act: (ports: Ports) => Promise<unknown>,
  check: (world: World, at: number) => Promise<void>,
): Promise<void> {
  const isWrite = ({ act: kind }: StorageCall): boolean => kind === 'submit';
  for (let at = 1; ; at += 1) {
    for (const fault of ['crash-before', 'crash-after'] as const) {
      const fresh = await start();
      let writes = 0;
      const dying = fresh.start({ fault: (call) => (isWrite(call) && (writes += 1) === at ? fault : null) });
      const end = await act(dying.ports).then(
        () => 'done',
        () => 'died',
      );
      if (writes < at) {
        expect([end, at > 1]).toEqual(['done', true]);
        return;
      }
      fresh.clock.advance(60_000);
      await check(fresh, at);
    }
  }
}

/** Somebody else acts right before the first write to a table. */
function before(table: string, act: () => Promise<unknown>): ProcessNeeds {
  let once = false;
  return {
    hook: async (call) => {
      if (once || call.table !== table || call.act !== 'submit') return;
      once = true;
      await act();
    },
  };
}

describe('a second name of somebody who is linked', () => {
  beforeEach(async () => {
    world = await twoNames();
  });

  it('becomes another name of theirs, in every plan', async () => {
    const { ports } = world;
    await linkOfficer(ports, order('Ben', OTHER));
    await sweep(ports, { slot: 's1', today: WEDNESDAY, atOnce: true });
    const linked = await linkOfficer(ports, order(DOCTOR, ENTRA, { aliases: ['EB'], roles: ['leader'] }));
    expect([linked.kind, linked.officer.name]).toEqual(['alias', EMMA]);
    const now = await seen(world);
    const people = [
      [EMMA, ENTRA, null, [DOCTOR, 'EB']],
      ['Ben', OTHER, null, []],
    ];
    expect(now).toEqual({ ...ONE, people });
    for (const name of [DOCTOR, 'E.B.']) expect((await ports.people.byName(name))?.value.id).toBe(ids[EMMA]);
    const history = await ports.plans.milestoneHistory(PLAN, 'A2');
    expect(history.map(({ why, by }) => [why, by.kind])).toEqual([
      ['import', 'import'],
      ['same person as before', 'operator'],
    ]);
    // Asked at once of who has it now; who was asked already is not asked again.
    expect(await askedOf(ports, ids[DOCTOR]!)).toEqual([]);
    world.clock.set('2026-11-19T10:00:00Z');
    await sweep(ports, { slot: 's2', today: WEDNESDAY, atOnce: true });
    expect([...(await askedOf(ports, ids[EMMA]!))].sort()).toEqual([
      'A1 2026-11-18 0',
      'A2 2026-11-18 0',
      'A4 2026-11-18 0',
    ]);
    expect([...(await askedOf(ports, ids.Ben!))].sort()).toEqual(['A2 2026-11-18 0', 'A4 2026-11-18 0']);
    expect(world.bells.waiting().filter(({ queue }) => queue === 'refresh')).toHaveLength(2);
  });

  it('is whose name stands beside what they entered for another', async () => {
    const { ports } = world;
    const enteredBy = { kind: 'officer', id: ids[DOCTOR]! } as const;
    const onBehalf = { source: 'phone', on: WEDNESDAY, admin: false } as const;
    const about = { plan: PLAN, ref: 'A2', by: { kind: 'officer', id: ids.Ben! }, rev: null } as const;
    const inputs = { note: 'All well' };
    const done = await recordUpdate(ports, { ...about, rating: 'green', inputs, enteredBy, onBehalf });
    expect(done.kind).toBe('saved');
    const proposed = { date: civilDate('2026-12-18') };
    expect((await propose(ports, { ...about, enteredBy, proposed, reason: 'Later' })).kind).toBe('done');
    expect((await linkOfficer(ports, order(DOCTOR, ENTRA))).kind).toBe('alias');
    const { milestone } = (await ports.plans.milestone(PLAN, 'A2'))!;
    const emma = { kind: 'officer', id: ids[EMMA] };
    expect([milestone.update?.onBehalf?.enteredBy, milestone.proposal?.enteredBy]).toEqual([emma, emma]);
  });

  it('stays so when it is said again', async () => {
    await linkOfficer(world.ports, order(DOCTOR, ENTRA));
    const history = await world.ports.plans.history(PLAN);
    const again = await linkOfficer(world.ports, order(DOCTOR, ENTRA));
    expect([again.kind, again.officer.name]).toEqual(['linked', EMMA]);
    expect(await seen(world)).toEqual(ONE);
    expect(await world.ports.plans.history(PLAN)).toEqual(history);
  });

  it('may be given as an alias of who is linked, or is being linked, or the other way round', async () => {
    const lists = [
      order(EMMA, ENTRA, { aliases: [DOCTOR] }),
      order(EMMA, null, { aliases: [DOCTOR] }),
      order(DOCTOR, ENTRA, { aliases: [EMMA] }),
      order(DOCTOR, null, { aliases: [EMMA] }),
    ];
    for (const each of lists) {
      world = await twoNames();
      expect((await linkOfficer(world.ports, each)).kind).toBe(each.name === EMMA ? 'linked' : 'alias');
      expect(await seen(world)).toEqual(ONE);
    }
  });

  it('completes when it is said again after a crash at any write', async () => {
    await atEveryWrite(
      twoNames,
      (ports) => linkOfficer(ports, order(DOCTOR, ENTRA)),
      async (after, at) => {
        await linkOfficer(after.ports, order(DOCTOR, ENTRA));
        expect([at, await seen(after)]).toEqual([at, ONE]);
        const rows = await dueRows(after.ports);
        for (const ref of ['A1', 'A2', 'A4']) {
          expect(rows.some((row) => row.startsWith(`2026-11-18 ${ref} `))).toBe(true);
        }
        after.clock.advance(25 * 3_600_000);
        expect((await nightly(after.ports)).added).toBe(0);
      },
    );
  });

  it('names nobody in a plan that was loaded with the old name meanwhile', async () => {
    const meanwhile = before('People', () =>
      loadPlan(world.ports, [{ ref: 'X1', due: '2026-12-18', leads: [DOCTOR] }], WEDNESDAY, 'second'),
    );
    await linkOfficer(world.start(meanwhile).ports, order(DOCTOR, ENTRA));
    await linkOfficer(world.ports, order(DOCTOR, ENTRA));
    expect((await world.ports.plans.milestone('second', 'X1'))?.milestone.leads).toEqual([ids[EMMA]]);
  });

  it('keeps an answer given at the same moment, and says that it lost', async () => {
    const meanwhile = before('Plans', async () => {
      const { milestone, ...previous } = (await world.ports.plans.milestone(PLAN, 'A2'))!;
      const { clock } = world;
      await world.ports.plans.commit(PLAN, [
        {
          image: { kind: 'milestone', milestone: { ...milestone, text: 'Meanwhile' } },
          previous,
          at: clock.now(),
          recordedAt: clock.now(),
          by: { kind: 'operator' },
          why: 'update',
          inputHash: 'x',
        },
      ]);
    });
    expect((await linkOfficer(world.start(meanwhile).ports, order(DOCTOR, ENTRA))).kind).toBe('conflict');
    expect((await linkOfficer(world.ports, order(DOCTOR, ENTRA))).kind).toBe('alias');
    expect((await world.ports.plans.milestone(PLAN, 'A2'))?.milestone).toMatchObject({
      text: 'Meanwhile',
      leads: [ids[EMMA], ids.Ben],
    });
  });

  it('is refused when somebody else is linked by it, and then changes nothing', async () => {
    await linkOfficer(world.ports, order('Ben', OTHER));
    const now = await seen(world);
    const wrong = [
      order('Ben', ENTRA),
      order(EMMA, ENTRA, { aliases: ['Ben'] }),
      order(DOCTOR, ENTRA, { aliases: ['Ben'] }),
      order(DOCTOR, '6f1d2a40-3b7c-4e15-9a52-0c8e7d4b1f03', { aliases: ['Ben'] }),
    ];
    for (const each of wrong) expect((await linkOfficer(world.ports, each)).kind).toBe('taken');
    expect(await seen(world)).toEqual(now);
  });

  it('is, in the past too, one person by the present name', async () => {
    const { ports } = world;
    world.clock.set('2026-11-20T10:00:00Z');
    await linkOfficer(ports, order(DOCTOR, ENTRA));
    const any = { plan: PLAN, lead: null, state: null, tag: null, overdue: false };
    const leads = async (words: Partial<typeof any> | { lead: string }) => {
      const { json } = await commandLine.milestones(commands(ports), COMMON, { ...any, ...words });
      const { milestones } = json as { milestones: { ref: string; leads: { name: string }[] }[] };
      return milestones.map((one) => `${one.ref}: ${one.leads.map(({ name }) => name).join(', ')}`);
    };
    const all = [`A1: ${EMMA}`, `A2: ${EMMA}, Ben`, `A3: Ben, ${EMMA}`];
    expect(await leads({})).toEqual([...all, 'A4: ']);
    expect(await leads({ lead: DOCTOR })).toEqual(all);
    const { json } = await commandLine.foresee(commands(ports), COMMON, EVERYTHING, false);
    const { digests } = json as { digests: { officerId: string }[] };
    expect(digests.map(({ officerId }) => officerId).sort()).toEqual([ids[EMMA], ids.Ben].sort());
  });
});

describe('somebody met in Teams', () => {
  const met = async (): Promise<World> => {
    const made = createWorld();
    await loadPlan(made.ports, WISHES);
    ids = Object.fromEntries((await made.ports.people.officers()).map(({ value }) => [value.name, value.id]));
    await rememberChat(made.ports, { entraId: ENTRA, name: EMMA }, chatFor('old'), 'and-welcome');
    return made;
  };
  const write = (ports: Ports) => rememberChat(ports, { entraId: ENTRA, name: EMMA }, chatFor('new'), 'only');

  it('is one person with the officer whom they are linked to', async () => {
    world = await met();
    const stranger = (await world.ports.people.byEntraId(ENTRA))!.value;
    expect(stranger).toMatchObject({ met: true, aliases: [] });
    await linkOfficer(world.ports, order(stranger.name, null, { roles: ['admin'] }));
    expect((await linkOfficer(world.ports, order(EMMA, ENTRA))).kind).toBe('linked');
    const emma = (await world.ports.people.byEntraId(ENTRA))!.value;
    expect(emma).toMatchObject({ id: ids[EMMA], met: false, aliases: [], roles: ['admin'], welcomed: true });
    expect(emma.chat).toEqual(chatFor('old'));
    expect(await world.ports.people.byName(stranger.name)).toBeNull();
    expect((await world.ports.people.officers()).map(({ value }) => value.met)).toEqual([false, false, false]);
  });

  it('keeps their chat whenever the process ends', async () => {
    await atEveryWrite(
      met,
      (ports) => linkOfficer(ports, order(EMMA, ENTRA)),
      async ({ ports }) => {
        expect((await ports.people.byEntraId(ENTRA))?.value.chat).toEqual(chatFor('old'));
        expect((await linkOfficer(ports, order(EMMA, ENTRA))).kind).toBe('linked');
        const found = (await ports.people.byEntraId(ENTRA))?.value;
        expect([found?.id, found?.chat]).toEqual([ids[EMMA], chatFor('old')]);
      },
    );
  });

  it('who writes at the same moment keeps the chat they wrote from', async () => {
    world = await met();
    const racing = world.start(before('People', () => write(world.ports)));
    expect((await linkOfficer(racing.ports, order(EMMA, ENTRA))).kind).toBe('conflict');
    expect((await linkOfficer(world.ports, order(EMMA, ENTRA))).kind).toBe('linked');
    expect((await world.ports.people.byEntraId(ENTRA))?.value).toMatchObject({ id: ids[EMMA], chat: chatFor('new') });
  });

  it('who writes while they are linked is found as the officer', async () => {
    world = await met();
    const racing = world.start(before('People', () => linkOfficer(world.ports, order(EMMA, ENTRA))));
    expect((await write(racing.ports)).first).toBe(false);
    expect((await world.ports.people.byEntraId(ENTRA))?.value).toMatchObject({ id: ids[EMMA], chat: chatFor('new') });
  });

  it('stays accountable under the name of the plan', async () => {
    world = await met();
    const stranger = (await world.ports.people.byEntraId(ENTRA))!.value;
    await setHeads(world.ports, 'B', [stranger.id]);
    await linkOfficer(world.ports, order(EMMA, ENTRA));
    expect((await seen(world)).heads).toEqual([[], [EMMA]]);
  });

  it('is listed apart, unless they are accountable for something', async () => {
    world = await met();
    await rememberChat(world.ports, { entraId: OTHER, name: 'Head' }, chatFor('head'), 'only');
    const [stranger, head] = await Promise.all(
      [ENTRA, OTHER].map(async (id) => (await world.ports.people.byEntraId(id))!.value),
    );
    await setHeads(world.ports, 'B', [head!.id]);
    const { lines, json } = await commandLine.officers(commands(world.ports), COMMON);
    const apart = lines.indexOf('Met in Teams, in no plan:');
    expect(lines.slice(apart + 1)).toHaveLength(1);
    expect(lines[apart + 1]).toContain(stranger!.name);
    expect(lines.slice(0, apart).some((line) => line.includes(head!.name))).toBe(true);
    const { officers } = json as { officers: { name: string; met: boolean }[] };
    expect(officers.filter((one) => one.met).map(({ name }) => name)).toEqual([stranger!.name]);
  });
});

describe('officers link', () => {
  const link = (name: string, id: string, localIds = false) =>
    commandLine.officerLink(commands(world.ports, localIds), COMMON, name, id);
  const audited = async () =>
    (await world.ports.audit.month('2026-11'))
      .filter(({ act }) => act.startsWith('officer'))
      .map(({ act, subject, outcome, why }) => [act, subject, outcome, why]);

  beforeEach(async () => {
    world = await twoNames();
  });

  it('takes an Entra id however it is written, and nothing else', async () => {
    await expect(link('Ben', 'Ben')).rejects.toMatchObject({ code: 'entra-id', exit: 2 });
    await expect(link('Ben', ' ', true)).rejects.toMatchObject({ code: 'entra-id', exit: 2 });
    expect((await link('Ben', ` ${OTHER.toUpperCase()} `)).json).toMatchObject({ officerId: ids.Ben, entraId: OTHER });
    expect((await world.ports.people.byName('Ben'))?.value.entraId).toBe(OTHER);
    expect((await link('Ben', 'User-Id-0', true)).json).toMatchObject({ entraId: 'user-id-0' });
  });

  it('says that it is another name now', async () => {
    const { lines, json } = await link(DOCTOR, ENTRA);
    expect(lines).toEqual([`“${DOCTOR}” is another name of ${EMMA} now.`]);
    expect(json).toMatchObject({ officerId: ids[EMMA], entraId: ENTRA });
  });

  it('says whether it belongs to somebody else; a role is given whoever else is quicker', async () => {
    await link('Ben', OTHER);
    await expect(link('Ben', ENTRA)).rejects.toMatchObject({ code: 'taken', exit: 1 });
    const racing = world.start(
      before('People', () => linkOfficer(world.ports, order('Ben', null, { roles: ['leader'] }))),
    );
    // A role is given to whoever they are by then.
    await commandLine.officerRole(commands(racing.ports), COMMON, 'Ben', 'admin');
    expect((await world.ports.people.byName('Ben'))?.value.roles).toEqual(['leader', 'admin']);
  });

  it('is audited as it ended, with the officer and never the Entra id', async () => {
    await link(DOCTOR, ENTRA);
    await link('Ben', OTHER);
    await link('Ben', ENTRA).catch(() => null);
    await commandLine.officerRole(commands(world.ports), COMMON, 'Ben', 'leader');
    expect(await audited()).toEqual([
      ['officer linked', ids[EMMA], 'done', `another name, before ${ids[DOCTOR]!}`],
      ['officer linked', ids.Ben, 'done', null],
      ['officer linked', ids.Ben, 'refused', 'taken'],
      ['officer role', ids.Ben, 'done', 'leader'],
    ]);
  });
});

describe('officers import', () => {
  const load = (text: string) => commandLine.officersImport(commands(world.ports), COMMON, Buffer.from(text));

  beforeEach(async () => {
    world = await twoNames();
  });

  it('links each row, and says what became of the others', async () => {
    const { json } = await load(
      [
        'Name,Entra id,Aliases',
        `${EMMA},${ENTRA},${DOCTOR}`,
        `Ben,${OTHER},`,
        'Sam Hill,6f1d2a40-3b7c-4e15-9a52-0c8e7d4b1f03,Emma Bennet',
        'Kit Ray,no id,',
      ].join('\n'),
    );
    expect(json).toMatchObject({ linked: 3, taken: [], conflicts: [], rejected: [{ row: 5 }] });
    expect((await seen(world)).leads).toEqual(ONE.leads);
    expect((await load(`Name,Entra id\nBen,${ENTRA}\n`)).json).toMatchObject({ linked: 0, taken: ['Ben'] });
  });

  it('refuses a file that is no list of officers', async () => {
    await expect(load('Ref,Milestone\n1,Do it\n')).rejects.toMatchObject({ code: 'not-officers', exit: 1 });
  });
});
