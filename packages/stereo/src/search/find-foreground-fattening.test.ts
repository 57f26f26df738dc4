import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findForegroundFattening } from './find-foreground-fattening.ts';
import { HYPOTHESIS_FLOATS } from './initial-hypotheses.ts';

const WIDTH = 40;
const HEIGHT = 40;
const SKY = 200;
const WALL = 90;
const POLE = 60;
/** The wall begins in this row; windows show it up to three rows above. */
const WALL_TOP = 24;
const FIRST_FOUND = WALL_TOP - 4;
const POLE_COLUMN = 20;

test('pixels of the sky beside an outline are fattened foreground; the wall and a pole before the sky are not', () => {
  const { pixels, fattened } = judge(drawWall());
  for (let row = FIRST_FOUND; row < WALL_TOP; row++) {
    assert.equal(fattened[row * WIDTH + 10], 1, `sky of row ${row}`);
    assert.equal(fattened[row * WIDTH + POLE_COLUMN], 0, `pole of row ${row}`);
    assert.equal(fattened[row * WIDTH + POLE_COLUMN + 2], 1, `sky beside the pole of row ${row}`);
  }
  const marked = [...fattened.keys()].filter((pixel) => fattened[pixel] === 1);
  assert.ok(marked.every((pixel) => pixels[pixel] === SKY));
});

test('a small textureless area, such as a window pane, is not fattened', () => {
  const { fattened } = judge((x, y) => ({ grey: WALL, isFound: x !== 10 || y !== 10 }));
  assert.ok(fattened.every((mark) => mark === 0));
});

test('only areas of more than a five hundredth of the image count: four pixels of 1600', () => {
  const marked = (blank: number) =>
    judge((x, y) => ({ grey: WALL, isFound: y !== 20 || x < 20 || x >= 20 + blank })).fattened.filter(Boolean)
      .length;
  assert.equal(marked(3), 0);
  // Five pixels to each side of a row of four.
  assert.equal(marked(4), (4 + 10) * 11);
});

test('the border of the image, which has no windows, is not sky', () => {
  const { fattened } = judge((x, y) => ({ grey: WALL, isFound: x >= 3 && y >= 3 && x < 37 && y < 37 }));
  assert.ok(fattened.every((mark) => mark === 0));
});

test('fattened foreground has nearly the grey value of the sky beside it', () => {
  const near = (difference: number) =>
    judge((_x, y) => ({ grey: SKY - (y === 25 ? difference : 0), isFound: y >= WALL_TOP })).fattened[
      25 * WIDTH + 20
    ];
  assert.equal(near(29), 1);
  assert.equal(near(30), 0);
});

interface DrawnPixel {
  grey: number;
  /** Whether its window shows something, so that it has a depth. */
  isFound: boolean;
}

function drawWall(): (x: number, y: number) => DrawnPixel {
  return (x, y) => {
    if (y >= WALL_TOP) return { grey: WALL, isFound: true };
    const toPole = Math.abs(x - POLE_COLUMN);
    return { grey: toPole <= 1 ? POLE : SKY, isFound: toPole <= 4 || y >= FIRST_FOUND };
  };
}

function judge(draw: (x: number, y: number) => DrawnPixel) {
  const drawn = Array.from({ length: WIDTH * HEIGHT }, (_, pixel) =>
    draw(pixel % WIDTH, Math.floor(pixel / WIDTH)),
  );
  const pixels = Uint8Array.from(drawn, ({ grey }) => grey);
  const hypotheses = new Float32Array(drawn.length * HYPOTHESIS_FLOATS);
  for (const [pixel, { isFound }] of drawn.entries()) {
    hypotheses[pixel * HYPOTHESIS_FLOATS + 3] = isFound ? 0.2 : 3;
  }
  return { pixels, fattened: findForegroundFattening(hypotheses, { width: WIDTH, height: HEIGHT, pixels }) };
}
