/** What admins can say in their own chat. Whether they may is not asked here. */

export const ADMIN_ACTS = [
  'import',
  'schedules',
  'preview',
  'sweeps',
  'attention',
  'people',
  'roles',
  'plan',
  'policy',
  'calendar',
  'audit',
  'why',
] as const;
export type AdminAct = (typeof ADMIN_ACTS)[number];

export interface AdminCommand {
  readonly kind: 'admin';
  readonly act: AdminAct;
  /** The words behind it, as typed; empty for none. */
  readonly what: string;
}

const SHOW = '(?:(?:show|see|list|view|open|get|give) )?(?:me )?(?:the |all )?';
/** Each with at most one group: what it is about. */
const FORMS: readonly (readonly [AdminAct, RegExp])[] = [
  ['import', whole('(?:import|load|upload)(?: (?:a |the |this )?(?:plan|file))?(?: (?<what>.+))?')],
  ['schedules', whole(`${SHOW}schedules?(?: (?<what>.+))?`)],
  [
    'preview',
    whole('(?:preview|foresee|dry[ -]?run)(?: (?:of )?(?:the )?(?:next )?sweep)?(?: (?:on |for )?(?<what>.+))?'),
  ],
  ['preview', whole('who (?:would be|will be|is going to be) (?:asked|reminded)(?: (?:on |for )?(?<what>.+))?')],
  ['sweeps', whole(`${SHOW}(?:past |last )?sweeps?(?: (?<what>.+))?`)],
  ['attention', whole(`${SHOW}attention(?: list)?(?: (?<what>.+))?`)],
  ['attention', whole('what waits for (?:a person|me|us|somebody)')],
  ['people', whole(`${SHOW}(?:people|officers|person|officer)(?: (?<what>.+))?`)],
  ['roles', whole(`${SHOW}roles?(?: (?:of |for )?(?<what>.+))?`)],
  ['plan', whole(`${SHOW}(?:plans|plan(?: (?<what>.+))?)`)],
  ['plan', whole('(?:care|look after)(?: (?:of |for )?(?<what>.+))?')],
  ['policy', whole(`${SHOW}(?:policy|policies|settings)(?: (?:of |for )?(?<what>.+))?`)],
  ['calendar', whole(`${SHOW}(?:calendar|boards?|closure days|closures)(?: (?<what>.+))?`)],
  ['audit', whole(`${SHOW}audit(?: log| trail)?(?: (?<what>.+))?`)],
  ['why', whole('why(?: was| is| were)?(?: not)?(?: (?<what>.+))?')],
];

/** Null for a line that says none of it. Case does not matter; manners are gone already. */
export function readAdmin(line: string): AdminCommand | null {
  for (const [act, form] of FORMS) {
    const found = form.exec(line);
    if (found !== null) return { kind: 'admin', act, what: (found.groups?.what ?? '').trim() };
  }
  return null;
}

function whole(form: string): RegExp {
  return new RegExp(`^(?:${form})$`, 'i');
}
