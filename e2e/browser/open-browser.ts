import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';

/** A page and everything that should not have happened on it. */
export interface WatchedPage {
  page: Page;
  /** Errors on the console, exceptions, failed requests. */
  faults: string[];
  /** Hosts that were asked for anything. */
  hosts: Set<string>;
}

const PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome'];
/** Software rendering, so that WebGL is there on every machine; and nothing that calls home. */
const ARGUMENTS = [
  '--no-sandbox',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-dev-shm-usage',
];

/** Starts the machine's Chromium; fails where there is none. */
export async function openBrowser(): Promise<Browser> {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const executablePath = PROGRAMS.flatMap((name) => folders.map((folder) => join(folder, name))).find(
    existsSync,
  );
  if (!executablePath) throw new Error(`None of ${PROGRAMS.join(', ')} is installed.`);
  return chromium.launch({ executablePath, args: ARGUMENTS });
}

/** Opens an address in a context of its own and keeps a list of what goes wrong. */
export async function openPage(
  browser: Browser,
  link: string,
  viewport: { width: number; height: number },
): Promise<WatchedPage> {
  const page = await browser.newPage({ viewport });
  const faults: string[] = [];
  const hosts = new Set<string>();
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http')) hosts.add(url.hostname);
  });
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText;
    // A page leaves its event stream when it goes out of view, and with the page.
    const left = reason === 'net::ERR_ABORTED' && new URL(request.url()).pathname.endsWith('/events');
    // Chromium gives up a navigation where the answer is a file to be saved.
    if (!request.isNavigationRequest() && !left) faults.push(`${request.url()}: ${reason}`);
  });
  await page.goto(link);
  return { page, faults, hosts };
}

/** Share of a picture's pixels that differ from its commonest colour, and how many colours it has. */
export async function measureColours(
  browser: Browser,
  png: Buffer,
): Promise<{ otherShare: number; colours: number }> {
  const page = await browser.newPage();
  try {
    return await page.evaluate(async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const picture = await createImageBitmap(new Blob([bytes]));
      const context = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
      if (!context) throw new Error('no 2D canvas');
      context.drawImage(picture, 0, 0);
      const { data } = context.getImageData(0, 0, picture.width, picture.height);
      const counts = new Map<number, number>();
      for (let at = 0; at < data.length; at += 4) {
        // Four bits a channel: neighbouring shades count as one.
        const colour = ((data[at]! >> 4) << 8) | ((data[at + 1]! >> 4) << 4) | (data[at + 2]! >> 4);
        counts.set(colour, (counts.get(colour) ?? 0) + 1);
      }
      const commonest = Math.max(...counts.values());
      return { otherShare: 1 - (4 * commonest) / data.length, colours: counts.size };
    }, png.toString('base64'));
  } finally {
    await page.close();
  }
}
