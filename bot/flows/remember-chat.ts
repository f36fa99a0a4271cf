import type { WelcomeView } from '../domain/views.js';
import { leadsOf } from '../domain/escalation.js';
import { isOpen } from '../domain/plan.js';
import { changeOfficer } from './change-officer.js';
import { present, readDirectory } from './directory.js';
import { newOfficer } from './enrol.js';
import { lookAgainFor } from './look-again.js';
import { peopleAround } from './people-around.js';
import type { Chat, Officer, Ports } from './ports.js';
import { todayOf } from './today.js';

export interface Caller {
  readonly entraId: string;
  /** As Teams shows it; used only for somebody nobody has named yet. */
  readonly name: string | null;
}

export interface Remembered {
  readonly officer: Officer;
  /** They were not welcomed before: the moment to say who we are. */
  readonly first: boolean;
}

/** Keeps the chat of a person who installed us or wrote to us, always the latest, and takes them as reachable again. */
export async function rememberChat(
  ports: Ports,
  caller: Caller,
  chat: Chat,
  welcome: 'and-welcome' | 'only',
): Promise<Remembered> {
  for (let tried = 0; tried < 5; tried += 1) {
    const met = (await ports.people.byEntraId(caller.entraId))?.value ?? (await meet(ports, caller, chat));
    const kept = await keepFor(ports, met, chat, welcome);
    if (kept !== null) return kept;
  }
  throw new Error('A person was linked anew each time they were looked up');
}

/** Null when they were erased or linked otherwise since they were looked up: then it is not their address to keep. */
async function keepFor(
  ports: Ports,
  met: Officer,
  chat: Chat,
  welcome: 'and-welcome' | 'only',
): Promise<Remembered | null> {
  if (met.unreachable !== null) await lookAgainFor(ports, met.id);
  const welcomes = welcome === 'and-welcome';
  let first = welcomes && !met.welcomed;
  const row = { isTheirs: true };
  const now = (value: Officer): Officer => {
    row.isTheirs = isSamePerson(value, met);
    if (!row.isTheirs) return value;
    // Of two who are told at once, the one that is written says hello.
    first = welcomes && !value.welcomed;
    return { ...value, chat, unreachable: null, welcomed: value.welcomed || welcomes };
  };
  await changeOfficer(ports, met.id, now);
  if (!row.isTheirs) return null;
  return { officer: { ...met, chat, unreachable: null, welcomed: met.welcomed || welcomes }, first };
}

/** They removed or blocked us: nothing can reach them until they come back. */
export async function forgetChat(ports: Ports, entraId: string): Promise<void> {
  const known = await ports.people.byEntraId(entraId);
  if (known === null) return;
  await changeOfficer(ports, known.value.id, (value) =>
    isSamePerson(value, known.value) ? { ...value, chat: null, unreachable: 'removed the app' } : value,
  );
}

/** A row may come to stand for somebody else, or for nobody, between two looks at it. */
function isSamePerson(now: Officer, then: Officer): boolean {
  return !now.erased && now.entraId === then.entraId;
}

/** What a person reads when they meet us: the plans they have a part in, and who looks after them. */
export async function welcomeView(ports: Ports, officer: Officer): Promise<WelcomeView> {
  const directory = await readDirectory(ports.people);
  const today = todayOf(ports);
  const plans: WelcomeView['plans'][number][] = [];
  const owners = new Set<string>();
  for (const { id } of await ports.plans.list()) {
    const contents = await ports.plans.contents(id);
    const mine =
      contents?.milestones.filter(({ milestone }) => leadsOf(milestone, directory.officers, today).has(officer.id)) ??
      [];
    if (contents === null || mine.length === 0) continue;
    const { title, levels } = contents.plan;
    plans.push({ title, levels, open: mine.filter((one) => isOpen(one.milestone)).length });
    if (contents.plan.owner !== null) owners.add(directory.nameOf(contents.plan.owner));
  }
  const { decides } = await peopleAround(ports, officer.id, false);
  const supports = [...directory.officers.values()].some((one) =>
    present(directory.officers, one.supporters).includes(officer.id),
  );
  return { plans, owners: [...owners], decides, supports: supports && officer.outside === null };
}

/** Somebody who is in no plan by that Entra id yet. A name alone links nobody: an admin does that. */
async function meet(ports: Ports, { entraId, name }: Caller, chat: Chat): Promise<Officer> {
  const id = ports.random.id().slice(0, 12);
  const officer: Officer = {
    ...newOfficer(id, `${name ?? 'Somebody'} (Teams ${id.slice(0, 4)})`),
    entraId,
    chat,
    met: true,
    metAt: ports.clock.now(),
  };
  if ((await ports.people.put(officer, null)) === 'written') return officer;
  const other = await ports.people.byEntraId(entraId);
  if (other === null) throw new Error('A person was met by somebody else and then not found');
  return other.value;
}
