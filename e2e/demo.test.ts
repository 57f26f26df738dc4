import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import {
  type CameraFile,
  comparePoses,
  compareSurface,
  type PoseComparison,
  readTruth,
  type SurfaceErrors,
} from '@tiepoint/samples';
import type { Page } from 'playwright-core';
import { findProcesses, waitUntilGone } from './find-processes.ts';
import { measureColours, openBrowser, openPage, type WatchedPage } from './open-browser.ts';
import { readModel } from './read-model.ts';
import {
  CHECKOUT,
  type CommandResult,
  type RunningCommand,
  runTiepoint,
  startDemoScript,
  startTiepoint,
} from './run-tiepoint.ts';
import { namePhotosByChecksum } from './sample-photos.ts';
import { connectTo, readConnection } from './serve.ts';
import { makeTemporaryFolder, type TemporaryFolder } from './temporary-folder.ts';

const PHOTOS = 24;

/**
 * What the model of the generated scene may be off by: about twice what was measured with COLMAP 3.8 in `preview`, in
 * the comment of each line, so that worse geometry fails and another COLMAP does not. Metres and degrees. The
 * absolute position is as good as the photos' GPS, whose noise is that of a good receiver.
 */
const BOUNDS = {
  positionMedian: 0.05, // 0.023 after the best-fitting similarity
  positionMax: 0.12, // 0.055
  rotationMedian: 0.05, // 0.023
  rotationMax: 0.1, // 0.045
  absolutePositionMedian: 0.5, // 0.224 by the file's own georeference
  absoluteRotationMax: 0.2, // 0.099
  surfaceMedian: 0.25, // 0.123 after the same similarity
  surfaceP90: 0.95, // 0.466
  surfaceBias: 0.15, // 0.053
  absoluteSurfaceMedian: 0.5, // 0.256
  minCompleteness: 0.91, // 0.957
  minTriangles: 30_000, // 61,689
  minTexturedShare: 0.99, // 0.998
} as const;

const VIEWPORTS = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };
/** Software rendering of a large model on a busy machine. */
const READY_WITHIN_MS = 120_000;
const SCREENSHOTS = join(CHECKOUT, '.cache', 'e2e', 'screenshots');

