import * as z from 'zod/v4';
import { addDays, type CivilDate } from '../domain/dates.js';
import { addedUp, NO_ANSWERS, type AnswerCounts } from '../domain/levels.js';
import type { AnswerTimes } from '../flows/ports.js';
import { jsonColumns, readJson } from './columns.js';
import { key, under } from './keys.js';
import { ANY_ETAG, allOf, conditional } from './rows.js';
import { civilDateShape } from './shapes-basic.js';
import type { Table } from './table.js';

const shape = z.object({ day: civilDateShape, counts: z.array(z.number()) });
const TIMES = 'times';
/** Processes that write at the same moment, each once a minute. */
const TRIES = 5;

/** Beside the sender's lease, a row a day: nothing that a copy has to keep. */
export function openAnswerTimes(table: Table, tenant: string): AnswerTimes {
  const partition = key(tenant);
  const rowOf = (day: CivilDate): string => key(TIMES, day);
  const read = async (day: CivilDate) => {
    const row = await table.get(partition, rowOf(day));
    return row && { value: readJson(table.name, row, shape), etag: row.etag };
  };
  const upTo = (day: CivilDate, from = under(TIMES).from) =>
    allOf(table.query({ partition, from, before: rowOf(addDays(day, 1)) }));
  return {
    async add(day: CivilDate, counts: AnswerCounts) {
      for (let tried = 0; tried < TRIES; tried += 1) {
        const found = await read(day);
        const sum = addedUp(found?.value.counts ?? NO_ANSWERS, counts);
        const columns = jsonColumns({ day, counts: sum }, `The answers of ${day}`);
        const written = await table.write(partition, conditional(rowOf(day), columns, found?.etag ?? null));
        if (written !== 'conflict') return;
      }
      throw new Error('The answers of a day are contended');
    },
    days: async (from, to) => (await upTo(to, rowOf(from))).map((row) => readJson(table.name, row, shape)),
    async removeUpTo(day) {
      const rows = await upTo(day);
      for (const { row } of rows) await table.remove(partition, row, ANY_ETAG);
      return rows.length;
    },
  };
}
