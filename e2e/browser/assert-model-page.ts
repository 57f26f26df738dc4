import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { CHECKOUT } from '../program/run-tiepoint.ts';
import { measureColours, openBrowser, openPage, type WatchedPage } from './open-browser.ts';

/** A screen's size. */
export type Screen = keyof typeof VIEWPORTS;

const VIEWPORTS = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };
/** Software rendering of a large model on a busy machine. */
const READY_WITHIN_MS = 120_000;
const SCREENSHOTS = join(CHECKOUT, '.cache', 'e2e', 'screenshots');

/**
 * Opens a model's page in Chromium on a screen of that size, tries everything on it, and leaves screenshots in
 * `.cache/e2e/screenshots`.
 */
export async function assertModelPage(link: string, screen: Screen, photos: number): Promise<void> {
  await mkdir(SCREENSHOTS, { recursive: true });
  await using browser = await openBrowser();
  const watched = await openPage(browser, link, VIEWPORTS[screen]);
  const { page } = watched;
  await page.waitForFunction(() => document.documentElement.dataset.viewer === 'ready', undefined, {
    timeout: READY_WITHIN_MS,
  });
  const shown = () => page.evaluate(() => ({ ...document.documentElement.dataset }));
  const { viewerTriangles, viewerFrusta } = await shown();
  assert.ok(Number(viewerTriangles) > 0, `${viewerTriangles} triangles`);
  assert.equal(Number(viewerFrusta), photos);
  assert.equal(new URL(page.url()).hash, '', 'key and token have left the address');
  await page.screenshot({ path: join(SCREENSHOTS, `model-${screen}.png`) });
  const canvas = await page.getByTestId('viewer-canvas').screenshot();
  const { otherShare, colours } = await measureColours(browser, canvas);
  assert.ok(otherShare > 0.1 && colours > 50, `${otherShare} is not background, in ${colours} colours`);

  await assertFits(page);
  await checkPhotoPanel(watched, screen);
  await checkLayers(watched);
  await checkDownload(watched, photos);
  assert.deepEqual(watched.faults, []);
  assert.deepEqual([...watched.hosts], [new URL(link).hostname]);
}

async function checkPhotoPanel({ page }: WatchedPage, screen: Screen): Promise<void> {
  const place = await page.evaluate(() => document.documentElement.dataset.viewerCameraAt);
  const [x, y] = (place ?? '').split(',').map(Number);
  assert.ok(x && y, `a camera is on the screen: ${place}`);
  await page.mouse.click(x, y);
  const photo = page.getByTestId('photo-picture');
  await photo.waitFor();
  await page.waitForFunction(() => {
    const image = document.querySelector<HTMLImageElement>('[data-testid=photo-picture]');
    return image?.complete && image.naturalWidth > 500;
  });
  assert.match((await page.getByTestId('photo-name').textContent()) ?? '', /^flight-\d+\.jpg$/);
  await page.screenshot({ path: join(SCREENSHOTS, `photo-${screen}.png`) });
  await assertFits(page);
  await page.getByRole('button', { name: 'Close the photo' }).click();
  await page.getByTestId('photo-panel').waitFor({ state: 'detached' });
}

async function assertFits(page: Page): Promise<void> {
  const overflow = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
  assert.equal(await page.evaluate(overflow), 0, 'nothing is wider than the window');
}

async function checkLayers({ page }: WatchedPage): Promise<void> {
  const figures = { model: 'viewerTriangles', cameras: 'viewerFrusta', points: 'viewerPoints' } as const;
  for (const [layer, figure] of Object.entries(figures)) {
    const button = page.getByTestId(`layer-${layer}`);
    for (let press = 0; press < 2; press++) {
      await button.click();
      const visible = (await button.getAttribute('aria-pressed')) === 'true';
      await page.waitForFunction(
        ([name, wanted]) => Number(document.documentElement.dataset[name]) > 0 === wanted,
        [figure, visible] as const,
      );
    }
  }
}

async function checkDownload({ page }: WatchedPage, photos: number): Promise<void> {
  await page.getByRole('button', { name: 'Download' }).click();
  const downloading = page.waitForEvent('download');
  await page
    .getByTestId('downloads')
    .getByRole('link', { name: /cameras\.json/ })
    .click();
  const path = await (await downloading).path();
  const { cameras } = JSON.parse(await readFile(path, 'utf8')) as { cameras: unknown[] };
  assert.equal(cameras.length, photos);
  await page.keyboard.press('Escape');
}
