/** What waits for a person, and the record of acts, said or pressed by an admin. */
import { deskCard, noticeCard, type Built } from '../../../cards/index.js';
import { attend } from '../../flows/attend.js';
import { aroundOne, NOTHING_AROUND } from '../../flows/attention-around.js';
import { attentionOneView, attentionView, refusedWords } from '../../flows/attention-desk.js';
import { readAttention, type Act } from '../../flows/attention-list.js';
import { waitingNames, type Names } from '../../flows/attention-names.js';
import { sentenceFor } from '../../flows/attention-words.js';
import { auditView, lookOf, type AuditLook } from '../../flows/audit-desk.js';
import { readDirectory } from '../../flows/directory.js';
import type { Handler, Press } from '../press.js';
import type { Asker } from '../whom.js';
import { HERE_PRESSES } from './attention-here.js';
import { sayWhy } from './attention-why.js';
import { forAdmins } from './for-admins.js';
import type { Saying } from './sayings.js';

export const ATTENTION_PRESSES = {
  ...HERE_PRESSES,
  'open-attention': forAdmins('attention', 'attention', (asker, { claim }) => list(asker, claim.rev)),
  'attention-one': forAdmins('attention', 'attention', (asker, { claim }) => one(asker, claim.ref)),
  'attention-seen': forAdmins('attention', 'attention seen', (asker, press) => act(asker, press, 'seen')),
  'attention-again': forAdmins('attention', 'attention send again', (asker, press) => act(asker, press, 'send-again')),
  'attention-waive': forAdmins('attention', 'attention waived', waive),
  'open-audit': forAdmins('attention', 'audit', async (asker, { claim }) =>
    deskCard(await auditView(asker.ports, lookOf(claim.ref), claim.rev), asker.sign),
  ),
} as const satisfies Readonly<Record<string, Handler>>;

export const ATTENTION_SAYINGS = {
  attention: (asker, what) => (what === '' ? list(asker, 0) : one(asker, what.toLowerCase())),
  audit: sayAudit,
  why: sayWhy,
} as const satisfies Readonly<Record<string, Saying>>;

async function namesFor({ ports }: Asker): Promise<Names> {
  return waitingNames(ports, await readDirectory(ports.people));
}

async function list(asker: Asker, page: number): Promise<Built> {
  return deskCard(attentionView(await readAttention(asker.ports), await namesFor(asker), page), asker.sign);
}

async function one(asker: Asker, id: string): Promise<Built> {
  const found = (await readAttention(asker.ports)).waiting.find((waiting) => waiting.id === id);
  if (found === undefined) return settled(asker);
  const names = await namesFor(asker);
  return deskCard(attentionOneView(found, names, await aroundOne(asker.ports, found, names)), asker.sign);
}

function settled({ sign }: Asker): Built {
  const lines = [
    'Somebody else may have settled it, or it came right by itself. Say “attention” to see what waits now.',
  ];
  return noticeCard({ title: 'It does not wait any more', lines }, sign);
}

/** Sent to nobody any more: why is asked for, since the officer may ask. */
async function waive(asker: Asker, press: Press): Promise<Built> {
  const reason = (press.action.fields.reason ?? '').trim();
  if (reason !== '') return act(asker, press, 'waive', reason);
  const found = (await readAttention(asker.ports)).waiting.find(({ id }) => id === press.claim.ref);
  if (found === undefined) return settled(asker);
  const error = { field: 'reason', message: 'Say in a few words why nobody needs it.' };
  return deskCard(attentionOneView(found, await namesFor(asker), NOTHING_AROUND, error), asker.sign);
}

async function act(asker: Asker, { claim, reader }: Press, what: Act, reason: string | null = null): Promise<Built> {
  const done = await attend(asker.ports, { kind: 'officer', id: reader }, { id: claim.ref, act: what, reason });
  const names = await namesFor(asker);
  if (done.kind === 'done') {
    const title = {
      seen: 'Taken off the list',
      'send-again': 'It is sent again',
      waive: 'Waived: it will not be sent',
    }[what];
    const rest = attentionView(await readAttention(asker.ports), names, 0);
    return deskCard(
      { ...rest, title, intro: [{ strong: 'It was: ', rest: sentenceFor(done.waiting, names) }, ...rest.intro] },
      asker.sign,
    );
  }
  if (done.waiting === null) return settled(asker);
  const error = { field: '', message: refusedWords(done.code) };
  return deskCard(attentionOneView(done.waiting, names, NOTHING_AROUND, error, { reason: reason ?? '' }), asker.sign);
}

/** "audit", "audit refused", "audit Ann Lead", "audit schedule". */
async function sayAudit(asker: Asker, what: string): Promise<Built> {
  const refusedOnly = /\brefus(?:ed|als?)\b/i.test(what);
  const rest = what
    .replace(/\b(?:refus(?:ed|als?)|of|by|only|and)\b/gi, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const officer = rest === '' ? null : await asker.ports.people.byName(rest);
  const operator = /^(?:the |an )?operators?$/i.test(rest);
  const look: AuditLook = {
    by: operator ? { kind: 'operator' } : officer === null ? null : { kind: 'officer', id: officer.value.id },
    act: rest === '' || operator || officer !== null ? null : rest,
    refusedOnly,
  };
  return deskCard(await auditView(asker.ports, look, 0), asker.sign);
}
