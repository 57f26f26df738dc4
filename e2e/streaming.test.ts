import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { readModel } from '@tiepoint/samples';
import type { Page } from 'playwright-core';
import { assertModelPage } from './browser/assert-model-page.ts';
import { openBrowser } from './browser/open-browser.ts';
import { makeTemporaryFolder } from './machine/temporary-folder.ts';
import { makeSmallScene } from './photos/sample-photos.ts';
import { runTiepoint } from './program/run-tiepoint.ts';
import { serve } from './program/serve.ts';

/** Even a small model is large then. */
const ENVIRONMENT = { TIEPOINT_TILESET_FACES: '1000' };
const READY_WITHIN_MS = 60_000;
const FINER_WITHIN_MS = 30_000;
/** Files say where vertices are to a quarter of a pixel; here one shows some 4 cm. */
const MAX_ROUNDING_METRES = 0.01;

test('a large model is packed for browsers, and streamed from near to far, also past a link that has expired', async (t) => {
  const scene = await makeSmallScene();
  await using folder = await makeTemporaryFolder();
  const dataFolder = join(folder.path, 'data');
  const data = ['--data', dataFolder];
  await using server = await serve(dataFolder, { environment: ENVIRONMENT });
  const { id } = await server.client.createProject('Streamed');
  for (const args of [
    ['upload', scene.photosFolder, '--project', id],
    ['reconstruct', id, '--quality', 'preview'],
    ['download', id, join(folder.path, 'made')],
  ]) {
    const command = await runTiepoint([...args, ...data]);
    assert.equal(command.exitCode, 0, command.output);
  }

  const made = (name: string) => join(folder.path, 'made', name);
  const plain = await readModel(made('model.glb'));
  const packed = await readModel(made('model-web.glb'));
  const faces = plain.triangles.length / 3;
  assert.equal(packed.triangles.length / 3, faces);
  const [plainBox, packedBox] = [boxOf(plain.positions), boxOf(packed.positions)];
  for (const [i, edge] of plainBox.entries())
    assert.ok(Math.abs(edge - (packedBox[i] ?? NaN)) < MAX_ROUNDING_METRES, `${plainBox} and ${packedBox}`);

  const { endpoint, key, token } = server.connection;
  const link = `${endpoint}/projects/${id}#key=${key}&token=${token}`;
  await t.test('the page streams, and everything on it works', () =>
    assertModelPage(link, 'desk', scene.photoPaths.length),
  );
  await t.test('finer tiles come with the camera, over a fresh link', async () => {
    await using browser = await openBrowser();
    const page = await browser.newPage({ viewport: { width: 1000, height: 700 } });
    const asked = await refuseFirstTile(page);
    await page.goto(link);
    await page.waitForFunction(() => document.documentElement.dataset.viewer === 'ready', undefined, {
      timeout: READY_WITHIN_MS,
    });
    const first = await trianglesOn(page);
    assert.ok(first > 0 && first < faces / 2, `${first} of ${faces} triangles`);
    const requests = asked.tiles;
    await page.getByTestId('viewer-canvas').focus();
    for (let press = 0; press < 6; press++) await page.keyboard.press('+');
    await page.waitForFunction(
      (least) => Number(document.documentElement.dataset.viewerTriangles) > least,
      first,
      { timeout: FINER_WITHIN_MS },
    );
    assert.ok(asked.tiles > requests);
    assert.deepEqual([asked.refused, asked.whole], [1, 0]);
  });
});

/** Answers the first request for a part of the tileset as the store does where a link has expired, and counts. */
async function refuseFirstTile(page: Page): Promise<{ tiles: number; whole: number; refused: number }> {
  const asked = { tiles: 0, whole: 0, refused: 0 };
  await page.route(/\.glb/, (route) => {
    asked.whole += 1;
    return route.continue();
  });
  await page.route(/\.3tz/, (route) => {
    asked.tiles += 1;
    if (asked.refused > 0) return route.continue();
    asked.refused += 1;
    return route.fulfill({ status: 403, headers: { 'access-control-allow-origin': '*' } });
  });
  return asked;
}

function trianglesOn(page: Page): Promise<number> {
  return page.evaluate(() => Number(document.documentElement.dataset.viewerTriangles));
}

function boxOf(positions: Float32Array): number[] {
  const box = [Infinity, Infinity, Infinity, -Infinity, -Infinity, -Infinity];
  positions.forEach((value, i) => {
    box[i % 3] = Math.min(box[i % 3] ?? NaN, value);
    box[3 + (i % 3)] = Math.max(box[3 + (i % 3)] ?? NaN, value);
  });
  return box;
}
