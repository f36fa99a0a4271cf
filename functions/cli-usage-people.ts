import type { Verb } from './cli-usage.js';

/** The verbs about people: who they are, what they may do, and who has left. */
export const PEOPLE_VERBS = {
  officers: {
    acts: {
      ...{
        list: [],
        import: ['file'],
        link: ['name', 'id'],
        unlink: ['name'],
        rename: ['name'],
        role: ['name', 'id'],
        roles: [],
      },
      ...{ away: ['name'], back: ['name'], deputy: ['name'], group: ['name'], supporter: ['name'] },
      ...{ proposals: [], confirm: ['name'], decline: ['name'], leave: ['name'], 'hand-over': ['name'] },
    },
    usage:
      'officers [list | import FILE | link OFFICER ENTRA-ID | unlink OFFICER | rename OFFICER --to NAME [--forget] | proposals | confirm OFFICER --person ID | decline OFFICER --person ID | roles | role OFFICER admin|leader|no-admin|no-leader|external|left|internal | away OFFICER --until D [--deputy NAME] | back OFFICER | deputy OFFICER [--to NAME | --none] | supporter OFFICER [--to NAME | --remove NAME | --none] | group NAME (--members "A; B; C" [--rule any|each] | --none) | leave OFFICER [--to OFFICER | --to-head] [--areas OFFICER] [--with-roles] [--dry-run] | hand-over OFFICER --to OFFICER [--areas OFFICER] [--dry-run]]',
    options: ['until', 'deputy', 'to', 'remove', 'members', 'rule', 'person', 'areas'],
    flags: ['none', 'to-head', 'with-roles', 'dry-run', 'forget'],
    help: [
      'proposals: names that are linked to nobody, and who in Teams is called exactly so. Nothing is linked before somebody confirms it.',
      'rename: puts a wrong name right. A file that still has the old one means the same person, unless --forget is given.',
      '--person: the id of who was met in Teams, as proposals shows it.',
      'leave: everything they have passes to --to at once, and they are asked no more. --areas: who is head of service and plan owner in their place; --to unless given.',
      '--to-head: nobody takes over; the heads of service are asked. --with-roles: who takes over is admin or leader, too. --dry-run: what would pass on.',
      'hand-over: the same for a name that stays, such as initials or a role that turned out to be one person.',
    ],
  },
  heads: {
    acts: { list: [], set: [], owner: [], unset: [] },
    usage:
      'heads [list --plan ID | set --plan ID --area A --to OFFICER [--second] | owner --plan ID --to OFFICER | unset --plan ID [--area A [--from OFFICER]]]',
    options: ['plan', 'area', 'to', 'from'],
    flags: ['second'],
    help: [
      'unset: ends it. Of an area its first head of service unless --from names the other; without --area the plan owner.',
    ],
  },
} as const satisfies Readonly<Record<string, Verb>>;
