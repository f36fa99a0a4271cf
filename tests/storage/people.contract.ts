import { reading } from '../support/channels.js';
import { describe, expect, it } from 'vitest';
import { addDays, addMs } from '../../bot/domain/dates.js';
import { scopeKey } from '../../bot/domain/scope.js';
import type { AuditEntry, Channel, RollupPost, Snapshot } from '../../bot/flows/ports.js';
import { storesOver, type BackEnd } from './back-end.js';
import { anOfficer, DAY, HARD_REFS, LATER, NOON } from './samples.js';

const ENTRA = '0B7C4F9C-1111-4000-8000-0000000000AB';

export function peopleContract(backEnd: BackEnd): void {
  describe('people', () => {
    it('finds somebody who was erased by their id alone, and gives their name to whoever has it next', async () => {
      const { people } = storesOver(backEnd.fresh());
      await people.put(anOfficer('o1', 'Emma Bennett', { entraId: ENTRA, aliases: ['Dr Bennett'] }), null);
      const { etag } = (await people.officer('o1'))!;
      const erased = anOfficer('o1', 'a former officer', { outside: 'left', erased: true });
      expect(await people.put(erased, etag)).toBe('written');
      expect((await people.officer('o1'))?.value).toEqual(erased);
      const names = ['Emma Bennett', 'Dr Bennett', 'a former officer'];
      expect(await Promise.all(names.map((name) => people.byName(name)))).toEqual([null, null, null]);
      expect(await people.byEntraId(ENTRA)).toBeNull();
      expect(await people.put(anOfficer('o2', 'Emma Bennett', { entraId: ENTRA }), null)).toBe('written');
      expect(await people.put(anOfficer('o3', 'a former officer', { erased: true }), null)).toBe('written');
    });

    it('are found by id, Entra id, name and alias', async () => {
      const { people } = storesOver(backEnd.fresh());
      const emma = anOfficer('o1', "Emma O'Brien-Bennett", {
        aliases: ['E. Bennett', 'EB (L1046)', '—'],
        entraId: ENTRA,
        chat: { serviceUrl: 'https://smba.trafficmanager.net/uk/', conversationId: 'a:1', botId: '28:x' },
        firstDeliveredOn: DAY,
        roles: ['admin', 'leader'],
      });
      expect(await people.put(emma, null)).toBe('written');
      const found = await people.officer('o1');
      expect(found?.value).toEqual(emma);
      expect(await people.byEntraId(ENTRA.toLowerCase())).toEqual(found);
      for (const name of ['emma obrien bennett', 'Emma O’Brien–Bennett ', 'e bennett', 'EB L1046']) {
        expect(await people.byName(name)).toEqual(found);
      }
      for (const name of ['Emma Bennett', '', '—', 'Émma']) expect(await people.byName(name)).toBeNull();
      expect(await people.officers()).toEqual([found]);
    });

    it('keep where they are and were, whose deputy is whom, and whom a group means', async () => {
      const { people } = storesOver(backEnd.fresh());
      const { entraId, unreachable, roles, outside, awayUntil, deputy, group } = anOfficer('o9', 'A');
      const before = { until: NOON, entraId, unreachable, roles, outside, awayUntil, deputy, group };
      const ann = anOfficer('o1', 'Ann', { outside: 'external', awayUntil: DAY, deputy: 'o2', past: [before] });
      const heads = anOfficer('o3', 'Heads', { group: { rule: 'each', members: ['o1', 'o2'] } });
      await people.put(ann, null);
      await people.put(heads, null);
      expect((await people.officer('o1'))?.value).toEqual(ann);
      expect((await people.byName('heads'))?.value).toEqual(heads);
    });

    it('are new once', async () => {
      const { people } = storesOver(backEnd.fresh());
      await people.put(anOfficer('o1', 'Emma'), null);
      expect(await people.put(anOfficer('o1', 'Sam'), null)).toBe('conflict');
      expect(await people.byName('Sam')).toBeNull();
    });

    it('share no name, alias or Entra id', async () => {
      const { people } = storesOver(backEnd.fresh());
      await people.put(anOfficer('o1', 'Emma Bennett', { aliases: ['EB'], entraId: ENTRA }), null);
      expect(await people.put(anOfficer('o2', 'EMMA BENNETT'), null)).toBe('conflict');
      expect(await people.put(anOfficer('o2', 'Sam', { aliases: ['e.b.'] }), null)).toBe('conflict');
      expect(await people.put(anOfficer('o2', 'Sam', { entraId: ENTRA }), null)).toBe('conflict');
      expect(await people.put(anOfficer('o2', 'Sam'), null)).toBe('written');
      const sam = (await people.officer('o2'))!;
      expect(await people.put({ ...sam.value, entraId: ENTRA }, sam.etag)).toBe('conflict');
      expect((await people.byEntraId(ENTRA))?.value.id).toBe('o1');
    });

    it('of two who claim a name at once, get it to one', async () => {
      const { people } = storesOver(backEnd.fresh());
      const claims = ['o1', 'o2'].map((id) => people.put(anOfficer(id, 'Emma Bennett'), null));
      expect((await Promise.all(claims)).toSorted()).toEqual(['conflict', 'written']);
      expect(await people.officers()).toHaveLength(1);
    });

    it('change by etag, and lose what no longer names them', async () => {
      const { people } = storesOver(backEnd.fresh());
      await people.put(anOfficer('o1', 'Emma Bennett', { aliases: ['EB', 'Emma'], entraId: ENTRA }), null);
      const before = (await people.officer('o1'))!;
      const renamed = anOfficer('o1', 'Emma Cole', { aliases: ['emma', 'Emma-Bennett'] });
      expect(await people.put(renamed, before.etag)).toBe('written');
      expect(await people.put(renamed, before.etag)).toBe('conflict');
      for (const gone of ['EB', 'e b']) expect(await people.byName(gone)).toBeNull();
      expect(await people.byEntraId(ENTRA)).toBeNull();
      for (const name of ['Emma', 'Emma Bennett', 'Emma Cole']) {
        expect((await people.byName(name))?.value).toEqual(renamed);
      }
      expect(await people.put(anOfficer('o2', 'EB', { entraId: ENTRA }), null)).toBe('written');
    });

    describe('who turn out to be one', () => {
      const first = anOfficer('o1', 'Emma Bennett', { entraId: ENTRA });
      const second = anOfficer('o2', 'Dr Emma Bennett', { aliases: ['EB'] });
      const one = { ...first, aliases: ['Dr Emma Bennett', 'EB', 'Emma'] };
      const two = async () => {
        const stores = storesOver(backEnd.fresh());
        for (const officer of [first, second]) await stores.people.put(officer, null);
        const [a, b] = [(await stores.people.officer('o1'))!, (await stores.people.officer('o2'))!];
        return { ...stores, a, b };
      };

      it('are found as that one by every name and id', async () => {
        const { people, a, b } = await two();
        expect(await people.merge(one, a.etag, [b])).toBe('written');
        const found = await people.officer('o1');
        expect(found?.value).toEqual({ ...one, formerIds: ['o2'] });
        expect(await people.officers()).toEqual([found]);
        expect(await people.officer('o2')).toEqual(found);
        for (const name of [first.name, second.name, 'EB', 'Emma']) expect(await people.byName(name)).toEqual(found);
        expect(await people.byEntraId(ENTRA)).toEqual(found);
      });

      it('bring an Entra id, and lose the names that the one does not have', async () => {
        const { people, a, b } = await two();
        expect(await people.merge({ ...second, entraId: ENTRA }, b.etag, [a])).toBe('written');
        expect((await people.byEntraId(ENTRA))?.value.id).toBe('o2');
        expect(await people.byName('Emma Bennett')).toBeNull();
        expect(await people.put(anOfficer('o3', 'Emma Bennett'), null)).toBe('written');
      });

      it('do so twice over', async () => {
        const { people, a, b } = await two();
        await people.merge(one, a.etag, [b]);
        await people.put(anOfficer('o3', 'E Bennett'), null);
        const [now, third] = [(await people.officer('o1'))!, (await people.officer('o3'))!];
        expect(await people.merge({ ...third.value, entraId: ENTRA }, third.etag, [now])).toBe('written');
        for (const id of ['o1', 'o2', 'o3']) expect((await people.officer(id))?.value.id).toBe('o3');
        expect((await people.officer('o3'))?.value.formerIds).toEqual(['o1', 'o2']);
      });

      it('change nothing when any of them has changed', async () => {
        const { people, a, b } = await two();
        const chat = { serviceUrl: 'https://smba.trafficmanager.net/uk/', conversationId: 'a:1', botId: null };
        await people.put({ ...second, chat }, b.etag);
        expect(await people.merge(one, a.etag, [b])).toBe('conflict');
        expect((await people.byName('EB'))?.value).toEqual({ ...second, chat });
        const now = (await people.officer('o2'))!;
        await people.put({ ...first, chat }, a.etag);
        expect(await people.merge(one, a.etag, [now])).toBe('conflict');
        expect(await people.officers()).toHaveLength(2);
      });

      it('take no name from anybody else, and are put no more', async () => {
        const { people, a, b } = await two();
        await people.put(anOfficer('o3', 'Sam'), null);
        expect(await people.merge({ ...one, aliases: ['sam'] }, a.etag, [b])).toBe('conflict');
        expect(await people.merge(one, a.etag, [b])).toBe('written');
        expect(await people.put(second, b.etag)).toBe('conflict');
        expect(await people.put(second, null)).toBe('conflict');
        expect((await people.byName('EB'))?.value.id).toBe('o1');
      });
    });
  });
}

