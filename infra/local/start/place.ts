import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isAlive } from '../processes.mjs';
import { Trouble } from './ports.js';

/** Where the local run works and keeps things. */
export interface Place {
  readonly root: string;
  /** `.waymark`, ignored by git. */
  readonly data: string;
}

/** `.waymark/local.json`: where everything is while it runs. Other programs read it; add, never break. */
export interface Addresses {
  readonly messages: string;
  readonly health: string;
  readonly playground: string;
  /** A connection string. */
  readonly storage: string;
  /** Of the process that wrote it. */
  readonly pid: number;
  /** Opens `/api/health/detail`. */
  readonly functionKey: string;
  /** What the command line needs beside storage to see the same day as the running bot. */
  readonly settings: Readonly<Record<string, string>>;
}

/** `WAYMARK_DATA` names another folder, for tests that must not touch what a person works with. */
export function placeIn(root: string): Place {
  const data = resolve(root, process.env.WAYMARK_DATA ?? '.waymark');
  mkdirSync(data, { recursive: true });
  return { root, data };
}

/** Two runs on the same data would write over each other. */
export function refuseSecondRun(place: Place): void {
  const running = readAddresses(place);
  if (running !== null && isAlive(running.pid)) {
    throw new Trouble(
      `Waymark already runs here: open ${running.playground}, or stop it first (Ctrl-C in its window).`,
    );
  }
}

function readAddresses(place: Place): Addresses | null {
  try {
    return JSON.parse(readFileSync(fileOf(place), 'utf8')) as Addresses;
  } catch {
    return null;
  }
}

/** For this user's eyes only: it holds the key of the health page. */
export function writeAddresses(place: Place, addresses: Addresses): void {
  writeFileSync(fileOf(place), `${JSON.stringify(addresses, null, 2)}\n`, { mode: 0o600 });
}

export function forgetAddresses(place: Place): void {
  if (readAddresses(place)?.pid === process.pid) rmSync(fileOf(place), { force: true });
}

function fileOf(place: Place): string {
  return join(place.data, 'local.json');
}
