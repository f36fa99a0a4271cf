import { describe, expect, it } from 'vitest';
import { civilDate } from '../../bot/domain/dates.js';
import { changePeople } from '../../bot/flows/change-people.js';
import { drain } from '../../bot/flows/drain.js';
import { erasePerson } from '../../bot/flows/erase.js';
import type { Officer, Ports } from '../../bot/flows/ports.js';
import { linkOfficer } from '../../bot/flows/link-officer.js';
import { forgetChat, rememberChat } from '../../bot/flows/remember-chat.js';
import { cardsOf, chatFor, createWorld, linkAll, loadPlan, type ProcessNeeds, type World } from '../support/world.js';
import { planned } from './planned.js';

async function loaded(): Promise<{ world: World; ports: World['ports'] }> {
  const world = createWorld();
  await loadPlan(world.ports, [{ ref: 'A1', due: '2026-11-18', leads: ['Ann', 'Ben'] }]);
  return { world, ports: world.ports };
}

const order = (name: string, entraId: string | null, rest: object = {}) => ({
  name,
  entraId,
  aliases: [],
  roles: [],
  ...rest,
});

describe('remembering a chat', () => {
  it('keeps the latest, and takes the person as reachable again', async () => {
    const { ports } = await loaded();
    const { Ann } = await linkAll(ports, ['Ann']);
    await forgetChat(ports, 'e-Ann');
    expect((await ports.people.officer(Ann!))?.value).toMatchObject({ chat: null, unreachable: 'removed the app' });
    const moved = { ...chatFor('Ann'), serviceUrl: 'https://smba.trafficmanager.net/emea' };
    expect((await rememberChat(ports, { entraId: 'E-ANN', name: 'Ann' }, moved, 'only')).officer.id).toBe(Ann);
    expect((await ports.people.officer(Ann!))?.value).toMatchObject({ chat: moved, unreachable: null });
  });

  it('of a stranger, twice at once, makes one person', async () => {
    const { world, ports } = await loaded();
    const met = await Promise.all(
      [1, 2, 3].map(() => rememberChat(world.start().ports, { entraId: 'e-new', name: 'New' }, chatFor('New'), 'only')),
    );
    expect(new Set(met.map((one) => one.officer.id)).size).toBe(1);
    expect((await ports.people.byEntraId('e-new'))?.value.chat).toEqual(chatFor('New'));
  });

  it('twice at once welcomes once', async () => {
    const { world, ports } = await loaded();
    await linkAll(ports, ['Ann']);
    const caller = { entraId: 'e-Ann', name: 'Ann' };
    const met = await Promise.all(
      [1, 2, 3].map(() => rememberChat(world.start().ports, caller, chatFor('Ann'), 'and-welcome')),
    );
    expect(met.map(({ first }) => first).sort()).toEqual([false, false, true]);
    expect((await rememberChat(ports, caller, chatFor('Ann'), 'and-welcome')).first).toBe(false);
  });

  it('survives somebody else changing the person at the same moment', async () => {
    const { world, ports } = await loaded();
    const { Ann } = await linkAll(ports, ['Ann']);
    const moved = { ...chatFor('Ann'), conversationId: 'new' };
    await Promise.all([
      rememberChat(world.start().ports, { entraId: 'e-Ann', name: 'Ann' }, moved, 'only'),
      linkOfficer(world.start().ports, order('Ben', 'e-Ben')),
      rememberChat(world.start().ports, { entraId: 'e-Ann', name: 'Ann' }, moved, 'only'),
    ]);
    expect((await ports.people.officer(Ann!))?.value.chat).toEqual(moved);
  });
});

/** Something happens right before the first write to the people, or right after a chat was opened. */
function meanwhile(act: () => Promise<unknown>): ProcessNeeds {
  let once = false;
  return {
    hook: async (call) => {
      if (once || call.table !== 'People' || call.act !== 'submit') return;
      once = true;
      await act();
    },
  };
}

async function erase(ports: Ports, id: string): Promise<void> {
  const found = await ports.people.officer(id);
  expect(await erasePerson(ports, found!.value, { kind: 'operator' })).toBe('written');
}