export function channelsContract(backEnd: BackEnd): void {
  describe('channels', () => {
    const channel: Channel = {
      id: '19:abc@thread.tacv2',
      name: 'Leadership',
      team: null,
      chat: { serviceUrl: 'https://smba.trafficmanager.net/uk/', conversationId: '19:abc@thread.tacv2', botId: null },
      ...reading('ilacs-2026'),
      registeredBy: 'o1',
      registeredAt: NOON,
    };

    it('are put, changed and removed by etag', async () => {
      const { channels } = storesOver(backEnd.fresh());
      expect(await channels.channel(channel.id)).toBeNull();
      expect(await channels.put(channel, null)).toBe('written');
      expect(await channels.put(channel, null)).toBe('conflict');
      const found = (await channels.channel(channel.id))!;
      expect(found.value).toEqual(channel);
      expect(await channels.put({ ...channel, reads: [] }, found.etag)).toBe('written');
      expect(await channels.remove(found)).toBe('conflict');
      const [changed] = await channels.list();
      expect(changed?.value.reads).toEqual([]);
      expect(await channels.remove(changed!)).toBe('written');
      expect(await channels.list()).toEqual([]);
    });
  });

  describe('the audit', () => {
    it('gives the entries of a month, oldest first, several at one instant', async () => {
      const { audit } = storesOver(backEnd.fresh());
      const entry: AuditEntry = {
        at: NOON,
        by: { kind: 'officer', id: 'o1' },
        act: 'sending stop',
        subject: 'all',
        outcome: 'done',
        why: null,
      };
      const refused: AuditEntry = { ...entry, by: { kind: 'stranger', entraId: ENTRA }, outcome: 'refused', why: 'no' };
      const december = addMs(NOON, 20 * 86_400_000);
      await audit.record({ ...entry, at: LATER, by: { kind: 'operator' } });
      for (const each of [entry, refused, { ...entry, at: december }]) await audit.record(each);
      expect(await audit.month('2026-11')).toEqual([entry, refused, { ...entry, at: LATER, by: { kind: 'operator' } }]);
      expect(await audit.month('2026-12')).toHaveLength(1);
      expect(await audit.month('2026-10')).toEqual([]);
    });
  });
}

