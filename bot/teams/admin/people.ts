/** People, as admins look after them: said and pressed. */
import type { Handler } from '../press.js';
import { LEAVE_PRESSES } from './people-leave.js';
import { LINK_PRESSES } from './people-links.js';
import { FORM_PRESSES } from './people-forms.js';
import { ROLE_PRESSES, sayRoles } from './people-roles.js';
import { SHOW_PRESSES, sayPeople } from './people-show.js';
import type { Saying } from './sayings.js';

export const PEOPLE_PRESSES = {
  ...SHOW_PRESSES,
  ...LINK_PRESSES,
  ...ROLE_PRESSES,
  ...FORM_PRESSES,
  ...LEAVE_PRESSES,
} as const satisfies Readonly<Record<string, Handler>>;

export const PEOPLE_SAYINGS = { people: sayPeople, roles: sayRoles } as const satisfies Readonly<
  Record<string, Saying>
>;
