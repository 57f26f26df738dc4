import assert from 'node:assert/strict';
import { test } from 'node:test';
import { colmapWorkspaceIn } from '../../colmap/commands/colmap-workspace.ts';
import { DEFAULT_TASK_OPTIONS } from '../../port/task-options.ts';
import { outputsOf, resultOf } from './result.ts';
import type { StageFacts } from './stage.ts';

test("a result's notes begin with where the photos' facts come from", () => {
  const facts = {
    registered: [],
    points: 1,
    reprojectionErrorPixels: 0.5,
    faces: 1,
    frame: { type: 'local' as const },
    notes: ['2 photos could not be registered.'],
  };
  const job = {
    workKey: 'a',
    seriesKey: 's',
    options: { ...DEFAULT_TASK_OPTIONS, engine: 'colmap' },
    photos: [],
  };
  const notes = ['Positions of 12 photos come from pose.txt.'];
  assert.deepEqual(resultOf({ ...job, notes }, facts).notes, [...notes, ...facts.notes]);
  assert.deepEqual(resultOf(job, facts).notes, facts.notes);
});

test('a georeferenced result states its system, unit, and what its heights are above', () => {
  const facts = { registered: [], points: 1, reprojectionErrorPixels: 0.5, faces: 1 };
  const options = { ...DEFAULT_TASK_OPTIONS, engine: 'colmap' };
  const job = { workKey: 'a', seriesKey: 's', options, photos: [] };
  const origin = { latitude: 47, longitude: 8, altitude: 400 };
  const enu = resultOf(job, { ...facts, frame: { type: 'enu', origin, heightsAbove: 'seaLevel' } });
  assert.deepEqual(enu.coordinates, {
    system: 'local',
    metres: 1,
    heights: 'sea level, as the photos state it',
  });
  assert.equal(resultOf(job, { ...facts, frame: { type: 'model' } }).coordinates, undefined);
  const operation = { name: 'UTM zone 32N', accuracyMetres: 0 };
  const projected = resultOf(job, {
    ...facts,
    frame: {
      ...({ type: 'projected', system: 'EPSG:2263', origin, offset: [0, 0, 0] } as const),
      ...{ unit: { name: 'US survey foot', metres: 0.3048006 }, heights: 'not known', operation },
      map: {
        centre: [0, 0, 0],
        halfSize: [1, 1, 1],
        degrees: [0, 0, 0],
        coefficients: [0, 0, 0],
        maxError: 0,
      },
    },
  });
  assert.ok(projected.georeferenced);
  assert.deepEqual(projected.coordinates, {
    ...{ system: 'EPSG:2263', metres: 0.3048006, heights: 'not known', operation },
  });
});

test('of a model that an older version has coloured there is no packed file, of a large one a tileset', () => {
  const namesOf = (facts: StageFacts) => outputsOf(colmapWorkspaceIn('job'), facts).map(({ name }) => name);
  const always = ['model.glb', 'points.ply', 'cameras.json', 'log.txt'];
  assert.deepEqual(namesOf({}), always);
  assert.deepEqual(
    namesOf({ webModel: true, tiles: 5 }).sort(),
    [...always, 'model-web.glb', 'model.3tz'].sort(),
  );
});
