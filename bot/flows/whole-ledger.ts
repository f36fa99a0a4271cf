import type { OfficerId } from '../domain/plan.js';
import type { Officer, OfficerLedger, Ports } from './ports.js';

/** Everything that was asked of one person, under each id that is or was theirs. The officer and the etag are the present id's: what is new goes there. */
export interface WholeLedger extends OfficerLedger {
  /** How many of the `count` cards of the week were counted under ids they had before. */
  readonly countedBefore: number;
}

type Ids = Pick<Officer, 'id' | 'formerIds'>;

/** The ledgers of an officer as one; rows stay where they are, and are saved where they are. */
export async function wholeLedger(
  { ledger }: Pick<Ports, 'ledger'>,
  people: ReadonlyMap<OfficerId, Ids>,
  officer: OfficerId,
): Promise<WholeLedger> {
  const { id, formerIds } = people.get(officer) ?? { id: officer, formerIds: [] };
  const [own, ...before] = await Promise.all([id, ...formerIds].map((each) => ledger.read(each)));
  if (own === undefined) throw new Error('An officer without an id');
  return before.length === 0 ? { ...own, countedBefore: 0 } : together(own, before);
}

/** The same for one officer, where nobody else is known. */
export async function wholeLedgerOf(ports: Pick<Ports, 'ledger' | 'people'>, officer: OfficerId): Promise<WholeLedger> {
  const known = (await ports.people.officer(officer))?.value;
  return wholeLedger(ports, new Map(known && [[officer, known]]), officer);
}

function together(own: OfficerLedger, before: readonly OfficerLedger[]): WholeLedger {
  const all = [own, ...before];
  const week = all.flatMap((one) => one.week ?? []).reduce<OfficerLedger['week']>(later, null);
  const counted = (ledgers: readonly OfficerLedger[]): number =>
    ledgers.filter((one) => one.week === week).reduce((sum, { count }) => sum + count, 0);
  return {
    officer: own.officer,
    etag: own.etag,
    week,
    count: counted(all),
    countedBefore: counted(before),
    asked: all.flatMap(({ asked }) => asked),
    digests: all.flatMap(({ digests }) => digests),
  };
}

function later(one: OfficerLedger['week'], other: OfficerLedger['week']): OfficerLedger['week'] {
  return one === null || (other !== null && other > one) ? other : one;
}
