/** `officers proposals`: exact matches of names with people in Teams, which an admin confirms or refuses. */
import { whenInWords } from '../../domain/dates.js';
import { nameInTeams } from '../../domain/link-proposals.js';
import { confirmLink, declineLink, proposedLinks, tellApart } from '../link-proposals.js';
import { CommandError, namedOfficer, type Answer, type CommandPorts, type Common } from './answer.js';

/** What waits for an admin. Nothing is linked by it. */
export async function proposalsVerb(ports: CommandPorts, common: Common): Promise<Answer> {
  const found = await proposedLinks(ports);
  const now = ports.clock.now();
  const lines = found.flatMap(({ officer, leads, people, contested }) => {
    const several = people.length > 1 || contested ? 'Several may be meant; say which' : 'One is called exactly so';
    return [
      `${officer.name} (${officer.id})${leads.length === 0 ? '' : `, leads ${leads.join(', ')}`}. ${several}:`,
      ...people.map((one) => {
        const told = tellApart(one, (at) => whenInWords(at, { zone: ports.zone, now }));
        return `  ${one.id}: ${told.join(', ')}`;
      }),
    ];
  });
  const how = 'officers confirm OFFICER --person ID, or officers decline OFFICER --person ID';
  return {
    json: {
      asAt: common.asAt,
      proposals: found.map(({ officer, leads, people, contested }) => ({
        ...{ officerId: officer.id, name: officer.name, leads, contested },
        people: people.map((one) => {
          const { id, metAt = null, team = null, email = null } = one;
          return { id, name: nameInTeams(one), metAt, team, email };
        }),
      })),
    },
    lines:
      found.length === 0 ? ['Nobody in Teams has exactly the name of somebody who is not linked.'] : [...lines, how],
  };
}

/** Links a name with somebody who was met, or says that it does not mean them. */
export async function decideLinkVerb(
  ports: CommandPorts,
  { asAt, by }: Common,
  who: string,
  person: string,
  accept: boolean,
): Promise<Answer> {
  const officer = await namedOfficer(ports, who);
  const meant = await namedOfficer(ports, person);
  const order = { by, officer: officer.id, person: meant.id };
  const done = accept ? await confirmLink(ports, order) : await declineLink(ports, order);
  if ('code' in done) throw new CommandError(done.code, done.message);
  const words = accept ? `${officer.name} is linked.` : `${officer.name} is somebody else, and not proposed again.`;
  return { json: { asAt, officerId: done.officer.id, person: meant.id, linked: accept }, lines: [words] };
}
