import assert from 'node:assert/strict';
import { test } from 'node:test';
import { packTiles } from './pack-tiles.ts';

const TILES = Array.from({ length: 120 }, (_, i) => ({
  width: 10 + ((i * 37) % 90),
  height: 10 + ((i * 53) % 70),
}));

test('tiles lie on their pages without touching each other', () => {
  for (const pageSize of [128, 4096]) {
    const { pages, placements } = packTiles(TILES, pageSize);
    placements.forEach((a, i) => {
      assert.ok(
        a.x + TILES[i]!.width <= pages[a.page]!.width && a.y + TILES[i]!.height <= pages[a.page]!.height,
      );
      placements.forEach((b, j) => {
        if (i === j || a.page !== b.page) return;
        const apart =
          a.x + TILES[i]!.width < b.x ||
          b.x + TILES[j]!.width < a.x ||
          a.y + TILES[i]!.height < b.y ||
          b.y + TILES[j]!.height < a.y;
        assert.ok(apart, `tiles ${i} and ${j} overlap`);
      });
    });
  }
});

test('one page suffices where it may be large, and most of it is used', () => {
  const { pages } = packTiles(TILES, 4096);
  const used = TILES.reduce((sum, { width, height }) => sum + width * height, 0);
  assert.equal(pages.length, 1);
  assert.ok(used > 0.75 * pages[0]!.width * pages[0]!.height);
});

test('a tile larger than a page is refused', () => {
  assert.throws(() => packTiles([{ width: 300, height: 5 }], 256), /does not fit/);
});
