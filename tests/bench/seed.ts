/** A plan with many officers, made in memory by the real flows and copied to real storage: row by row that takes minutes. */
import { civilDate } from '../../bot/domain/dates.js';
import { azureTables } from '../../bot/storage/azure.js';
import type { StoredRow, TableName, Write } from '../../bot/storage/rows.js';
import { sweep } from '../../bot/flows/sweep.js';
import { mapLimited } from '../../bot/flows/side-by-side.js';
import { addSchedule } from '../support/scheduled.js';
import { byCron } from '../support/by-cron.js';
import { createWorld, loadPlan, type World } from '../support/world.js';
import { APP_ID } from '../teams/world.js';

const LOADED = '2026-09-01';
/** What the tests call the tenant, and the product. */
const TENANT = { here: 'tenant', there: 'home' } as const;
/** As many as one row of the People table's partition is filled with at once, and what Azurite takes side by side. */
const ROWS_AT_ONCE = 100;
const SIDE_BY_SIDE = 4;
/** A plan of a council has a few hundred; also, Azurite looks through the whole partition at every insert. */
const A_PLAN = 250;

/** Whom to make, and what each leads. */
export interface Seeding {
  readonly officers: number;
  /** The days on which the milestones of one officer are due, as many as there are. */
  readonly due: readonly string[];
  /** Days on which all were asked, at 10:00, and nothing was sent. */
  readonly asked?: readonly string[];
  readonly serviceUrl: string;
}

export interface Seeded {
  /** The world in memory that was copied. */
  readonly world: World;
  /** By number. */
  readonly officers: readonly SeededOfficer[];
}

export interface SeededOfficer {
  readonly plan: string;
  /** Of what they lead, in the order of its days. */
  readonly refs: readonly string[];
  readonly id: string;
  readonly name: string;
  readonly entraId: string;
  readonly conversation: string;
}

/** Plans, people who have a chat with the bot, and a sweep on working days at 10:00. */
export async function seedMemory({ officers, due, asked = [], serviceUrl }: Seeding): Promise<Seeded> {
  const world = createWorld(`${LOADED}T09:00:00Z`);
  const { ports } = world;
  const eachPlan = Math.max(1, Math.floor(A_PLAN / due.length));
  const all = Array.from({ length: officers }, (_, number) => {
    const plan = `plan-${String(Math.floor(number / eachPlan))}`;
    const refs = due.map((_day, index) => `M${String(number)}.${String(index + 1)}`);
    return { number, name: `Lead ${String(number)}`, plan, refs };
  });
  for (const plan of new Set(all.map((one) => one.plan))) {
    const led = all.filter((one) => one.plan === plan);
    const wishes = led.flatMap(({ refs, name }) =>
      refs.map((ref, index) => ({ ref, due: due[index] ?? null, leads: [name] })),
    );
    await loadPlan(ports, wishes, civilDate(LOADED), plan);
  }
  const people = new Map((await ports.people.officers()).map(({ value, etag }) => [value.name, { value, etag }]));
  const seeded = await mapLimited(all, 8, async ({ name, plan, refs, number }): Promise<SeededOfficer> => {
    const found = people.get(name);
    if (found === undefined) throw new Error(`Nobody is called ${name}`);
    const { id } = found.value;
    const [entraId, conversation] = [`e-${String(number)}`, `chat-${String(number)}`];
    const chat = { serviceUrl, conversationId: conversation, botId: `28:${APP_ID}` };
    const known = { entraId, chat, firstDeliveredOn: civilDate(LOADED), welcomed: true };
    await ports.people.put({ ...found.value, ...known }, found.etag);
    return { plan, refs, id, name, entraId, conversation };
  });
  for (const day of asked) {
    world.clock.set(`${day}T10:00:00Z`);
    await sweep(ports, { slot: world.clock.now(), today: civilDate(day), atOnce: false });
  }
  // Not so long ago that the bot would ask a person what to do about all that was missed.
  world.clock.set('2026-11-18T09:00:00Z');
  await addSchedule(ports, { when: byCron('0 10 * * 1-5') });
  return { world, officers: seeded };
}

/** Writes every row of the memory to an empty storage account. */
export async function copyTo(connectionString: string, { world }: Seeded): Promise<void> {
  const open = azureTables({ kind: 'connection-string', connectionString });
  const partitions = new Map<string, { table: TableName; partition: string; rows: StoredRow[] }>();
  for (const row of world.tables.dump()) {
    const name = `${row.table} ${row.partition}`;
    const known = partitions.get(name) ?? { table: row.table, partition: row.partition, rows: [] };
    partitions.set(name, known);
    known.rows.push(row);
  }
  await mapLimited([...partitions.values()], SIDE_BY_SIDE, async ({ table, partition, rows }) => {
    for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
      const writes = rows.slice(from, from + ROWS_AT_ONCE).map(insertOf);
      const answer = await open(table).submit(partition === TENANT.here ? TENANT.there : partition, writes);
      if (answer.kind !== 'written') throw new Error(`Rows of ${table} were not written: ${answer.kind}`);
    }
  });
}

function insertOf({ row, columns }: StoredRow): Write {
  return { kind: 'insert', row, columns: columns as Record<string, string> };
}
