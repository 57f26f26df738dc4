import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawMap, type MapPhoto } from './draw-map.ts';

test('north is up, east is right, and lengths are true', () => {
  const drawing = draw([photo('west', 0, 0), photo('east', 100, 0), photo('north', 0, 50)]);
  const [west, east, north] = drawing.dots;
  assert.ok(west && east && north);
  assert.equal((east.x - west.x) * drawing.metresPerUnit, 100);
  assert.equal(east.y, west.y);
  assert.ok(Math.abs((west.y - north.y) * drawing.metresPerUnit - 50) < 1e-9);
});

test('everything fits on the map, including footprints beyond the positions', () => {
  const seen = [-30, 130].flatMap((east) => [-30, 30].map((north) => ({ east, north })));
  const drawing = draw([{ ...photo('a', 0, 0), footprint: seen }, photo('b', 100, 0)]);
  const numbers = [...(drawing.areas[0]?.path ?? '').matchAll(/[\d.-]+ [\d.-]+/g)].map(([pair]) =>
    pair.split(' ').map(Number),
  );
  assert.equal(numbers.length, 4);
  for (const [x = -1, y = -1] of numbers) {
    assert.ok(x >= 0 && x <= drawing.width && y >= 0 && y <= drawing.height, `${x} ${y}`);
  }
});

test('a photo far away is shown at the edge and does not shrink the rest', () => {
  const set = Array.from({ length: 20 }, (_, index) => photo(`${index}`, 10 * index, 0));
  const drawing = draw([...set, photo('far', 50_000, 50_000)]);
  assert.equal(drawing.dots.length, 20);
  const [far] = drawing.outside;
  assert.equal(far?.direction, 'north-east');
  assert.ok(far && far.x > 500 && far.y < drawing.height / 2);
  assert.ok(Math.abs(far.metres - 70_600) < 100);
  const width = Math.max(...drawing.dots.map(({ x }) => x)) - Math.min(...drawing.dots.map(({ x }) => x));
  assert.ok(width > 0.8 * drawing.width, `${width} of ${drawing.width}`);
});

test('one photo makes a map, none makes none', () => {
  assert.equal(draw([photo('only', 5, 5)]).dots.length, 1);
  assert.equal(drawMap({ photos: [], overlaps: [], gaps: [] }), undefined);
});

function photo(id: string, east: number, north: number): MapPhoto {
  return { id, name: id, place: { east, north }, footprint: [], tone: 0, alone: false };
}

function draw(photos: MapPhoto[]) {
  return drawMap({ photos, overlaps: [], gaps: [] }) ?? assert.fail('no map');
}
