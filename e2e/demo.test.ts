import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type CameraFile, comparePoses, compareSurface, readTruth } from '@tiepoint/samples';
import { findProcesses, waitUntilGone } from './find-processes.ts';
import { measureColours, openBrowser, openPage, type WatchedPage } from './open-browser.ts';
import { readModel } from './read-model.ts';
import {
  CHECKOUT,
  type CommandResult,
  type RunningCommand,
  runTiepoint,
  startCommand,
  startTiepoint,
} from './run-tiepoint.ts';
import { namePhotosByChecksum } from './sample-photos.ts';
import { connectTo, readConnection } from './serve.ts';
import { makeTemporaryFolder, type TemporaryFolder } from './temporary-folder.ts';

const PHOTOS = 24;

/**
 * What the model of the generated scene may be off by: about twice what was measured, so that worse geometry fails
 * and another COLMAP does not.
 */
const BOUNDS = {
  minTriangles: 20_000,
  minTexturedShare: 0.9,
};

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
  const demo = ['run', '--silent', 'demo', '--', '--once', '--data', folder.path, '--port', '0'];
  await using command = startCommand('npm', demo);
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
  console.log(JSON.stringify(poses));
  const model = await readModel(join(target, 'model.glb'));
  const surface = compareSurface(truth, model, { frame: cameras.frame });
  console.log(JSON.stringify(surface));
  const fitted = compareSurface(truth, model, { frame: cameras.frame, toTruth: poses.fitted.toTruth });
  console.log(JSON.stringify(fitted), model.triangles.length / 3, model.texturedShare);
  assert.ok(model.textures.length > 0);
  for (const { mimeType, head } of model.textures) {
    assert.deepEqual([mimeType, head], ['image/jpeg', 'ffd8ff']);
  }
  const points = await readFile(join(target, 'points.ply'), 'latin1');
  assert.match(points, /^ply\nformat binary_little_endian 1.0\n/);
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
  const picture = await page.screenshot({ path: join(SCREENSHOTS, `model-${name}.png`) });
  const canvas = await page.getByTestId('viewer-canvas').screenshot();
  const { otherShare, colours } = await measureColours(browser, canvas);
  assert.ok(
    picture.length > 0 && otherShare > 0.1 && colours > 50,
    `${otherShare} other, ${colours} colours`,
  );

  await checkPhotoPanel(watched, name);
  await checkLayers(watched);
  await checkDownload(watched);
  const overflow = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
  assert.equal(await page.evaluate(overflow), 0, 'nothing is wider than the window');
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
  await page.getByRole('button', { name: 'Close the photo' }).click();
  await page.getByTestId('photo-panel').waitFor({ state: 'detached' });
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
  assert.equal((await demo.result).exitCode, 130);
  assert.deepEqual(await waitUntilGone(processes, folder.path), []);
}
