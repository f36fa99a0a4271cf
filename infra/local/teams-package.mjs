/** The Teams app package: the manifest with its ids, and two icons, at the root of a zip. */
import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './install.mjs';

export const TEAMS_APP = join(ROOT, 'infra', 'azure', 'teams-app');
const NAMES = ['TEAMS_APP_ID', 'BOT_ID'];

/**
 * What the ids are where nobody has said any: invented, the same on every machine. The package can be looked at and
 * validated, and a bot with that id answers nobody.
 */
export const SAMPLE_IDS = {
  TEAMS_APP_ID: '5a3b1f0e-7c42-4d19-9e86-0b2d4c6e8fa1',
  BOT_ID: 'c7d94e2b-3f58-4a06-8b1d-6e9f20a4d3c5',
};

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const ZERO = /^[0-]+$/;

/**
 * The two ids from the environment, or the sample ones where both are absent (or asked for).
 * @returns {{ids: Record<string, string>, sample: boolean}}
 * @throws Error with one sentence, when only one is there or one is no GUID
 */
export function idsFrom(env, wantSample) {
  const given = NAMES.filter((name) => (env[name] ?? '').trim() !== '');
  if (wantSample || given.length === 0) return { ids: SAMPLE_IDS, sample: true };
  const missing = NAMES.find((name) => !given.includes(name));
  if (missing !== undefined) {
    throw new Error(
      `${given[0]} is set and ${missing} is not: a Teams package needs both, or neither for the sample ids.`,
    );
  }
  const ids = Object.fromEntries(NAMES.map((name) => [name, env[name].trim().toLowerCase()]));
  const wrong = NAMES.find((name) => !GUID.test(ids[name]) || ZERO.test(ids[name]));
  if (wrong !== undefined) {
    throw new Error(`${wrong} is "${ids[wrong]}", which is no GUID like ${SAMPLE_IDS[wrong]}.`);
  }
  if (ids.TEAMS_APP_ID === ids.BOT_ID) {
    throw new Error('TEAMS_APP_ID and BOT_ID are the same: the Teams app has an id of its own.');
  }
  return { ids, sample: false };
}

/** The manifest's text with every placeholder `${{NAME}}` replaced. @throws Error when one has no value */
export function filledManifest(text, values) {
  return text.replace(/\$\{\{\s*(\w+)\s*\}\}/g, (_, name) => {
    if (values[name] === undefined) throw new Error(`The manifest asks for ${name}, which is not known.`);
    return values[name];
  });
}

/** The entries of the zip. */
export function teamsEntries(ids) {
  const manifest = filledManifest(readFileSync(join(TEAMS_APP, 'manifest.json'), 'utf8'), ids);
  const icons = ['color.png', 'outline.png'].map((file) => [file, new Uint8Array(readFileSync(join(TEAMS_APP, file)))]);
  return { 'manifest.json': new Uint8Array(Buffer.from(manifest)), ...Object.fromEntries(icons) };
}

/** Whether the block about its developer is still the one of the example; `.example` belongs to nobody (RFC 2606). */
export function namesExample(entries) {
  const { developer } = JSON.parse(Buffer.from(entries['manifest.json']).toString());
  return Object.values(developer).some((value) => /^Example |\.example(\/|$)/.test(value));
}
