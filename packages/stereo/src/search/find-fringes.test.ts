import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findFringes } from './find-fringes.ts';
import { HYPOTHESIS_FLOATS } from './first-hypotheses.ts';

const WIDTH = 40;
const HEIGHT = 40;
const SKY = 200;
const WALL = 90;
const POLE = 60;
/** The wall begins in this row; windows show it up to three rows above. */
const WALL_TOP = 24;
const FIRST_FOUND = WALL_TOP - 4;
const POLE_COLUMN = 20;

test('pixels of the sky beside an outline are a fringe; the wall and a pole before the sky are not', () => {
  const { pixels, fringes } = judge(drawWall());
  for (let row = FIRST_FOUND; row < WALL_TOP; row++) {
    assert.equal(fringes[row * WIDTH + 10], 1, `sky of row ${row}`);
    assert.equal(fringes[row * WIDTH + POLE_COLUMN], 0, `pole of row ${row}`);
    assert.equal(fringes[row * WIDTH + POLE_COLUMN + 2], 1, `sky beside the pole of row ${row}`);
  }
  const marked = [...fringes.keys()].filter((pixel) => fringes[pixel] === 1);
  assert.ok(marked.every((pixel) => pixels[pixel] === SKY));
});

test('a small spot without structure, such as a pane, has no fringe', () => {
  const { fringes } = judge((x, y) => ({ grey: WALL, isFound: x !== 10 || y !== 10 }));
  assert.ok(fringes.every((mark) => mark === 0));
});

test('only areas of more than a five hundredth of the picture have a fringe: four pixels of 1600', () => {
  const marked = (blank: number) =>
    judge((x, y) => ({ grey: WALL, isFound: y !== 20 || x < 20 || x >= 20 + blank })).fringes.filter(Boolean)
      .length;
  assert.equal(marked(3), 0);
  // Five pixels to each side of a row of four.
  assert.equal(marked(4), (4 + 10) * 11);
});

test('the border of the picture, which has no windows, is no sky', () => {
  const { fringes } = judge((x, y) => ({ grey: WALL, isFound: x >= 3 && y >= 3 && x < 37 && y < 37 }));
  assert.ok(fringes.every((mark) => mark === 0));
});

test('a fringe has nearly the grey of the sky beside it', () => {
  const near = (difference: number) =>
    judge((_x, y) => ({ grey: SKY - (y === 25 ? difference : 0), isFound: y >= WALL_TOP })).fringes[
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
  return { pixels, fringes: findFringes(hypotheses, { width: WIDTH, height: HEIGHT, pixels }) };
}