const MODEL_LINK = /^The model of Sample scene: (http:\S+\/projects\/(\w+)#\S+)$/m;

let folder: TemporaryFolder;
let first: CommandResult;

before(async () => {
  folder = await makeTemporaryFolder();
  await mkdir(SCREENSHOTS, { recursive: true });
  // The way that a newcomer takes.
  await using command = startDemoScript(['--once', '--data', folder.path, '--port', '0']);
  first = await command.result;
});
after(() => folder[Symbol.asyncDispose]());

test('the demo makes a model of the sample scene, prints its link and ends', () => {
  assert.equal(first.exitCode, 0, first.output);
  assert.match(first.stdout, MODEL_LINK);
  assert.match(first.output, new RegExp(`${PHOTOS} of ${PHOTOS} photos placed`));
});

test('a second run finds the model and makes nothing again', async () => {
  const again = await runTiepoint(['demo', '--once', '--data', folder.path, '--port', '0']);
  assert.equal(again.exitCode, 0, again.output);
  assert.match(again.output, /Earlier projects:\n {2}Sample scene: 24 photos, model made/);
  assert.equal(MODEL_LINK.exec(again.stdout)?.[2], MODEL_LINK.exec(first.stdout)?.[2]);
  assert.doesNotMatch(again.output, /shown this once/);
  assert.ok(again.seconds < 60, `it took ${again.seconds} s`);
});

test('the demo that stays up serves the model until Ctrl-C', async (t) => {
  await using demo = startTiepoint(['demo', '--data', folder.path, '--port', '0']);
  const [, link = '', projectId = ''] = await demo.said(MODEL_LINK);

  await t.test('nothing was registered or reconstructed twice', async () => {
    const client = connectTo(await readConnection(folder.path));
    const { items } = await client.listProjects({});
    assert.deepEqual(
      items.map(({ id, numImage }) => ({ id, numImage })),
      [{ id: projectId, numImage: PHOTOS }],
    );
    assert.equal((await client.listTasks(projectId)).length, 1);
  });
  await t.test('the downloaded model agrees with the ground truth', () => checkModel(projectId));
  await t.test('the page shows it on a desk', () => checkPage(link, 'desk'));
  await t.test('the page shows it on a phone', () => checkPage(link, 'phone'));
  await t.test('Ctrl-C ends everything', () => checkEnd(demo));
});

async function checkModel(projectId: string): Promise<void> {
  const target = join(folder.path, 'downloaded');
  const download = await runTiepoint(['download', projectId.slice(0, 20), target, '--data', folder.path]);
  assert.equal(download.exitCode, 0, download.output);

  const scene = join(folder.path, 'samples', 'landscape');
  const truth = await readTruth(scene);
  const names = await namePhotosByChecksum(truth.cameras.map(({ name }) => join(scene, 'photos', name)));
  const cameras = JSON.parse(await readFile(join(target, 'cameras.json'), 'utf8')) as CameraFile;
  const poses = comparePoses(truth, cameras, (name) => names.get(name) ?? name);
  const model = await readModel(join(target, 'model.glb'));
  const { frame } = cameras;
  checkPoses(poses);
  checkSurface(
    compareSurface(truth, model, { frame }),
    compareSurface(truth, model, { frame, toTruth: poses.fitted.toTruth }),
  );
  assert.ok(model.triangles.length / 3 > BOUNDS.minTriangles, `${model.triangles.length / 3} triangles`);
  assert.ok(model.texturedShare > BOUNDS.minTexturedShare, `${model.texturedShare} has a texture`);
  assert.ok(model.textures.length > 0);
  for (const { mimeType, head } of model.textures) {
    assert.deepEqual([mimeType, head], ['image/jpeg', 'ffd8ff']);
  }
  const points = await readFile(join(target, 'points.ply'), 'latin1');
  assert.match(points, /^ply\nformat binary_little_endian 1.0\n/);
}

function checkPoses({ registered, georeferenced, fitted }: PoseComparison): void {
  assert.equal(registered, PHOTOS);
  assertBelow('position, median', fitted.positionMetres.median, BOUNDS.positionMedian);
  assertBelow('position, max', fitted.positionMetres.max, BOUNDS.positionMax);
  assertBelow('rotation, median', fitted.rotationDegrees.median, BOUNDS.rotationMedian);
  assertBelow('rotation, max', fitted.rotationDegrees.max, BOUNDS.rotationMax);
  assert.ok(georeferenced, 'the model has its place in the world');
  assertBelow('position in the world', georeferenced.positionMetres.median, BOUNDS.absolutePositionMedian);
  assertBelow('rotation in the world', georeferenced.rotationDegrees.max, BOUNDS.absoluteRotationMax);
}

function checkSurface(georeferenced: SurfaceErrors, fitted: SurfaceErrors): void {
  assertBelow('surface, median', fitted.distanceMetres.median, BOUNDS.surfaceMedian);
  assertBelow('surface, 90 %', fitted.distanceMetres.p90, BOUNDS.surfaceP90);
  assertBelow('surface, too high or low', Math.abs(fitted.heightBiasMetres), BOUNDS.surfaceBias);
  assertBelow('surface in the world', georeferenced.distanceMetres.median, BOUNDS.absoluteSurfaceMedian);
  assertBelow('area without a surface', 1 - fitted.completeness, 1 - BOUNDS.minCompleteness);
}

function assertBelow(what: string, value: number, bound: number): void {
  assert.ok(value < bound, `${what}: ${value}, at most ${bound}`);
}

async function checkPage(link: string, name: keyof typeof VIEWPORTS): Promise<void> {
  await using browser = await openBrowser();
  const watched = await openPage(browser, link, VIEWPORTS[name]);
  const { page } = watched;
  await page.waitForFunction(() => document.documentElement.dataset.viewer === 'ready', undefined, {
    timeout: READY_WITHIN_MS,
  });
  const shown = () => page.evaluate(() => ({ ...document.documentElement.dataset }));
  const { viewerTriangles, viewerFrusta } = await shown();
  assert.ok(Number(viewerTriangles) > BOUNDS.minTriangles, `${viewerTriangles} triangles`);
  assert.equal(Number(viewerFrusta), PHOTOS);
  assert.equal(new URL(page.url()).hash, '', 'key and token have left the address');
  await page.screenshot({ path: join(SCREENSHOTS, `model-${name}.png`) });
  const canvas = await page.getByTestId('viewer-canvas').screenshot();
  const { otherShare, colours } = await measureColours(browser, canvas);
  assert.ok(
    picture.length > 0 && otherShare > 0.1 && colours > 50,
    `${otherShare} other, ${colours} colours`,
  );

  await assertFits(page);
  await checkPhotoPanel(watched, name);
  await checkLayers(watched);
  await checkDownload(watched);
  assert.deepEqual(watched.faults, []);
  assert.deepEqual([...watched.hosts], [new URL(link).hostname]);
}

async function checkPhotoPanel({ page }: WatchedPage, name: string): Promise<void> {
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
  await page.screenshot({ path: join(SCREENSHOTS, `photo-${name}.png`) });
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

async function checkDownload({ page }: WatchedPage): Promise<void> {
  await page.getByRole('button', { name: 'Download' }).click();
  const downloading = page.waitForEvent('download');
  await page
    .getByTestId('downloads')
    .getByRole('link', { name: /cameras\.json/ })
    .click();
  const path = await (await downloading).path();
  const { cameras } = JSON.parse(await readFile(path, 'utf8')) as CameraFile;
  assert.equal(cameras.length, PHOTOS);
  await page.keyboard.press('Escape');
}

async function checkEnd(demo: RunningCommand): Promise<void> {
  const processes = await findProcesses(demo.pid, folder.path);
  assert.ok(processes.some(({ command }) => command.includes('postgres')));
  demo.kill('SIGINT');
  assert.equal((await demo.result).exitCode, 0);
  assert.deepEqual(await waitUntilGone(processes, folder.path), []);
}
