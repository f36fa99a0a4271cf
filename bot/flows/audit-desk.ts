import { pageButtons, paged, pageWords } from '../domain/desk-pages.js';
import { plainLine, type DeskView } from '../domain/desk-views.js';
import { addDays, whenInWords, type CivilDate } from '../domain/dates.js';
import type { Actor } from '../domain/plan.js';
import { auditInWords, auditLines } from './audit-list.js';
import { readDirectory } from './directory.js';
import type { Ports } from './ports.js';
import { todayOf } from './today.js';

const LINES_A_PAGE = 12;
const DAYS = 31;

/** Which acts an admin wants to see on a card. */
export interface AuditLook {
  readonly by: Actor | null;
  readonly act: string | null;
  readonly refusedOnly: boolean;
}

/** The acts and refusals of the last 31 days, the newest first. */
export async function auditView(ports: Ports, look: AuditLook, page: number): Promise<DeskView> {
  const directory = await readDirectory(ports.people);
  const to: CivilDate = todayOf(ports);
  const all = await auditLines(ports, directory, { from: addDays(to, -DAYS), to, ...look });
  const some = paged(all, page, LINES_A_PAGE);
  const around = { zone: ports.zone, now: ports.clock.now() };
  const which = look.refusedOnly ? 'What was refused' : 'What was done and refused';
  const whose =
    look.by === null ? '' : ` by ${look.by.kind === 'officer' ? directory.nameOf(look.by.id) : 'an operator'}`;
  const about = look.act === null ? '' : `, of “${look.act}”`;
  const none = all.length === 0 ? ' There is nothing.' : '';
  const lines = some.shown.map((line) => ({
    strong: `${line.who}, ${whenInWords(line.at, around)}: `,
    rest: auditInWords(line),
  }));
  const other = { plan: '', ref: refOf({ ...look, refusedOnly: !look.refusedOnly }), rev: 0 };
  return {
    title: 'Acts of admins, and refusals',
    intro: [plainLine(`${which}${whose}${about} in the last ${String(DAYS)} days.${none}${pageWords(some)}`)],
    sections: lines.length === 0 ? [] : [{ heading: 'The newest first', lines }],
    ...{ rows: [], fields: [], typed: {}, error: null },
    buttons: [
      ...pageButtons(some, 'open-audit', { plan: '', ref: refOf(look) }),
      look.refusedOnly
        ? { title: 'All', verb: 'open-audit', tooltip: 'All acts and refusals', link: other }
        : { title: 'Only refusals', verb: 'open-audit', tooltip: 'Only what was refused', link: other },
    ],
  };
}

/** On a button: which acts it goes on with. Words of an act that are too long for it are left out. */
function refOf({ by, act, refusedOnly }: AuditLook): string {
  const whose = by === null ? '' : by.kind === 'officer' ? by.id : by.kind;
  return [refusedOnly ? 'refused' : '', whose, (act ?? '').slice(0, 20)].join('|');
}

export function lookOf(ref: string): AuditLook {
  const [refused = '', whose = '', act = ''] = ref.split('|');
  const by: Actor | null =
    whose === '' ? null : whose === 'operator' ? { kind: 'operator' } : { kind: 'officer', id: whose };
  return { by, act: act === '' ? null : act, refusedOnly: refused === 'refused' };
}
