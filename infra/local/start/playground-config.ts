import { samplePeople } from '../sample/people.js';

export const CURRENT_USER = samplePeople[0]?.name ?? '';
export const LEADERSHIP_CHANNEL = 'Announcements';

const TENANT = '6f1d2a40-3b7c-4e15-9a52-0c8e7d4b1f99';
const DOMAIN = 'brackenvale.example';
/** The page wants five colleagues beside the person it speaks as. She is in the plan, but linked to nobody. */
const NOT_LINKED = { name: 'Ines Valadares', entraId: '6f1d2a40-3b7c-4e15-9a52-0c8e7d4b1f06' };

/**
 * The people and places of the Playground, as the JSON that its YAML file may be. All ids are made up.
 *
 * A user's id is their Entra id, and not one of Teams' own form: the Playground knows people by that id alone, and
 * opens a chat that nobody sees for an Entra id it does not know as one.
 */
export function playgroundConfig(): string {
  const [current, ...others] = [...samplePeople, NOT_LINKED].map(userOf);
  return JSON.stringify({
    version: '0.1.1',
    tenantId: TENANT,
    bot: { id: '28:waymark-local', name: 'Waymark' },
    currentUser: current,
    users: others,
    personalChat: { id: 'a:waymark-local-personal' },
    groupChat: { id: '19:waymark-local-group@thread.v2', name: 'Improvement board' },
    team: {
      id: '19:waymark-local-team@thread.tacv2',
      name: "Children's services",
      aadGroupId: '6f1d2a40-3b7c-4e15-9a52-0c8e7d4b1f98',
      channels: [{ id: '19:waymark-local-announcements@thread.tacv2', name: LEADERSHIP_CHANNEL }],
    },
  });
}

function userOf({ name, entraId }: { readonly name: string; readonly entraId: string }): object {
  const [givenName = '', surname = ''] = name.split(' ');
  const address = `${givenName}.${surname}@${DOMAIN}`.toLowerCase();
  return { id: entraId, name, userPrincipleName: address, aadObjectId: entraId, givenName, surname, email: address };
}