export function rollupsContract(backEnd: BackEnd): void {
  const snapshot = (hours: number, refs = 2): Snapshot => ({
    scope: 'ilacs-2026',
    period: addMs(NOON, hours * 3_600_000),
    asOf: NOON,
    readAt: NOON,
    asAt: DAY,
    counts: { red: 1, amber: 0, green: 1, complete: 0, none: 0, closed: 0, total: 2 },
    revisions: Array.from({ length: refs }, (_, i) => [`${HARD_REFS[i % HARD_REFS.length] ?? ''} ${String(i)}`, i + 1]),
    window: null,
    corrects: null,
    beside: [],
  });
  const post = (hours: number, channel: string, state: RollupPost['state']): RollupPost => ({
    scope: 'ilacs-2026',
    period: snapshot(hours).period,
    channel,
    state,
    claimUntil: null,
    notBefore: null,
    attempts: 0,
    conversation: null,
    part: '',
    activityId: null,
    reason: null,
    atOnce: false,
    replies: null,
    editedAt: null,
    postedAt: null,
    told: null,
    corrected: null,
  });

  describe('snapshots', () => {
    it('hold 2,000 milestones, once a period', async () => {
      const { rollups } = storesOver(backEnd.fresh());
      const whole = snapshot(0, 2_000);
      expect(await rollups.snapshot(whole.scope, whole.period)).toBeNull();
      expect(await rollups.add(whole)).toBe('written');
      expect(await rollups.add(snapshot(0))).toBe('conflict');
      expect(await rollups.snapshot(whole.scope, whole.period)).toEqual(whole);
    });

    it('are found again as the newest that was posted before', async () => {
      const { rollups } = storesOver(backEnd.fresh());
      for (const hours of [0, 1, 2, 3]) await rollups.add(snapshot(hours));
      const find = (hours: number) => rollups.newestPostedBefore('ilacs-2026', snapshot(hours).period);
      expect(await find(9)).toBeNull();
      await rollups.savePost(post(0, 'a', 'sent'), null);
      await rollups.savePost(post(1, 'a', 'sent'), null);
      await rollups.savePost(post(1, 'b', 'dead'), null);
      await rollups.savePost(post(2, 'a', 'planned'), null);
      expect(await find(9)).toEqual(snapshot(1));
      expect(await find(1)).toEqual(snapshot(0));
      expect(await find(0)).toBeNull();
    });

    it('that correct an old one are not the newest, however late they were posted', async () => {
      const { rollups } = storesOver(backEnd.fresh());
      const next = { ...snapshot(1), asAt: addDays(DAY, 1) };
      const corrects = { period: NOON, reason: 'entered by mistake', by: { kind: 'operator' } } as const;
      const correction = { ...snapshot(2), corrects, window: '2026-q2' };
      for (const one of [snapshot(0), next, correction]) await rollups.add(one);
      for (const hours of [0, 1, 2]) await rollups.savePost(post(hours, 'a', 'sent'), null);
      const find = (hours: number) => rollups.newestPostedBefore('ilacs-2026', snapshot(hours).period, 'a');
      expect(await find(9)).toEqual(next);
      await rollups.savePost({ ...post(3, 'a', 'sent'), part: 'area:A' }, null);
      expect(await find(9)).toEqual(next);
      expect(await rollups.snapshot('ilacs-2026', correction.period)).toEqual(correction);
    });

    it('are listed by scope, the newest first; and each scope once, whatever is in its name', async () => {
      const { rollups } = storesOver(backEnd.fresh());
      const parts = HARD_REFS.map((ref) => scopeKey({ plan: 'ilacs-2026', area: ref, tag: `${ref} of the board` }));
      for (const scope of ['ilacs-2026', ...parts]) await rollups.add({ ...snapshot(0), scope });
      await rollups.add(snapshot(1));
      expect([...(await rollups.scopes())].sort()).toEqual(['ilacs-2026', ...parts].sort());
      expect(await rollups.snapshots('ilacs-2026')).toEqual([snapshot(1), snapshot(0)]);
      const [part = ''] = parts;
      expect(await rollups.snapshots(part)).toEqual([{ ...snapshot(0), scope: part }]);
      expect(await rollups.snapshots('other')).toEqual([]);
    });
  });

  describe('the run of a reporting window', () => {
    it('is saved by etag', async () => {
      const { rollups } = storesOver(backEnd.fresh());
      const run = { scope: 'ilacs-2026', window: '2026-q2', period: NOON, state: 'frozen', released: null } as const;
      expect(await rollups.windowRun(run.scope, run.window)).toBeNull();
      const saved = await rollups.saveWindowRun(run, null);
      if (saved === 'conflict') throw new Error(saved);
      expect(await rollups.saveWindowRun(run, null)).toBe('conflict');
      expect(await rollups.windowRun(run.scope, run.window)).toEqual(saved);
      const posted = await rollups.saveWindowRun({ ...run, state: 'posted', period: LATER }, saved.etag);
      expect(posted).toMatchObject({ value: { state: 'posted', period: LATER } });
      expect(await rollups.saveWindowRun(run, saved.etag)).toBe('conflict');
    });
  });

  describe('posts of a rollup', () => {
    it('keep what follows in a thread beside the summary, and are open while that is not planned', async () => {
      const { rollups } = storesOver(backEnd.fresh());
      const corrected = { period: LATER, on: DAY, reason: 'entered by mistake' };
      const root: RollupPost = { ...post(0, '19:a/b', 'sent'), replies: 'due', editedAt: LATER, corrected };
      await rollups.savePost(root, null);
      const parts = HARD_REFS.map((ref) => `answer:${ref}:q1`);
      for (const part of parts) await rollups.savePost({ ...post(0, '19:a/b', 'sent'), part }, null);
      await rollups.savePost(post(0, '19:a/bc', 'sent'), null);
      const all = await rollups.posts('ilacs-2026', NOON);
      expect(all.map(({ value }) => value.part).sort()).toEqual(['', '', ...parts].sort());
      expect((await rollups.post('ilacs-2026', NOON, '19:a/b'))?.value).toEqual(root);
      for (const part of parts) {
        expect((await rollups.post('ilacs-2026', NOON, '19:a/b', part))?.value.part).toBe(part);
      }
      expect((await rollups.openPosts('ilacs-2026')).map(({ value }) => value)).toEqual([root]);
    });

    it('are found by the message as which they stand in a channel, and by no other', async () => {
      const { rollups } = storesOver(backEnd.fresh());
      const root: RollupPost = { ...post(0, '19:a/b', 'sent'), activityId: '17|1' };
      const saved = await rollups.savePost(root, null);
      const reply = await rollups.savePost({ ...root, part: 'area:A', activityId: '17=2' }, null);
      await rollups.savePost({ ...root, scope: 'other', channel: '19:c', activityId: '17|2' }, null);
      expect(await rollups.postByActivity('19:a/b', '17|1')).toEqual(saved);
      expect(await rollups.postByActivity('19:a/b', '17=2')).toEqual(reply);
      expect((await rollups.postByActivity('19:c', '17|2'))?.value.scope).toBe('other');
      expect(await rollups.postByActivity('19:a/b', '17|2')).toBeNull();
      expect(await rollups.postByActivity('19:c', 'x'.repeat(600))).toBeNull();
      if (saved === 'conflict') throw new Error(saved);
      // Sent again by hand, as another message.
      const again = await rollups.savePost({ ...root, activityId: '18' }, saved.etag);
      expect(await rollups.postByActivity('19:a/b', '18')).toEqual(again);
      expect(await rollups.postByActivity('19:a/b', '17|1')).toBeNull();
    });

    it('are open again when they are to be sent again, and off the list once they are settled', async () => {
      const { rollups } = storesOver(backEnd.fresh());
      const planned = await rollups.savePost(post(0, 'a', 'planned'), null);
      let last = planned;
      await rollups.savePost({ ...post(0, 'a', 'planned'), part: 'area:A' }, null);
      const open = async () => (await rollups.openPosts('ilacs-2026')).map(({ value }) => [value.part, value.state]);
      expect(await open()).toEqual([
        ['', 'planned'],
        ['area:A', 'planned'],
      ]);
      for (const state of ['sending', 'sent', 'retry', 'dead'] as const) {
        if (last === 'conflict') throw new Error(last);
        last = await rollups.savePost({ ...last.value, state }, last.etag);
        const isOpen = state === 'sending' || state === 'retry';
        expect(await open()).toEqual([...(isOpen ? [['', state]] : []), ['area:A', 'planned']]);
      }
      if (planned === 'conflict') throw new Error(planned);
      // All or none: what is not saved is not listed.
      expect(await rollups.savePost(post(0, 'a', 'retry'), planned.etag)).toBe('conflict');
      expect(await open()).toEqual([['area:A', 'planned']]);
    });

    it('of before there were lists are found all the same', async () => {
      const open = backEnd.fresh();
      const { rollups } = storesOver(open);
      const sent: RollupPost = { ...post(0, 'a', 'sent'), activityId: '17' };
      await rollups.savePost(sent, null);
      await rollups.savePost(post(1, 'a', 'planned'), null);
      const table = open('Rollups');
      for (const [partition, row] of [
        ['~messages', 'a|a|17'],
        ['ilacs-2026', `o|${snapshot(1).period}|a`],
      ] as const) {
        const found = await table.get(partition, row);
        if (found === null) throw new Error(`There is no row ${row}`);
        await table.submit(partition, [{ kind: 'delete', row, etag: found.etag }]);
      }
      expect((await rollups.openPosts('ilacs-2026')).map(({ value }) => value.period)).toEqual([snapshot(1).period]);
      expect((await rollups.postByActivity('a', '17'))?.value).toEqual(sent);
    });

    it('are saved by etag', async () => {
      const { rollups } = storesOver(backEnd.fresh());
      const planned = await rollups.savePost(post(0, '19:a/b', 'planned'), null);
      if (planned === 'conflict') throw new Error(planned);
      expect(await rollups.savePost(post(0, '19:a/b', 'planned'), null)).toBe('conflict');
      expect(await rollups.post('ilacs-2026', planned.value.period, '19:a/b')).toEqual(planned);
      const sending = await rollups.savePost({ ...planned.value, state: 'sending', claimUntil: LATER }, planned.etag);
      expect(sending).not.toBe('conflict');
      expect(await rollups.savePost({ ...planned.value, state: 'dead' }, planned.etag)).toBe('conflict');
    });

    it('are open until they are settled, over all periods', async () => {
      const { rollups } = storesOver(backEnd.fresh());
      await rollups.add(snapshot(0));
      const states = ['planned', 'sending', 'retry', 'sent', 'in-doubt', 'dead'] as const;
      for (const [i, state] of states.entries()) await rollups.savePost(post(i, 'a', state), null);
      const open = await rollups.openPosts('ilacs-2026');
      expect(open.map((each) => each.value.state)).toEqual(['planned', 'sending', 'retry']);
      expect(await rollups.openPosts('other')).toEqual([]);
    });
  });
}
