import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type MetaFileEntries, matchHints, type PhotoMetadata } from '@tiepoint/inspection';
import { describePhotos, type KnownPhoto } from './describe-photos.ts';

const NO_FILES: MetaFileEntries = { 'pose.txt': [], 'group.txt': [], 'camera.txt': [] };
const METADATA: PhotoMetadata = { make: 'DJI', model: 'FC300S', focalLength: 3.61, focalLengthIn35mm: 20 };

/** The keys of photos with these differences from each other. */
function keysOf(photos: (Partial<KnownPhoto> & { metadata?: PhotoMetadata })[], files = NO_FILES): string[] {
  const known = photos.map(({ metadata, ...photo }, index): KnownPhoto => {
    const name = `${index}.jpg`;
    const size = { width: 4000, height: 3000 };
    const fetchTo = async () => {};
    return {
      id: name,
      fileName: name,
      displayName: name,
      ...size,
      fetchTo,
      ...photo,
      metadata: { ...METADATA, ...metadata },
    };
  });
  const named = known.map(({ id, displayName }) => ({ id, name: displayName }));
  return describePhotos(known, matchHints(files, named)).photos.map(({ cameraKey }) => cameraKey);
}

test('photos share a camera where lens, zoom and size are the same, also if they are stored turned', () => {
  const different: (Partial<KnownPhoto> & { metadata?: PhotoMetadata })[] = [
    {},
    { metadata: { focalLength: 5 } },
    { metadata: { focalLengthIn35mm: 40 } },
    { metadata: { digitalZoomRatio: 2 } },
    { metadata: { serial: 'other body' } },
    { width: 2000, height: 1500 },
  ];
  assert.equal(new Set(keysOf(different)).size, different.length);
  const same = keysOf([
    {},
    { metadata: { yaw: 90, latitude: 1, longitude: 2 } },
    { width: 3000, height: 4000 },
  ]);
  assert.equal(new Set(same).size, 1);
});

test('measured intrinsics are those of a photo as stored', () => {
  const lens = { focalLength: 3000, centreX: 2000, centreY: 1500, radial: 0 };
  const files = {
    ...NO_FILES,
    'camera.txt': ['0.jpg', '1.jpg'].map((name, line) => ({
      line,
      name,
      value: { width: 4000, height: 3000, ...lens },
    })),
  };
  const [first, second, turned] = keysOf([{}, {}, { width: 3000, height: 4000 }], files);
  assert.ok(first === second && first !== turned);
});

test('hemispheres that are assumed are told', () => {
  const metadata: PhotoMetadata = { latitude: 46, longitude: 92, missingHemispheres: ['longitude'] };
  const size = { width: 4000, height: 3000 };
  const photo = {
    id: 'a',
    fileName: 'a.jpg',
    displayName: 'a.jpg',
    ...size,
    metadata,
    fetchTo: async () => {},
  };
  const { notes } = describePhotos([photo], matchHints(NO_FILES, []));
  assert.match(notes.join(), /positions of 1 photo don't say .* east are assumed\..*pose\.txt/);
});
