import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** Keeps a headless browser to itself: no sandbox (root in containers), no calls home. */
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Why no browser can be opened here, and what to do: for the one sentence a skipped test prints. */
export const NO_BROWSER =
  'Skipped: no browser starts here. Install Debian chromium, or set CHROME_PATH to one (CI=true makes this a failure).';

/**
 * Opens a headless browser: CHROME_PATH, else Debian's chromium, else the one that comes with @sparticuz/chromium.
 * Null when none of them starts. With CI=true that is an error, so that nothing is skipped unseen.
 */
export async function openBrowser(): Promise<Browser | null> {
  const browser = (await openInstalled()) ?? (await openPackaged());
  if (browser === null && process.env.CI === 'true') throw new Error(NO_BROWSER);
  return browser;
}

async function openInstalled(): Promise<Browser | null> {
  const path = process.env.CHROME_PATH ?? '/usr/bin/chromium';
  return existsSync(path) ? launch(path, QUIET) : null;
}

async function openPackaged(): Promise<Browser | null> {
  try {
    const packaged = (await import('@sparticuz/chromium')).default;
    return await launch(await packaged.executablePath(), [...packaged.args, ...QUIET]);
  } catch {
    return null;
  }
}

async function launch(executablePath: string, args: readonly string[]): Promise<Browser | null> {
  try {
    return await chromium.launch({ executablePath, args: [...args], headless: true, timeout: 20_000 });
  } catch {
    return null;
  }
}
