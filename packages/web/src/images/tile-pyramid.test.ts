import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPyramid, visibleTiles } from './tile-pyramid.ts';

const DESCRIPTOR = `<?xml version="1.0" encoding="UTF-8"?>
<Image xmlns="http://schemas.microsoft.com/deepzoom/2008" Format="jpeg" Overlap="1" TileSize="512">
  <Size Height="3000" Width="4000"/>
</Image>`;
const LINK = 'http://host/tiles/photo.dzi?key=a';
const pyramid = readPyramid(DESCRIPTOR, LINK) ?? assert.fail('no pyramid');
const WINDOW = { width: 1000, height: 750 };

test('tiles are beside their descriptor, and keep the query of its link', () => {
  assert.equal(pyramid.tileUrl(12, 3, 1), 'http://host/tiles/photo_files/12/3_1.jpeg?key=a');
  assert.equal(readPyramid('<html>', LINK), undefined);
});

test('the whole picture takes the tiles of the level that matches the pixels of the window', () => {
  const tiles = visibleTiles(pyramid, { left: 0, top: 0, width: 1000, height: 750 }, WINDOW);
  assert.deepEqual(
    tiles.map(({ url }) => /_files\/(.*)\?/.exec(url)?.[1]),
    ['10/0_0.jpeg', '10/1_0.jpeg', '10/0_1.jpeg', '10/1_1.jpeg'],
  );
  assert.equal(Math.max(...tiles.map(({ left, width }) => left + width)), 1000);
});

test('a close look takes only what is in the window, at full size', () => {
  const tiles = visibleTiles(pyramid, { left: -2000, top: -1500, width: 4000, height: 3000 }, WINDOW);
  assert.ok(tiles.every(({ url }) => url.includes('_files/12/')));
  assert.equal(tiles.length, 3 * 3);
});
