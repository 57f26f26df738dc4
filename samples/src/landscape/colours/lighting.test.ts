import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SUN } from '../../colour/light.ts';
import { type Grid, gridOver, sampleRaster } from '../raster.ts';
import { castShadows, measureAmbient, sunReaching } from './lighting.ts';

/** A plain with a tower of 1 x 1 m, 10 m high, at the origin. */
function makePlain(): { grid: Grid; surface: Float32Array } {
  const grid = gridOver({ minX: -20, minY: -20, maxX: 20, maxY: 20 }, 0.1);
  const surface = Float32Array.from({ length: grid.columns * grid.rows }, (_, index) => {
    const x = grid.originX + (index % grid.columns) * grid.spacing;
    const y = grid.originY + Math.floor(index / grid.columns) * grid.spacing;
    return Math.abs(x) < 0.5 && Math.abs(y) < 0.5 ? 10 : 0;
  });
  return { grid, surface };
}

test('a shadow falls away from the sun, as long as the sun is low', () => {
  const { grid, surface } = makePlain();
  const shadow = new Float32Array(surface.length);
  castShadows({ grid, values: surface }, shadow);
  const sunAt = (distance: number) => {
    const level = Math.hypot(SUN[0], SUN[1]);
    const [x, y] = [(-SUN[0] / level) * distance, (-SUN[1] / level) * distance];
    return sunReaching(0.1 - sampleRaster({ grid, values: shadow }, x, y));
  };
  const reach = (10 * Math.hypot(SUN[0], SUN[1])) / SUN[2];
  assert.equal(sunAt(reach - 1.5), 0);
  assert.equal(sunAt(reach + 1.5), 1);
  assert.equal(sunAt(-3), 1);
});

test('the foot of a tower sees less sky than the open plain', () => {
  const { grid, surface } = makePlain();
  const ambient = new Uint8Array(surface.length);
  measureAmbient({ grid, values: surface }, ambient);
  const at = (x: number, y: number) =>
    ambient[
      Math.round((y - grid.originY) / grid.spacing) * grid.columns +
        Math.round((x - grid.originX) / grid.spacing)
    ] ?? Number.NaN;
  assert.ok(at(0.8, 0) < at(8, 8) - 20, `${at(0.8, 0)} beside ${at(8, 8)}`);
});
