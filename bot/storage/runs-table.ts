import * as z from 'zod/v4';
import { msOf, type Instant } from '../domain/dates.js';
import type { Run, Runs } from '../flows/ports.js';
import { jsonColumns, readJson } from './columns.js';
import { key } from './keys.js';
import type { MarkChanged } from './looked-rows.js';
import { conditional } from './rows.js';
import { instantShape } from './shapes-basic.js';
import { rewritten, type Table } from './table.js';

/** The newest run is usually done, so that one small page answers `newestDone`. */
const PAGE = 20;
/** The last millisecond that a Date can hold; 16 digits. */
const END_OF_TIME = 8_640_000_000_000_000;

const runShape: z.ZodType<Run> = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('running'),
    until: instantShape,
    attempt: z.string(),
    since: instantShape.nullable().default(null),
  }),
  z.object({
    state: z.literal('done'),
    at: instantShape,
    counts: z.record(z.string(), z.number()),
    occasions: z.array(z.string()).optional(),
  }),
  z.object({ state: z.literal('coalesced'), into: z.string() }),
]);
const shape = z.object({ slot: instantShape, run: runShape });

/** Runs: a partition a schedule, a row a slot, newest first: a table can be read in one direction only. */
export function openRuns(table: Table, changed: MarkChanged): Runs {
  return {
    async read(schedule, slot) {
      const row = await table.get(key(schedule), slotKey(slot));
      return row && { value: readJson(table.name, row, shape).run, etag: row.etag };
    },
    async write(schedule, slot, run, etag) {
      const columns = jsonColumns({ slot, run }, `The run of ${schedule} at ${slot}`);
      await changed(`ran ${schedule}`);
      return rewritten(run, await table.write(key(schedule), conditional(slotKey(slot), columns, etag)));
    },
    async newestDone(schedule, upTo) {
      const range = upTo === undefined ? {} : { from: key(timeLeft(upTo)) };
      for await (const row of table.query({ partition: key(schedule), ...range, pageSize: PAGE })) {
        const { slot, run } = readJson(table.name, row, shape);
        if (run.state === 'done') return slot;
      }
      return null;
    },
    async occasions(schedule) {
      const found = new Set<string>();
      for await (const row of table.query({ partition: key(schedule) })) {
        const { run } = readJson(table.name, row, shape);
        if (run.state === 'done') for (const occasion of run.occasions ?? []) found.add(occasion);
      }
      return found;
    },
  };
}

/** Milliseconds left until the end of time, so that a later slot sorts earlier; then the slot, for a human reader. */
function slotKey(slot: Instant): string {
  return key(timeLeft(slot), slot);
}

function timeLeft(slot: Instant): string {
  return String(END_OF_TIME - msOf(slot)).padStart(16, '0');
}
