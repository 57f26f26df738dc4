import { type Frame, frameBox, type Shape, type Span } from '../bodies/shapes.ts';
import { type Finish, type Part, partsOf } from './part.ts';

/** An opening in a wall: heights of its sill and its head above the ground, metres. */
export interface Opening {
  z: Span;
  kind: 'window' | 'door' | 'gate';
}

/** Openings above one another, between two places along the wall. */
export interface OpeningColumn {
  u: Span;
  openings: readonly Opening[];
}

/** An opening in its wall. */
interface Hole extends Opening {
  frame: Frame;
  u: Span;
}

/** A wall that stands on the ground, its face at w = 0 of the frame. */
export interface Wall {
  frame: Frame;
  length: number;
  height: number;
  thickness: number;
  columns: readonly OpeningColumn[];
}

/** Everything goes this far into the ground, so that nothing has a lower face that counts as surface. */
export const FOOT = -1;
/** Pieces of a wall reach into one another by this much, so that no joint runs through its inside. */
const OVERLAP = 0.12;
/** Panes and doors lie this far behind the wall's face. */
const RECESS = 0.2;
const FRAME_WIDTH = 0.07;

const WHITE: Finish = { kind: 'paint', colour: [0.9, 0.89, 0.86], seed: 3 };
const STONE: Finish = { kind: 'stone', colour: [0.74, 0.7, 0.62], seed: 4 };
const GREEN: Finish = { kind: 'planks', colour: [0.22, 0.36, 0.3], seed: 5 };
const BROWN: Finish = { kind: 'planks', colour: [0.45, 0.3, 0.2], seed: 6 };

/** A wall with its windows, doors and sills. */
export function buildFacade(wall: Wall, finish: Finish): Part[] {
  const filled = wall.columns.flatMap((column, index) =>
    column.openings.flatMap((opening, storey) =>
      fillOpening({ frame: wall.frame, u: column.u, ...opening }, finish.seed + 10 * index + storey),
    ),
  );
  return [...partsOf(finish, wallPieces(wall)), ...filled];
}

/** Full-height pillars, and between them what is left of the wall below, between and above the openings. */
function wallPieces({ frame, length, height, thickness, columns }: Wall): Shape[] {
  const depth: Span = [-thickness, 0];
  const edges = [0, ...columns.flatMap(({ u }) => u), length];
  const pieces: Shape[] = [];
  for (let index = 0; index + 1 < edges.length; index += 2) {
    pieces.push(
      frameBox(frame, { u: [edges[index] ?? 0, edges[index + 1] ?? length], w: depth, z: [FOOT, height] }),
    );
  }
  for (const { u, openings } of columns) {
    const across: Span = [u[0] - OVERLAP, u[1] + OVERLAP];
    const levels = [FOOT, ...openings.flatMap(({ z }) => z), height];
    for (let index = 0; index + 1 < levels.length; index += 2) {
      const [low, high] = [levels[index] ?? FOOT, levels[index + 1] ?? height];
      if (high > low) pieces.push(frameBox(frame, { u: across, w: depth, z: [low, high] }));
    }
  }
  return pieces;
}

function fillOpening(hole: Hole, seed: number): Part[] {
  const { frame, u, z, kind } = hole;
  if (kind === 'window') return [...fillWindow(hole, seed), ...lintel(frame, u, z[1])];
  const leaf = kind === 'door' ? GREEN : BROWN;
  const middle = (u[0] + u[1]) / 2;
  const handle = frameBox(frame, {
    u: [middle + 0.05, middle + 0.11],
    w: [-RECESS, -RECESS + 0.05],
    z: [0.95, 1.25],
  });
  return [
    ...partsOf({ ...leaf, seed }, [panel(frame, u, z)]),
    ...partsOf(WHITE, [...surround(frame, u, z), handle]),
    ...lintel(frame, u, z[1]),
  ];
}

function fillWindow({ frame, u, z }: Hole, seed: number): Part[] {
  const glass: Finish = { kind: 'glass', colour: [0.2, 0.24, 0.28], seed };
  const [middle, upper] = [(u[0] + u[1]) / 2, z[0] + 0.68 * (z[1] - z[0])];
  const bars: Span = [-RECESS, -RECESS + 0.05];
  const sill = frameBox(frame, { u: [u[0] - 0.1, u[1] + 0.1], w: [-RECESS, 0.09], z: [z[0] - 0.09, z[0]] });
  return [
    ...partsOf(glass, [panel(frame, u, z)]),
    ...partsOf(WHITE, [
      ...surround(frame, u, z),
      frameBox(frame, { u: [u[0], u[1]], w: [-RECESS, -RECESS + 0.06], z: [z[0], z[0] + FRAME_WIDTH] }),
      frameBox(frame, { u: [middle - 0.04, middle + 0.04], w: bars, z }),
      frameBox(frame, { u, w: bars, z: [upper - 0.03, upper + 0.03] }),
    ]),
    ...partsOf(STONE, [sill]),
  ];
}

/** The pane or leaf that closes an opening. */
function panel(frame: Frame, u: Span, z: Span): Shape {
  return frameBox(frame, {
    u: [u[0] - 0.02, u[1] + 0.02],
    w: [-RECESS - 0.06, -RECESS],
    z: [z[0] - 0.02, z[1] + 0.02],
  });
}

/** The frame at both sides and the top of an opening. */
function surround(frame: Frame, u: Span, z: Span): Shape[] {
  const depth: Span = [-RECESS, -RECESS + 0.06];
  return [
    frameBox(frame, { u: [u[0], u[0] + FRAME_WIDTH], w: depth, z }),
    frameBox(frame, { u: [u[1] - FRAME_WIDTH, u[1]], w: depth, z }),
    frameBox(frame, { u, w: depth, z: [z[1] - FRAME_WIDTH, z[1]] }),
  ];
}

function lintel(frame: Frame, u: Span, z: number): Part[] {
  return partsOf(STONE, [
    frameBox(frame, { u: [u[0] - 0.15, u[1] + 0.15], w: [-0.1, 0.025], z: [z, z + 0.24] }),
  ]);
}
