import type { OpenTable, Submitted, TableDriver, TableName, Write } from '../../bot/storage/rows.js';

/** One request to storage. */
export interface StorageCall {
  readonly table: TableName;
  readonly act: 'get' | 'query' | 'submit';
  /** Of a `get` or `submit`; of a query, the partition or the last one of a range. */
  readonly partition: string;
  /** Empty for reads. */
  readonly writes: readonly Write[];
}

/**
 * `fails`: nothing is done, and it throws. `response-lost`: all is done, and it throws. `retried`: all is done, the
 * response is lost, and the SDK's own repetition is answered, as in Azure: the usual answer is a refusal of our own
 * write. `crash-before` and `crash-after`: the process ends there. A read that is `retried` is a plain read.
 */
export type StorageFault = 'fails' | 'response-lost' | 'retried' | 'crash-before' | 'crash-after';

/** Thrown where the simulated process ends; whoever simulates drops all its memory and keeps the tables. */
export class SimulatedCrash extends Error {
  override readonly name = 'SimulatedCrash';
}

/** Tables over others, with the fault that `decide` names for each request (null for none). */
export function faultyTables(inner: OpenTable, decide: (call: StorageCall) => StorageFault | null): OpenTable {
  return (table) => faultyDriver(inner(table), decide);
}

function faultyDriver(inner: TableDriver, decide: (call: StorageCall) => StorageFault | null): TableDriver {
  const { table } = inner;
  return {
    table,
    async get(partition, row) {
      const fault = before(decide({ table, act: 'get', partition, writes: [] }));
      const found = await inner.get(partition, row);
      after(fault);
      return found;
    },
    async *query(query) {
      const partition = 'upTo' in query ? query.upTo : query.partition;
      const fault = before(decide({ table, act: 'query', partition, writes: [] }));
      yield* inner.query(query);
      after(fault);
    },
    async submit(partition, writes): Promise<Submitted> {
      const fault = before(decide({ table, act: 'submit', partition, writes }));
      const answer = await inner.submit(partition, writes);
      after(fault);
      return fault === 'retried' ? inner.submit(partition, writes) : answer;
    },
  };
}

function before(fault: StorageFault | null): StorageFault | null {
  if (fault === 'fails') throw new Error('Simulated: storage did not answer');
  if (fault === 'crash-before') throw new SimulatedCrash('before a request to storage');
  return fault;
}

function after(fault: StorageFault | null): void {
  if (fault === 'response-lost') throw new Error('Simulated: the response of storage was lost');
  if (fault === 'crash-after') throw new SimulatedCrash('after a request to storage');
}
