import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDefinition } from './read-definition.ts';

test('codes, PROJ strings and WKT are handed on as PROJ takes them', () => {
  const read = (written: string) => readDefinition(written).text;
  assert.equal(read(' epsg:32633 '), 'EPSG:32633');
  assert.equal(read('EPSG:25832+5783'), 'EPSG:25832+EPSG:5783');
  assert.equal(read('ESRI:102008+5773'), 'ESRI:102008+EPSG:5773');
  assert.equal(read('+proj=utm +zone=33'), '+proj=utm +zone=33 +type=crs');
  assert.equal(read('proj=utm  zone=33\n+type=crs'), '+proj=utm zone=33 +type=crs');
  assert.equal(read('PROJCS["a",\n  GEOGCS["b"]]'), 'PROJCS["a", GEOGCS["b"]]');
  assert.equal(
    read('+proj=utm +zone=33 +nadgrids=BETA2007.gsb'),
    '+proj=utm +zone=33 +nadgrids=BETA2007.gsb +type=crs',
  );
});

test('nothing that a program would take for an option, a file or an operation is handed on', () => {
  const refusals: [string, RegExp][] = [
    ['UTM 33', /must be "local", a code such as/],
    ['', /must be/],
    ['--help', /must be/],
    ['-o', /must be/],
    ['@/etc/passwd', /must be/],
    ['EPSG:1+EPSG:2+EPSG:3', /must be/],
    ['+proj=utm +zone=33; rm -rf', /must be/],
    ['+init=epsg:4326', /must be/],
    ['+proj=utm +zone=33 +init=/etc/passwd', /must be/],
    ['+proj=utm +zone=33 +init=epsg:4326', /is no coordinate system/],
    ['+proj=pipeline +step +proj=utm', /is no coordinate system/],
    ['+proj=tinshift +file=secret.json', /is no coordinate system/],
    ['+proj=utm +nadgrids=@null,/etc/passwd', /without a folder/],
    ['BOUNDCRS[PARAMETERFILE["Geoid","../../secret"]]', /without a folder/],
    [`PROJCS["${'a'.repeat(4000)}"]`, /4010 characters: 4000 are enough/],
  ];
  for (const [written, problem] of refusals) {
    const read = readDefinition(written);
    assert.equal(read.text, undefined, written);
    assert.match(read.problem ?? '', problem, written);
  }
});
