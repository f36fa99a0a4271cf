import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { AppManifestUtils } from '@microsoft/app-manifest';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { readCommand } from '../../bot/domain/command.js';
import { civilDate } from '../../bot/domain/dates.js';
import type { HelpView } from '../../bot/domain/views.js';
import { helpCommands } from '../../cards/help-commands.js';
import { drawIcons } from '../../infra/azure/teams-app/icons.mjs';
import { namesExample, SAMPLE_IDS, TEAMS_APP, teamsEntries } from '../../infra/local/teams-package.mjs';
import { zipOf } from '../../infra/local/zip.mjs';

type Manifest = Parameters<typeof AppManifestUtils.validateAgainstSchema>[0];
interface Command {
  readonly title: string;
  readonly description: string;
}
interface Own {
  readonly version: string;
  readonly accentColor: string;
  readonly name: Readonly<Record<'short' | 'full', string>>;
  readonly description: Readonly<Record<'short' | 'full', string>>;
  readonly developer: Readonly<Record<'name' | 'websiteUrl' | 'privacyUrl' | 'termsOfUseUrl', string>>;
  readonly bots: readonly [
    { readonly commandLists: readonly { readonly scopes: readonly string[]; readonly commands: readonly Command[] }[] },
  ];
}

const zip = unzipSync(zipOf(teamsEntries(SAMPLE_IDS) as Record<string, Uint8Array>));
const text = Buffer.from(zip['manifest.json']!).toString();
const manifest = JSON.parse(text) as Own;
const lists = manifest.bots[0].commandLists;
const wrongIn = (changed: object): Promise<string[]> =>
  AppManifestUtils.validateAgainstSchema({ ...(JSON.parse(text) as object), ...changed } as unknown as Manifest);

describe('the Teams app package', () => {
  test('has three files at its root, and a manifest that Microsoft’s schema takes', async () => {
    expect(Object.keys(zip)).toEqual(['color.png', 'manifest.json', 'outline.png']);
    expect(await wrongIn({})).toEqual([]);
    // The schema does look: one scope too many, a name too long, a list too many.
    expect(await wrongIn({ name: { short: 'W'.repeat(31) } })).not.toEqual([]);
    expect(await wrongIn({ supportsChannelFeatures: 'tier9' })).not.toEqual([]);
    expect(await wrongIn({ bots: [{ ...manifest.bots[0], botId: 'x', scopes: ['galaxy'] }] })).not.toEqual([]);
  });

  test('says what Teams needs to know', () => {
    expect(JSON.parse(text)).toMatchObject({
      $schema: 'https://developer.microsoft.com/json-schemas/teams/v1.30/MicrosoftTeams.schema.json',
      manifestVersion: '1.30',
      id: SAMPLE_IDS.TEAMS_APP_ID,
      // Files: admins send a plan to the bot in their own chat. Teams offers the paper clip only where this is true.
      bots: [{ botId: SAMPLE_IDS.BOT_ID, scopes: ['personal', 'team', 'groupChat'], supportsFiles: true }],
      // Since 1.25 a bot for teams is refused without it, and shared channels need it.
      supportsChannelFeatures: 'tier1',
      defaultInstallScope: 'personal',
      defaultGroupCapability: { team: 'bot', groupchat: 'bot' },
      validDomains: [],
      permissions: ['identity', 'messageTeamMembers'],
      icons: { color: 'color.png', outline: 'outline.png' },
    });
    expect(text).not.toContain('${{');
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(manifest.version).toBe(version);
    expect(SAMPLE_IDS.TEAMS_APP_ID).not.toBe(SAMPLE_IDS.BOT_ID);
  });

  test('is known for naming an example as its developer, until every line of it is another', () => {
    const entries = (developer: object): object => ({ 'manifest.json': Buffer.from(JSON.stringify({ developer })) });
    expect(namesExample(entries(manifest.developer))).toBe(true);
    const own = { name: 'A Council', websiteUrl: 'https://council.gov.uk/waymark' };
    expect(namesExample(entries({ ...own, privacyUrl: 'https://www.council.example' }))).toBe(true);
    expect(namesExample(entries(own))).toBe(false);
  });

  test('keeps its texts as short as older clients need them, and its addresses on https', () => {
    const { name, description, developer } = manifest;
    expect(name.short.length).toBeLessThanOrEqual(30);
    expect(name.full.length).toBeLessThanOrEqual(100);
    expect(description.short.length).toBeLessThanOrEqual(80);
    expect(description.full.length).toBeLessThanOrEqual(4000);
    expect(developer.name.length).toBeLessThanOrEqual(32);
    for (const address of [developer.websiteUrl, developer.privacyUrl, developer.termsOfUseUrl]) {
      expect(new URL(address).protocol).toBe('https:');
    }
    for (const { title, description: said } of lists.flatMap(({ commands }) => commands)) {
      expect(title.length, title).toBeLessThanOrEqual(32);
      expect(said.length, title).toBeLessThanOrEqual(128);
    }
  });
});

