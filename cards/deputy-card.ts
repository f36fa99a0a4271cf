import type { DeputyView } from '../bot/domain/views.js';
import template from './deputy.card.json';
import { personField, wrongPerson, type PersonField } from './person-words.js';
import { compile, NOWHERE, type Built, type Sign } from './render.js';
import { cut } from './words.js';

interface DeputyModel {
  readonly title: string;
  readonly lines: readonly string[];
  readonly wrong: readonly string[];
  readonly deputy: PersonField;
  readonly saveToken: string;
  readonly listVerb: string;
  readonly listToken: string;
  readonly helpToken: string;
}

const render = compile<DeputyModel>(template);

/** Who is asked while the reader is away. */
export function deputyCard(view: DeputyView, sign: Sign): Built {
  const title = 'Your deputy';
  const now = view.now === null ? 'Nobody is named at present.' : `At present that is ${cut(view.now)}.`;
  const card = render({
    title,
    lines: [
      `Your deputy is asked in your place while you are away, and answers for you. ${now}`,
      'Heads of service and administrators see who it is.',
    ],
    wrong: wrongPerson(view.errors),
    deputy: personField('deputy', 'Deputy', view.deputy, view.errors, ['Leave it empty to have nobody.']),
    saveToken: sign('record-deputy', NOWHERE),
    listVerb: 'back-to-digest',
    listToken: sign('back-to-digest', NOWHERE),
    helpToken: sign('help', NOWHERE),
  });
  return { card, summary: view.errors.length > 0 ? `Not saved yet: ${title}` : title };
}
