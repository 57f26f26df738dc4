import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseOperation } from './choose-operation.ts';
import { readOperations } from './read-operations.ts';

/** As `projinfo` prints it, with the middle of the WKT left out. */
const ANSWER = `Candidate operations found: 3
-------------------------------------
Operation No. 1:

unknown id, Old to WGS 84 (1), and back + Zone, 5 m, Old Country - onshore, and islands.

PROJ string:
+proj=pipeline +step +proj=first

WKT2:2019 string:
CONCATENATEDOPERATION["Old to WGS 84 (1), and back + Zone",STEP[USAGE[BBOX[1,2,3,4]]],USAGE[SCOPE["unknown"],AREA["Old Country"],BBOX[40,-10,50,10]]]

-------------------------------------
Operation No. 2:

EPSG:99, Old to WGS 84 (2), unknown accuracy, Everywhere, has ballpark transformation

PROJ string:
+proj=noop

WKT2:2019 string:
CONVERSION["x",USAGE[BBOX[-90,-180,90,180]]]

-------------------------------------
Operation No. 3:

EPSG:98, Old to WGS 84 (3), 0.1 m, Old Country - north, at least one grid missing

PROJ string:
+proj=pipeline +step +proj=hgridshift +grids=old.tif

Grid old.tif needed but not found on the system. Can be obtained at https://cdn.proj.org/old.tif

WKT2:2019 string:
COORDINATEOPERATION["x",USAGE[BBOX[45,-10,50,10]]]
`;

test('operations are read with their accuracy, area, and what they lack', () => {
  const operations = readOperations(ANSWER);
  assert.deepEqual(
    operations.map(({ name, accuracyMetres, areaBox, isBallpark, missingGrids }) => {
      return { name, accuracyMetres, areaBox, isBallpark, missingGrids };
    }),
    [
      {
        name: 'Old to WGS 84 (1), and back + Zone',
        accuracyMetres: 5,
        areaBox: [40, -10, 50, 10],
        isBallpark: false,
        missingGrids: [],
      },
      {
        name: 'Old to WGS 84 (2)',
        accuracyMetres: undefined,
        areaBox: [-90, -180, 90, 180],
        isBallpark: true,
        missingGrids: [],
      },
      {
        name: 'Old to WGS 84 (3)',
        accuracyMetres: 0.1,
        areaBox: [45, -10, 50, 10],
        isBallpark: false,
        missingGrids: ['old.tif'],
      },
    ],
  );
  assert.equal(operations[0]?.pipeline, '+proj=pipeline +step +proj=first');
  const disguised = ['+proj=utm -o', '+proj=hgridshift +grids=../secret', '@file', ''];
  for (const pipeline of disguised) {
    assert.equal(readOperations(ANSWER.replaceAll(/^\+proj.*$/gm, pipeline)).length, 0, pipeline);
  }
});

test('the most accurate operation that can be used there is chosen, and a better one is told', () => {
  const operations = readOperations(ANSWER);
  const south = chooseOperation(operations, { latitude: 42, longitude: 0 });
  assert.deepEqual([south?.operation.accuracyMetres, south?.isInArea, south?.better], [5, true, undefined]);
  const north = chooseOperation(operations, { latitude: 47, longitude: 0 });
  assert.deepEqual([north?.operation.accuracyMetres, north?.better?.accuracyMetres], [5, 0.1]);
  const elsewhere = { latitude: 0, longitude: 0 };
  assert.equal(chooseOperation(operations, elsewhere), undefined);
  const known = chooseOperation(operations.slice(0, 1), elsewhere);
  assert.deepEqual([known?.operation.accuracyMetres, known?.isInArea], [5, false]);
  assert.equal(chooseOperation(operations.slice(1), { latitude: 47, longitude: 0 }), undefined);
});

test('of equally accurate operations, the one with the smaller area is chosen, and none at sea', () => {
  const [wide] = readOperations(ANSWER);
  assert.ok(wide);
  const small = { ...wide, name: 'small', areaBox: [41, -1, 43, 1] as [number, number, number, number] };
  const atSea = { ...small, name: 'at sea', isOffshore: true, accuracyMetres: 1 };
  const chosen = chooseOperation([wide, small, atSea], { latitude: 42, longitude: 0 });
  assert.equal(chosen?.operation.name, 'small');
  const pacific = {
    ...wide,
    name: 'pacific',
    areaBox: [-10, 170, 10, -170] as [number, number, number, number],
  };
  assert.equal(chooseOperation([wide, pacific], { latitude: 0, longitude: -175 })?.operation.name, 'pacific');
});
