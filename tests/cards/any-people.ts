/** Any view of the cards on which admins look after people. */
import fc from 'fast-check';
import type {
  LeaveView,
  LinksView,
  PeopleView,
  PersonCardView,
  PersonFormView,
  RoleFormView,
  RolesView,
} from '../../bot/domain/admin-people-views.js';
import { addDays, civilDate } from '../../bot/domain/dates.js';
import { text } from './views.js';

const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null });
const many = <T>(some: fc.Arbitrary<T>, most: number) => fc.array(some, { maxLength: most });
const id = fc.constantFrom('0000031abcde', '0000032abcde', '0000033abcde');
const day = fc.integer({ min: 0, max: 90 }).map((days) => addDays(civilDate('2026-11-23'), days));
const standing = fc.constantFrom(
  ...(['group', 'left', 'external', 'not-linked', 'unreachable', 'away', 'met', 'not-met', 'reachable'] as const),
);
const line = fc.record({
  ...{ id, name: text, standing, awayUntil: maybe(day) },
  ...{ leads: fc.nat(80), overdue: fc.nat(9), roles: many(text, 4) },
});
const error = (...fields: readonly string[]) => maybe(fc.record({ field: fc.constantFrom(...fields), message: text }));

export const anyPeople: fc.Arbitrary<PeopleView> = fc.record({
  ...{ find: text, rows: many(line, 12), from: fc.nat(50), total: fc.nat(400), page: fc.constant(12) },
  ...{ proposals: fc.nat(3), notLinked: fc.nat(9) },
});

export const anyPerson: fc.Arbitrary<PersonCardView> = fc.record({
  ...{ line, otherNames: many(text, 4), deputy: maybe(text), team: maybe(text), email: maybe(text) },
  leads: many(fc.record({ ref: text, text, plan: text, overdue: fc.boolean() }), 6),
  ...{ deputyFor: many(text, 3), supporters: many(text, 3), supporterFor: many(text, 3), groups: many(text, 3) },
  group: maybe(fc.record({ rule: fc.constantFrom('any' as const, 'each' as const), members: many(text, 20) })),
  ...{ proposals: fc.nat(2), notes: many(text, 6) },
});

export const anyLinks: fc.Arbitrary<LinksView> = fc.record({
  of: maybe(fc.record({ id, name: text, linked: fc.boolean() })),
  proposals: many(
    fc.record({
      ...{ id, name: text, leads: many(text, 30), several: fc.boolean() },
      people: many(fc.record({ id, told: fc.array(text, { minLength: 1, maxLength: 4 }) }), 3),
    }),
    20,
  ),
  ...{ notes: many(text, 3), typed: fc.record({ met: text }), error: error('met') },
});

export const anyRoles: fc.Arbitrary<RolesView> = fc.record({
  roles: many(
    fc.record({
      ...{ id, name: text, where: maybe(text), cannot: maybe(text) },
      role: fc.constantFrom('admin', 'leader', 'plan owner', 'head of service', 'second head of service', 'supporter'),
    }),
    60,
  ),
  ...{ fromSettings: fc.nat(3), canAct: fc.nat(2) },
});

export const anyRoleForm: fc.Arbitrary<RoleFormView> = fc.record({
  ...{ id, name: text, now: many(text, 8), notes: many(text, 3) },
  places: many(fc.record({ title: text, value: fc.constantFrom('ilacs-2026|', 'ilacs-2026|A') }), 120),
  ...{ typed: fc.record({ whom: text }), error: error('role', 'place', 'whom') },
});

export const anyPersonForm: fc.Arbitrary<PersonFormView> = fc.record({
  form: fc.constantFrom('names' as const, 'place' as const, 'group' as const),
  ...{ id, name: text, lines: many(text, 3), isGroup: fc.boolean(), confirms: fc.nat(9) },
  ...{ typed: fc.record({ other: text, members: text }), error: error('other', 'outside', 'members') },
});

export const anyLeave: fc.Arbitrary<LeaveView> = fc.record({
  ...{ id, name: text, isGroup: fc.boolean(), moves: maybe(many(text, 7)), notes: many(text, 3) },
  ...{ confirms: fc.nat(9), changed: fc.boolean() },
  ...{ typed: fc.record({ to: text, areas: text }), error: error('how', 'to', 'areas', 'roles') },
});