/** What somebody reads who may do everything. */
const VIEW: HelpView = {
  levels: { area: 'Area', objective: 'Objective', milestone: 'Milestone' },
  ...{ place: 'own-chat', today: civilDate('2026-11-18'), key: null, owners: [], awayUntil: null },
  example: { link: { plan: 'p', ref: 'FD 2.1', rev: 1 }, text: 'Every child has a plan' },
  ...{ deputy: null, colleague: null, decides: true, owns: true, asks: true, forOthers: true },
  ...{ entersFor: 'FD 2.1', admin: true },
};
const told = (view: HelpView): readonly string[] =>
  helpCommands(view, () => 'token').map(({ words }) => words.replaceAll('\\', ''));

describe('the commands that Teams offers', () => {
  const inOwnChat = [...told(VIEW), ...told({ ...VIEW, forAdmins: true })];
  const inChannels = told({ ...VIEW, place: 'channel' });

  test('are at most twelve in each place, none twice', () => {
    expect(lists.map(({ scopes }) => scopes)).toEqual([['personal'], ['team'], ['groupChat']]);
    for (const { commands } of lists) {
      expect(commands.length).toBeLessThanOrEqual(12);
      expect(new Set(commands.map(({ title }) => title)).size).toBe(commands.length);
    }
  });

  test.each(lists.flatMap(({ scopes, commands }) => commands.map(({ title }) => [scopes[0]!, title] as const)))(
    'in %s, “%s” is understood, and help tells of it',
    (scope, title) => {
      const line = (scope === 'personal' ? inOwnChat : inChannels).find((one) => one.startsWith(title));
      expect(line, 'help tells of it').toBeDefined();
      for (const said of [title, line!]) {
        const { kind } = readCommand(said);
        expect(kind, said).not.toBe('not-understood');
        expect(kind === 'help', said).toBe(title === 'help');
      }
      expect(readCommand(title).kind).toBe(readCommand(line!).kind);
    },
  );
});

interface Picture {
  readonly size: readonly [number, number];
  readonly pixels: readonly (readonly [number, number, number, number])[];
}

/** Reads eight bits a channel with opacity, each row without a filter: as ours are written. */
function pictureOf(name: string): Picture {
  const png = Buffer.from(zip[name]!);
  expect(png.toString('latin1', 1, 4)).toBe('PNG');
  expect([png[24], png[25]]).toEqual([8, 6]);
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const rows = inflateSync(png.subarray(png.indexOf('IDAT') + 4));
  expect(rows.length).toBe(height * (width * 4 + 1));
  const at = (index: number): number => Math.floor(index / width) * (width * 4 + 1) + 1 + (index % width) * 4;
  const pixels = Array.from({ length: width * height }, (_, index) => {
    const [red, green, blue, opacity] = rows.subarray(at(index), at(index) + 4);
    return [red!, green!, blue!, opacity!] as const;
  });
  return { size: [width, height], pixels };
}

describe('the icons', () => {
  test('are what their script draws', () => {
    const drawn = drawIcons();
    expect(Object.keys(drawn)).toEqual(['color.png', 'outline.png']);
    for (const [name, bytes] of Object.entries(drawn)) {
      expect(Buffer.compare(bytes, readFileSync(join(TEAMS_APP, name))), name).toBe(0);
    }
  });

  test('in colour is 192 by 192, filled to its edges with the accent colour, the sign within the middle 120', () => {
    const { size, pixels } = pictureOf('color.png');
    expect(size).toEqual([192, 192]);
    expect(pixels.every(([, , , opacity]) => opacity === 255)).toBe(true);
    const hex = (pixel: readonly number[]): string =>
      `#${pixel
        .slice(0, 3)
        .map((part) => part.toString(16).padStart(2, '0'))
        .join('')}`.toUpperCase();
    const inMiddle = (index: number): boolean =>
      [index % 192, Math.floor(index / 192)].every((x) => x >= 36 && x < 156);
    const outside = pixels.filter((_, index) => !inMiddle(index)).map(hex);
    expect(new Set(outside)).toEqual(new Set([manifest.accentColor]));
    expect(pixels.filter((pixel) => hex(pixel) === '#FFFFFF').length).toBeGreaterThan(2000);
  });

  test('in outline is 32 by 32, white on nothing', () => {
    const { size, pixels } = pictureOf('outline.png');
    expect(size).toEqual([32, 32]);
    const drawn = pixels.filter(([, , , opacity]) => opacity > 0);
    expect(drawn.length).toBeGreaterThan(150);
    expect(drawn.length).toBeLessThan(500);
    expect(pixels.every(([red, green, blue]) => red === 255 && green === 255 && blue === 255)).toBe(true);
    for (const corner of [0, 31, 32 * 31, 32 * 32 - 1]) expect(pixels[corner]![3]).toBe(0);
  });
});
