import * as z from 'zod/v4';
import { normalisedName } from '../domain/former-name.js';
import type { OfficerId } from '../domain/plan.js';
import type { Officer, Outcome, People, Versioned } from '../flows/ports.js';
import { jsonColumns, readJson } from './columns.js';
import { key, partsOf, under } from './keys.js';
import { readOrNull, rereading } from './readable.js';
import { allOf, ANY_ETAG, conditional, type StoredRow, type Write } from './rows.js';
import { chatShape, civilDateShape, instantShape } from './shapes-basic.js';
import type { Table } from './table.js';

const text = z.string();

/** What is kept of how it was before, too. */
const changing = {
  entraId: text.nullable(),
  unreachable: text.nullable(),
  roles: z.array(z.enum(['admin', 'leader'])).readonly(),
  outside: z.enum(['external', 'left']).nullable().default(null),
  awayUntil: civilDateShape.nullable().default(null),
  deputy: text.nullable().default(null),
  group: z
    .object({ rule: z.enum(['any', 'each']), members: z.array(text).readonly() })
    .nullable()
    .default(null),
};

const officerShape: z.ZodType<Officer> = z.object({
  ...changing,
  id: text,
  name: text,
  aliases: z.array(text).readonly(),
  chat: chatShape.nullable(),
  firstDeliveredOn: civilDateShape.nullable(),
  welcomed: z.boolean(),
  met: z.boolean(),
  metAt: instantShape.optional(),
  notThem: z.array(text).readonly().optional(),
  team: text.optional(),
  email: text.optional(),
  formerIds: z.array(text).readonly(),
  supporters: z.array(text).readonly().default([]),
  past: z
    .array(z.object({ ...changing, until: instantShape }))
    .readonly()
    .default([]),
  erased: z.literal(true).optional(),
});

/** An `e|` or `n|` row: whom an Entra id or a name means. */
const pointerShape = z.object({ officer: text });

/** Null for a row that only says who an officer, a name or an Entra id turned out to be. */
export function readPerson(row: StoredRow): Officer | null {
  return !row.row.startsWith(under('p').from) || becameOf(row) !== null ? null : readJson('People', row, officerShape);
}

/**
 * People: the partition of the tenant, with `p|` rows (officers) and the `e|` and `n|` rows that find them. Who turned
 * out to be somebody else leaves a `p|` row that says so: a change of either of them makes a merge fail by its etag.
 */
export function openPeople(table: Table, tenant: string): People {
  const partition = key(tenant);
  const readOfficer = (row: StoredRow): Versioned<Officer> => ({
    value: readJson(table.name, row, officerShape),
    etag: row.etag,
  });
  const rows = () => allOf(table.query({ partition, ...under('p') }));
  const readAll = rereading((row) => readOfficer(row).value);
  const officersAmong = (found: readonly StoredRow[]): readonly Versioned<Officer>[] =>
    readAll(found.filter((row) => becameOf(row) === null));
  const officer = async (id: OfficerId): Promise<Versioned<Officer> | null> => {
    const row = await table.get(partition, key('p', id));
    const now = row && becameOf(row);
    return now === null ? row && readOfficer(row) : officer(now);
  };
  const pointedAt = async (row: string): Promise<OfficerId | null> => {
    const found = await table.get(partition, row);
    return found && readJson(table.name, found, pointerShape).officer;
  };
  const find = async (row: string | null): Promise<Versioned<Officer> | null> => {
    const id = row === null ? null : await pointedAt(row);
    return id === null ? null : officer(id);
  };
  const write = async (
    value: Officer,
    etag: string | null,
    others: readonly Versioned<Officer>[],
  ): Promise<Outcome> => {
    const before = etag === null ? null : await officer(value.id);
    if (etag !== null && before?.etag !== etag) return 'conflict';
    const wanted = pointersTo(value);
    const had = [...(before ? [before] : []), ...others].flatMap((each) => [...pointersTo(each.value)]);
    const all = new Set([...wanted, ...had]);
    // Who keeps their names and their Entra id keeps the rows that find them: those change only with their `p|` row.
    const same = before !== null && others.length === 0 && all.size === wanted.size && had.length === wanted.size;
    const owners = same ? [] : await Promise.all([...all].map(async (row) => [row, await pointedAt(row)] as const));
    const ours = new Set([value.id, ...others.map((other) => other.value.id)]);
    if (owners.some(([row, owner]) => wanted.has(row) && owner !== null && !ours.has(owner))) return 'conflict';
    const columns = jsonColumns(value, `The officer ${value.id}`);
    return table.writeAll(partition, [
      conditional(key('p', value.id), columns, etag),
      ...others.map((other) => conditional(key('p', other.value.id), { became: value.id }, other.etag)),
      ...owners.flatMap(([row, owner]) => pointerWrites(row, owner, wanted.has(row), value.id, ours)),
    ]);
  };
  return {
    officer,
    officers: async () => officersAmong(await rows()),
    async everybody() {
      const found = await rows();
      return { officers: officersAmong(found), unreadable: unreadableAmong(found) };
    },
    byEntraId: (entraId) => find(entraKey(entraId)),
    byName: (name) => find(nameKey(name)),
    put: (value, etag) => write(value, etag, []),
    merge: (value, etag, others) => {
      const formerIds = others.flatMap((other) => [other.value.id, ...other.value.formerIds]);
      return write({ ...value, formerIds: [...new Set([...value.formerIds, ...formerIds])] }, etag, others);
    },
  };
}

/** The ids of officers who cannot be looked up, and those that became theirs. */
function unreadableAmong(rows: readonly StoredRow[]): ReadonlySet<OfficerId> {
  const idOf = ({ row }: StoredRow): OfficerId => partsOf(row)[1] ?? '';
  const spoilt = rows.filter((row) => readOrNull(row, (one) => [readPerson(one)]) === null);
  const found = new Set(spoilt.map(idOf));
  for (let known = -1; known !== found.size;) {
    known = found.size;
    for (const row of rows) if (found.has(becameOf(row) ?? '')) found.add(idOf(row));
  }
  return found;
}

/** Whom the officer of a row turned out to be; null for one who is nobody else. */
function becameOf({ columns }: StoredRow): OfficerId | null {
  return typeof columns.became === 'string' ? columns.became : null;
}

/**
 * Brings one finding row in line. Rows of an officer change only together with their `p|` row, whose etag guards the
 * transaction; so a row of `ours` can be changed whatever its etag, and a row that is new must not exist.
 */
function pointerWrites(
  row: string,
  owner: OfficerId | null,
  wanted: boolean,
  id: OfficerId,
  ours: ReadonlySet<OfficerId>,
): readonly Write[] {
  const columns = jsonColumns({ officer: id }, row);
  if (owner === null) return wanted ? [{ kind: 'insert', row, columns }] : [];
  if (wanted) return owner === id ? [] : [{ kind: 'put', row, columns }];
  return ours.has(owner) ? [{ kind: 'delete', row, etag: ANY_ETAG }] : [];
}

function pointersTo(officer: Officer): ReadonlySet<string> {
  if (officer.erased) return new Set();
  const names = [officer.name, ...officer.aliases].map(nameKey);
  return new Set([entraKey(officer.entraId), ...names].filter((row) => row !== null));
}

function entraKey(entraId: string | null): string | null {
  return entraId === null || entraId === '' ? null : key('e', entraId.toLowerCase());
}

/** Null for a name without a letter or digit, which means nobody. */
function nameKey(name: string): string | null {
  const normalised = normalisedName(name);
  return normalised === '' ? null : key('n', normalised);
}
