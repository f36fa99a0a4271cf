import type { AuditEntry, Officer, Ports } from '../flows/ports.js';
import { rememberChat } from '../flows/remember-chat.js';
import type { Person, Place } from './turns.js';

/** Who speaks to us, as far as they may be known. */
export interface Caller {
  /** Null for somebody we do not know: nothing of them is kept. Never null in a personal chat of our own tenant. */
  readonly officer: Officer | null;
  readonly admin: boolean;
  /** Of another tenant: may only read, in shared channels (DESIGN 6). */
  readonly visitor: boolean;
  /** As the audit knows them: never by name, and strangers by a hash of their Entra id. */
  readonly by: AuditEntry['by'];
  /** They were not welcomed before: the moment to say who we are. */
  readonly first: boolean;
}

export interface CallerNeeds {
  readonly ports: Ports;
  /** Entra ids of the first admins, lower case. */
  readonly admins: readonly string[];
  /** The tenant that is served, lower case; null in local mode, where nobody is of another one. */
  readonly homeTenant: string | null;
}

/** Of another tenant, or of none that is known: not looked up, not kept, no admin. */
export function isVisitor({ homeTenant }: CallerNeeds, actor: Person): boolean {
  return homeTenant !== null && actor.tenantId !== homeTenant;
}

/** Who acts, read from the tables now. In a personal chat their address is kept, always the latest. */
export async function callerOf(
  needs: CallerNeeds,
  actor: Person,
  place: Place,
  welcome: 'and-welcome' | 'only',
): Promise<Caller> {
  const { ports, admins } = needs;
  const by = { kind: 'stranger', entraId: ports.hash(actor.entraId).slice(0, 16) } as const;
  if (isVisitor(needs, actor)) return { officer: null, admin: false, visitor: true, by, first: false };
  const { officer, first } =
    place.scope === 'personal'
      ? await rememberChat(ports, actor, place.chat, welcome)
      : { officer: (await ports.people.byEntraId(actor.entraId))?.value ?? null, first: false };
  const isAdmin = officer?.roles.includes('admin') === true || admins.includes(actor.entraId);
  // Who has left has no rights, whatever the settings still say.
  const admin = isAdmin && officer?.outside !== 'left';
  return { officer, admin, visitor: false, by: officer === null ? by : { kind: 'officer', id: officer.id }, first };
}

/** For whom the buttons of a card are signed; strangers have no id. */
export function readerOf({ officer }: Caller): string {
  return officer?.id ?? '';
}
