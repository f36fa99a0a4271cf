/** Any view of the card on which everything waits that its reader may decide. */
import fc from 'fast-check';
import type { ApprovalDone, ApprovalsView, ApprovalView, AskedFor } from '../../bot/domain/approval-views.js';
import { addDays, civilDate } from '../../bot/domain/dates.js';
import { text } from './views.js';

const date = fc.integer({ min: -200, max: 400 }).map((days) => addDays(civilDate('2026-11-23'), days));
const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null });
const name = fc.oneof(fc.constantFrom('Hannah Osei', 'Marcus Ibe'), text);
const ref = fc.oneof(fc.constantFrom('CiN/CP 1.4', 'PMQA 2.3'), text);
const waiting = fc.array(fc.record({ ref, due: maybe(date), sooner: maybe(fc.nat(90)) }), { maxLength: 8 });
const link = fc.oneof(fc.constant('https://example.org/a_(b)?c={d}&e=%22"'), fc.webUrl(), text);

const asked: fc.Arbitrary<AskedFor> = fc.oneof(
  fc.record({
    kind: fc.constant('date' as const),
    end: fc.boolean(),
    approved: maybe(date),
    date,
    later: maybe(fc.integer({ min: -300, max: 300 })),
    moves: fc.nat(12),
    first: maybe(date),
    because: maybe(text),
    waiting,
  }),
  fc.record({
    kind: fc.constant('end' as const),
    approved: maybe(date),
    state: fc.constantFrom('withdrawn', 'superseded', 'business-as-usual', 'carried-over'),
    replacedBy: fc.array(ref, { maxLength: 6 }),
    waiting,
  }),
  fc.record({
    kind: fc.constant('evidence' as const),
    deliveredOn: maybe(date),
    outcome: maybe(fc.constantFrom('achieved' as const, 'not-achieved' as const)),
    evidence: maybe(text),
    evidenceLink: maybe(link),
  }),
  fc.record({ kind: fc.constant('handover' as const), from: name, to: name }),
);

const answer = fc.record({ by: name, on: date, text });
const row: fc.Arbitrary<Omit<ApprovalView, 'row'>> = fc.record({
  link: fc.record({ plan: fc.constantFrom('cs', 'sp'), ref, rev: fc.nat(99) }),
  planTitle: fc.oneof(fc.constantFrom('One plan', 'Another plan'), text),
  text,
  asked,
  by: name,
  enteredBy: maybe(name),
  on: date,
  overdueDays: maybe(fc.nat(300)),
  reason: text,
  questions: fc.array(fc.record({ by: name, byReader: fc.boolean(), on: date, text, answer: maybe(answer) }), {
    maxLength: 10,
  }),
});

const done: fc.Arbitrary<ApprovalDone> = fc.record({
  ref,
  text,
  outcome: fc.oneof(
    fc.record({ kind: fc.constant('accepted' as const), asked }),
    fc.record({ kind: fc.constant('refused' as const), asked, evidenceDue: maybe(date) }),
    fc.record({ kind: fc.constant('question' as const), of: name }),
    fc.record({ kind: fc.constant('nothing' as const), why: text }),
  ),
  told: fc.array(name, { maxLength: 20 }),
  untold: fc.array(name, { maxLength: 20 }),
});

const KINDS = ['date', 'end', 'evidence', 'handover'];
const boxes = fc.constantFrom('refuse_0', 'ask_0', 'refuse_1', 'ask_1', 'refuse_7', 'ask_9');

/** Rows stand by their kind, and each has its own number. */
export const anyApprovals: fc.Arbitrary<ApprovalsView> = fc
  .record({
    rows: fc.oneof(fc.array(row, { maxLength: 6 }), fc.array(row, { minLength: 40, maxLength: 40 })),
    done: maybe(done),
    typed: fc.dictionary(boxes, text),
    error: maybe(fc.record({ field: boxes, message: text })),
  })
  .map(({ rows, ...rest }) => {
    const sorted = [...rows].sort((a, b) => KINDS.indexOf(a.asked.kind) - KINDS.indexOf(b.asked.kind));
    return { ...rest, rows: sorted.map((one, at) => ({ ...one, row: String(at) })) };
  });