describe('the address of a person', () => {
  const caller = { entraId: 'e-Ann', name: 'Ann' };
  const moved = { ...chatFor('Ann'), conversationId: 'moved' };

  it('is not put back into the row of who was erased at that moment', async () => {
    const { world, ports } = await loaded();
    const { Ann } = await linkAll(ports, ['Ann']);
    const racing = world.start(meanwhile(() => erase(ports, Ann!)));
    const { officer } = await rememberChat(racing.ports, caller, moved, 'and-welcome');
    expect((await ports.people.officer(Ann!))?.value).toMatchObject({ erased: true, entraId: null, chat: null });
    expect(officer).toMatchObject({ entraId: 'e-Ann', met: true, chat: moved });
    expect(officer.id).not.toBe(Ann);
  });

  it.each([
    ['keeps', (ports: Ports) => rememberChat(ports, caller, moved, 'only')],
    ['loses', (ports: Ports) => forgetChat(ports, 'e-Ann')],
  ])('who was linked otherwise at that moment %s nothing in the row of another', async (_, act) => {
    const { world, ports } = await loaded();
    const { Ann } = await linkAll(ports, ['Ann']);
    const racing = world.start(
      meanwhile(async () => {
        await linkOfficer(ports, order('Ann', 'e-right'));
        await rememberChat(ports, { entraId: 'e-right', name: 'Ann' }, chatFor('right'), 'only');
      }),
    );
    await act(racing.ports);
    expect((await ports.people.officer(Ann!))?.value).toMatchObject({
      entraId: 'e-right',
      chat: chatFor('right'),
      unreachable: null,
    });
  });

  it.each<[string, (ports: Ports, id: string) => Promise<unknown>, string | null, readonly string[]]>([
    ['linked to another person', (ports) => linkOfficer(ports, order('Ann', 'e-right')), 'right', ['chat-right: A1']],
    ['erased', erase, null, []],
  ])('that was opened for who is %s meanwhile is neither kept nor written to', async (_, act, whose, cards) => {
    const { world, ports, ids } = await planned();
    await changePeople(ports, ids.Ann!, (value) => ({ ...value, chat: null }));
    let once = false;
    const openChat: Ports['messenger']['openChat'] = async (entraId) => {
      const opened = await ports.messenger.openChat(entraId, () => true);
      if (!once) {
        once = true;
        await act(ports, ids.Ann!);
      }
      return opened;
    };
    await drain({ ...ports, messenger: { ...ports.messenger, openChat } });
    await drain(ports);
    expect(cardsOf(world)).toEqual(cards);
    expect((await ports.people.officer(ids.Ann!))?.value.chat?.conversationId ?? null).toBe(whose && `chat-${whose}`);
  });
});

describe('linking an officer', () => {
  it('keeps the chat of somebody who wrote before being linked', async () => {
    const { ports } = await loaded();
    await rememberChat(ports, { entraId: 'e-Ann', name: 'Ann' }, chatFor('Ann'), 'only');
    for (let times = 0; times < 2; times += 1) {
      expect((await linkOfficer(ports, order('Ann', 'e-Ann', { aliases: ['Ann B'] }))).kind).toBe('linked');
    }
    const ann = (await ports.people.byName('ann b'))?.value;
    expect(ann).toMatchObject({ name: 'Ann', entraId: 'e-Ann', chat: chatFor('Ann'), aliases: ['Ann B'] });
    expect((await ports.people.byEntraId('e-Ann'))?.value.id).toBe(ann?.id);
  });

  it('of one person to two officers makes them one, and to two who are linked is refused', async () => {
    const { ports } = await loaded();
    expect((await linkOfficer(ports, order('Ann', 'e-1'))).kind).toBe('linked');
    expect((await linkOfficer(ports, order('Ben', 'e-1'))).kind).toBe('alias');
    expect((await ports.people.byName('Ben'))?.value).toMatchObject({ name: 'Ann', entraId: 'e-1', aliases: ['Ben'] });
    expect((await linkOfficer(ports, order('Cat', 'e-2'))).kind).toBe('linked');
    expect((await linkOfficer(ports, order('Cat', 'e-1'))).kind).toBe('taken');
    expect((await ports.people.byName('Cat'))?.value.entraId).toBe('e-2');
  });

  it('to another person sends nothing more to the first', async () => {
    const { ports } = await loaded();
    await rememberChat(ports, { entraId: 'e-wrong', name: 'Somebody' }, chatFor('wrong'), 'only');
    await linkOfficer(ports, order('Ann', 'e-wrong'));
    await forgetChat(ports, 'e-wrong');
    await rememberChat(ports, { entraId: 'e-wrong', name: 'Somebody' }, chatFor('wrong'), 'only');
    expect((await linkOfficer(ports, order('Ann', 'e-right'))).kind).toBe('linked');
    expect((await ports.people.byName('Ann'))?.value).toMatchObject({
      entraId: 'e-right',
      chat: null,
      unreachable: null,
    });
    expect(await ports.people.byEntraId('e-wrong')).toBeNull();
  });

  it('keeps what was said under either name: away, deputy, outside', async () => {
    const { ports } = await loaded();
    const { Ann, Ben } = await linkAll(ports, ['Ann', 'Ben']);
    const say = (id: string, what: Partial<Officer>) => changePeople(ports, id, (value) => ({ ...value, ...what }));
    await linkOfficer(ports, order('A. Bell', null));
    const second = (await ports.people.byName('A. Bell'))!.value;
    await say(Ann!, { awayUntil: civilDate('2026-11-20'), deputy: second.id });
    await say(second.id, { awayUntil: civilDate('2026-12-01'), deputy: Ben!, outside: 'external' });
    expect((await linkOfficer(ports, order('A. Bell', 'e-Ann'))).kind).toBe('alias');
    expect((await ports.people.officer(Ann!))?.value).toMatchObject({
      awayUntil: '2026-12-01',
      deputy: Ben,
      outside: 'external',
    });
  });

  it('by name alone changes nothing else', async () => {
    const { ports } = await loaded();
    await linkAll(ports, ['Ann']);
    expect((await linkOfficer(ports, order('Ann', null, { roles: ['admin'] }))).kind).toBe('linked');
    const ann = (await ports.people.byName('Ann'))?.value;
    expect(ann).toMatchObject({ entraId: 'e-Ann', chat: chatFor('Ann'), roles: ['admin'] });
  });
});
