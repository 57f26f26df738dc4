import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  enuFromGeodetic,
  type Geodetic,
  geodeticFromEnu,
  type SparseModel,
  type Vector3,
} from '@tiepoint/scene';
import { imageFrom, modelOf } from '@tiepoint/scene/testing';
import { openCoordinateSystems } from '../../coordinates/coordinate-systems.ts';
import type { ControlPoint } from '../../port/engine.ts';
import { chooseFrame } from './choose-frame.ts';
import { fitToControlPoints } from './fit-to-control-points.ts';
import type { EnuFrame } from './frame.ts';
import { triangulateControlPoints } from './triangulate-control-points.ts';

/** Metres of the world in one unit of the model, and where its zero lies. */
const SCALE = 8;
const ORIGIN: Geodetic = { latitude: 47, longitude: 8, altitude: 400 };
const NAMES = new Map([['b.jpg', 'DJI_0002.JPG']]);
/** Cameras that look down from 7.5 units above the ground. */
const EYES: Record<string, Vector3> = { 'a.jpg': [-3, 0, 7.5], 'b.jpg': [0, 2, 7.5], 'c.jpg': [3, -1, 7.5] };
const LENS = { focal: 2000, cx: 1500, cy: 1000 };
const CORNERS: Vector3[] = [
  [-2, -2, 0],
  [2, -2, 0.1],
  [2, 2, 0],
  [-2, 2, 0.3],
];

test('a model is fitted to its control points, and the checkpoints tell how well', () => {
  const points = [
    ...CORNERS.map((at, i) => pointAt(`P${i}`, at)),
    { ...pointAt('C', [0.5, 1, 0.2]), checkpoint: true },
  ];
  const wrong = points[4]?.place;
  if (wrong?.type === 'geographic') wrong.altitude -= 0.25;
  const { similarity, frame, report } = align(points);
  assert.ok(Math.abs((similarity?.scale ?? 0) - SCALE) < 1e-6);
  assert.deepEqual(frame, {
    type: 'enu',
    origin: geodeticFromEnu(inMetres(CORNERS[0] ?? [0, 0, 0]), ORIGIN),
  });
  assert.ok(near(report.controlPointRms?.horizontal, 0) && near(report.controlPointRms?.vertical, 0));
  // Over some metres the two origins' up is the same.
  assert.ok(near(report.checkpointRms?.vertical, 0.25) && near(report.checkpointRms?.horizontal, 0));
  const [first, last] = [report.controlPoints[0], report.controlPoints[4]];
  assert.ok(near(last?.residual?.up, 0.25) && last?.checkpoint && last.used);
  assert.deepEqual([first?.used, first?.reason, first?.marks], [true, null, 3]);
  assert.ok((first?.reprojectionError ?? 1) < 1e-3);
});

test('points in a frame of the owner’s own give a model in that frame', async () => {
  const points = CORNERS.map((at, i): ControlPoint => {
    const [x, y, z] = inMetres(at);
    return { ...pointAt(`P${i}`, at), place: { type: 'model', x: -y + 100, y: x, z } };
  });
  const { frame, report } = align(points);
  assert.deepEqual(frame, { type: 'model' });
  assert.ok(near(report.controlPointRms?.horizontal, 0));
  const request = { coordinateSystem: 'EPSG:32632', systems: openCoordinateSystems(), centres: [] };
  const { notes } = await chooseFrame({ type: 'model' }, request);
  assert.match(notes[0] ?? '', /not in EPSG:32632: it is not georeferenced/);
});

test('what the heights of a model are above is told', async () => {
  const noteOf = async (frame: EnuFrame) => {
    const request = { coordinateSystem: 'local', systems: openCoordinateSystems(), centres: [] };
    return (await chooseFrame(frame, request)).notes.join();
  };
  const frame = { type: 'enu', origin: ORIGIN } as const;
  assert.match(await noteOf(frame), /not known what the heights are above/);
  assert.match(await noteOf({ ...frame, heightsAbove: 'ellipsoid' }), /above the WGS 84 ellipsoid/);
  assert.match(await noteOf({ ...frame, heightsAbove: 'seaLevel' }), /above sea level/);
});

test('an observation that contradicts the others is named and left out', () => {
  const points = CORNERS.map((at, i) => pointAt(`P${i}`, at));
  const observation = points[1]?.observations[1] ?? assert.fail();
  observation.x += 300;
  const { report } = align(points);
  assert.equal(report.controlPoints[1]?.marks, 2);
  assert.match(report.controlPoints[1]?.reason ?? '', /Left out .*: DJI_0002\.JPG \(\d+ pixels off\)\./);
  assert.ok(near(report.controlPointRms?.horizontal, 0));
});

test('points that can’t place a model are not used, and say why', () => {
  const points = CORNERS.map((at, i) => pointAt(`P${i}`, at));
  const problemOf = (changed: ControlPoint[]) => align(changed).problem ?? '';
  const few = [
    ...points.slice(0, 2),
    { ...pointAt('A', [0, 1, 0]), observations: points[0]?.observations.slice(0, 1) ?? [] },
  ];
  assert.match(problemOf(few), /^2 of 3 \(without checkpoints\) can be triangulated/);
  assert.match(align(few).report.controlPoints[2]?.reason ?? '', /It has 1 observation in registered photos/);
  assert.match(align(few).report.controlPoints[0]?.reason ?? '', /was not georeferenced by control points/);
  assert.match(
    problemOf([...points.slice(0, 2), { ...pointAt('A', [0, 1, 0]), checkpoint: true }]),
    /^2 of 2/,
  );
  const line = [-2, 0, 2].map((x) => pointAt(`L${x}`, [x, x, 0]));
  assert.match(problemOf(line), /one line/);
  const five = [...points, pointAt('F', [0, 0.5, 0])];
  const swapped = five.map((point, i) =>
    i === 2 ? { ...point, place: pointAt('', [-2, 0, 3]).place } : point,
  );
  assert.match(problemOf(swapped), /contradict each other by \d+\.\d m, most of all "P2"/);
});

function align(points: ControlPoint[]) {
  return fitToControlPoints(triangulateControlPoints(model(), points, NAMES));
}

function inMetres([x, y, z]: Vector3): Vector3 {
  return [SCALE * x, SCALE * y, SCALE * z];
}

/** A point with its place in the world, and its observations in all photos. */
function pointAt(name: string, at: Vector3): ControlPoint {
  const place = { type: 'geographic' as const, ...geodeticFromEnu(inMetres(at), ORIGIN) };
  assert.ok(enuFromGeodetic(place, ORIGIN).every(Number.isFinite));
  const observations = Object.entries(EYES).map(([fileName, eye]) => {
    const depth = eye[2] - at[2];
    const x = LENS.cx + (LENS.focal * (at[0] - eye[0])) / depth;
    return { fileName, x, y: LENS.cy - (LENS.focal * (at[1] - eye[1])) / depth };
  });
  return {
    name,
    place,
    checkpoint: false,
    observations: [...observations, { fileName: 'lost.jpg', x: 1, y: 1 }],
  };
}

function model(): SparseModel {
  const { focal, cx, cy } = LENS;
  const params = [focal, cx, cy, 0];
  const camera = { model: 'SIMPLE_RADIAL', width: 3000, height: 2000, params } as const;
  const images = Object.entries(EYES).map(([name, eye], id) => ({ ...imageFrom(id, eye), name }));
  return { ...modelOf(images), cameras: new Map([[1, camera]]) };
}

function near(value: number | undefined, expected: number): boolean {
  return value !== undefined && Math.abs(value - expected) < 1e-4;
}
