import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import sharp from 'sharp';
import { startTestApp, type TestApp } from './app.fixture.ts';
import { at } from './go-client.fixture.ts';
import { until, walkUploadRoad } from './upload-road.fixture.ts';

/* Checked photos over the wire: warnings, thumbnails at stable URLs, tiles. */

const WIDTH = 1500;
const HEIGHT = 1000;

let app: TestApp;
let stranger: { altitoken: string };
let project: string;

interface Photo {
  id: string;
  name: string;
  warnings: { code: string; value: number | null; message: string }[];
  thumbs: string[];
  tiles: string | null;
  exif: Record<string, unknown> | null;
}

const { createProject, register, upload } = walkUploadRoad(() => app);

before(async () => {
  app = await startTestApp({ TIEPOINT_REGISTRATION: 'open' });
  const register = `mutation { registerUser(email: "other@example.org", username: "Other",
    password: "not the right one") }`;
  stranger = { altitoken: String(at(await app.ask(register), 'registerUser')) };
  project = await createProject();
});
after(() => app.remove());

test('problematic photos have warnings with code, value and message, and can be listed by them', async () => {
  const pid = await createProject('flight');
  const good = await makeFlightPhoto(0);
  const ids = {
    good: await ready(pid, 'good.jpg', good),
    second: await ready(pid, 'second.jpg', await makeFlightPhoto(1)),
    far: await ready(pid, 'far.jpg', await makeFlightPhoto(2, { latitude: 48 })),
    dark: await ready(pid, 'dark.jpg', await makeFlightPhoto(3, { brightness: 0.03 })),
    again: await ready(pid, 'again.jpg', await sharp(good).keepMetadata().jpeg({ quality: 70 }).toBuffer()),
  };
  const photos = await photosOf(pid);
  const codes = (id: string) => photos.get(id)?.warnings.map(({ code }) => code);
  assert.deepEqual(codes(ids.good), []);
  assert.deepEqual(codes(ids.second), []);
  assert.deepEqual(codes(ids.far), ['FarFromRest']);
  assert.deepEqual(codes(ids.dark), ['Underexposed']);
  assert.deepEqual(codes(ids.again), ['NearDuplicate']);
  const [duplicate] = photos.get(ids.again)?.warnings ?? [];
  assert.match(duplicate?.message ?? '', /good\.jpg/);
  const [far] = photos.get(ids.far)?.warnings ?? [];
  assert.ok(Math.abs((far?.value ?? 0) - 111_195) < 2000, String(far?.value));
  assert.deepEqual([...(await photosOf(pid, 'warning: FarFromRest')).keys()], [ids.far]);
  assert.deepEqual([...(await photosOf(pid, 'filter: Invalid, warning: FarFromRest')).keys()], []);

  await app.ask('mutation ($id: ID!) { removeImage(id: $id) { id } }', { id: ids.good });
  // The rest of the set has changed; warnings of a changing set are recomputed at intervals.
  await until(async () => (await photosOf(pid)).get(ids.again)?.warnings.length === 0);
});

test('EXIF and XMP are in typed fields', async () => {
  const id = await ready(project, 'facts.jpg', await makeFlightPhoto(4));
  const { exif } = (await photosOf(project)).get(id) ?? assert.fail();
  assert.deepEqual(exif, {
    make: 'DJI',
    model: 'FC6310',
    takenAt: '2026-03-01T12:00:04+01:00',
    focalLength: 8.8,
    relativeAltitude: 80.5,
    pitch: -90,
    yaw: 12.5,
    roll: 0,
    serial: '0K8TGAM0123',
    writtenWidth: WIDTH,
    writtenHeight: HEIGHT,
    latitude: 47.00004,
  });
});

test('a thumbnail has a stable URL as long as the photo exists, which needs no headers', async () => {
  const id = await ready(project, 'thumbs.jpg', await makeFlightPhoto(5));
  const { thumbs } = (await photosOf(project)).get(id) ?? assert.fail();
  const [small = '', large = ''] = thumbs;
  assert.match(
    small,
    /^http:\/\/127\.0\.0\.1:\d+\/projects\/\w+\/images\/\w+\/thumbnails\/256\.jpg\?s=\w{32}$/,
  );
  assert.match(large, /\/thumbnails\/1024\.jpg/);
  const answer = await fetch(small);
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('content-type'), 'image/jpeg');
  assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
  assert.match(answer.headers.get('cache-control') ?? '', /public.*immutable/);
  const { width, height } = await sharp(Buffer.from(await answer.arrayBuffer())).metadata();
  assert.deepEqual([width, height], [256, 171]);
  const etag = answer.headers.get('etag') ?? '';
  assert.equal((await fetch(small, { headers: { 'if-none-match': etag } })).status, 304);

  await app.restart();
  const moved = (await photosOf(project)).get(id)?.thumbs[0] ?? '';
  assert.equal(withoutOrigin(moved), withoutOrigin(small), 'the same after a restart');
  assert.equal((await fetch(moved)).status, 200);
  const { cover } = at(await app.ask(`{ project(id: "${project}") { cover } }`), 'project') as {
    cover: string;
  };
  assert.equal((await fetch(cover)).status, 200);

  await app.ask('mutation ($id: ID!) { removeImage(id: $id) { id } }', { id });
  assert.equal((await fetch(moved)).status, 404);
});

test('the files of a photo are for its owner and holders of a link; everything else is 404', async () => {
  const id = await ready(project, 'private.jpg', await makeFlightPhoto(6));
  const other = await ready(project, 'other.jpg', await makeFlightPhoto(7));
  const photos = await photosOf(project);
  const { key, token } = app.credentials;
  const owner = { key, altitoken: token };
  for (const link of [photos.get(id)?.thumbs[1] ?? '', photos.get(id)?.tiles ?? '']) {
    const bare = link.replace(/\?.*/, '');
    const foreign = new URL(photos.get(other)?.tiles ?? '').search;
    const byOwner = await fetch(bare, { headers: owner });
    assert.equal(byOwner.status, 200);
    assert.match(byOwner.headers.get('cache-control') ?? '', /private/);
    const refused = [
      await fetch(bare),
      await fetch(bare, { headers: { key, ...stranger } }),
      await fetch(`${bare}?s=`, { headers: owner }),
      await fetch(`${bare}${foreign}`),
      await fetch(`${bare}?s=a&s=b`),
      await fetch(link.replace(id, '0'.repeat(24))),
      await fetch(link.replace(project, other)),
      await fetch(
        link.replace('1024.jpg', '512.jpg').replace('tiles.dzi', 'tiles_files/1/..%2f..%2foriginal'),
      ),
    ];
    const bodies = await Promise.all(
      refused.map(async (answer) => `${answer.status} ${await answer.text()}`),
    );
    assert.deepEqual(new Set(bodies), new Set(['404 {"error":"There is no such photo."}']), link);
  }
});

test('a photo can be zoomed: tiles are created on request, and removed with the photo', async () => {
  const upright = await sharp(await makeFlightPhoto(8))
    .keepMetadata()
    .withMetadata({ orientation: 6 })
    .toBuffer();
  const id = await ready(project, 'large.jpg', upright);
  const make = 'mutation ($id: ID!) { makeLODImage(id: $id) { tiles } }';
  const tiles = String(at(await app.ask(make, { id }), 'makeLODImage.tiles'));
  assert.deepEqual(await app.ask(make, { id }, stranger), { makeLODImage: null });
  const pending = (await register(project, 'pending.jpg')).image.id;
  const { errors } = await app.askRaw(make, { id: pending });
  assert.equal(errors?.[0]?.extensions.code, 'BAD_INPUT');
  const [descriptor] = await Promise.all([fetch(tiles), fetch(tiles), fetch(tiles)]);
  assert.equal(descriptor.status, 200);
  const xml = await descriptor.text();
  assert.match(xml, /Format="jpg"/);
  assert.match(xml, new RegExp(`Height="${WIDTH}"\\s+Width="${HEIGHT}"`), 'orientation is applied');
  const tile = (path: string) => fetch(tiles.replace('tiles.dzi', `tiles_files/${path}`));
  const corner = await tile('11/1_2.jpg');
  assert.equal(corner.headers.get('content-type'), 'image/jpeg');
  const { width, height } = await sharp(Buffer.from(await corner.arrayBuffer())).metadata();
  assert.deepEqual([width, height], [HEIGHT - 510 + 1, WIDTH - 1020 + 1]);
  assert.equal((await tile('0/0_0.jpg')).status, 200);
  assert.equal((await tile('11/2_0.jpg')).status, 404);

  await app.ask('mutation ($id: ID!) { removeImage(id: $id) { id } }', { id });
  assert.equal((await tile('0/0_0.jpg')).status, 404);
  assert.equal((await fetch(tiles)).status, 404);
});

async function ready(pid: string, name: string, bytes: Buffer): Promise<string> {
  const image = await upload(pid, name, bytes);
  assert.deepEqual([image.state, image.error], ['Ready', null]);
  return image.id;
}

async function photosOf(pid: string, arguments_ = 'filter: All'): Promise<Map<string, Photo>> {
  const query = `query ($pid: ID!) { project(id: $pid) { allImages(first: 100, ${arguments_}) { edges { node {
    id name thumbs tiles warnings { code value message }
    exif { make model takenAt focalLength relativeAltitude pitch yaw roll serial writtenWidth writtenHeight latitude }
  } } } } }`;
  const edges = at(await app.ask(query, { pid }), 'project.allImages.edges') as { node: Photo }[];
  return new Map(edges.map(({ node }) => [node.id, node]));
}

function withoutOrigin(link: string): string {
  const { pathname, search } = new URL(link);
  return pathname + search;
}

/** A photo as a drone writes it, of ground that no other seed has; a metre further north for each seed. */
async function makeFlightPhoto(
  seed: number,
  { latitude = 47, brightness = 1 }: { latitude?: number; brightness?: number } = {},
): Promise<Buffer> {
  // Few cells in random colours, so that photos of different seeds are not near-duplicates.
  let state = seed * 7919 + 17;
  const random = () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
  const cells = Uint8Array.from({ length: 60 * 40 * 3 }, () =>
    Math.round((40 + 170 * random()) * brightness),
  );
  const north = latitude + seed * 0.00001;
  const minutes = (north % 1) * 60;
  const place = `${Math.floor(north)}/1 ${Math.floor(minutes)}/1 ${Math.round((minutes % 1) * 60e6)}/1000000`;
  return sharp(cells, { raw: { width: 60, height: 40, channels: 3 } })
    .resize({ width: WIDTH, height: HEIGHT, kernel: 'nearest' })
    .withExif({
      IFD0: { Make: 'DJI', Model: 'FC6310' },
      IFD2: {
        DateTimeOriginal: `2026:03:01 12:00:0${seed % 10}`,
        OffsetTimeOriginal: '+01:00',
        FocalLength: '88/10',
        BodySerialNumber: '0K8TGAM0123',
        PixelXDimension: String(WIDTH),
        PixelYDimension: String(HEIGHT),
      },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: place, GPSLongitudeRef: 'E', GPSLongitude: '8/1 0/1 0/1' },
    })
    .withXmp(
      `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
      <rdf:Description xmlns:drone-dji="http://www.dji.com/drone-dji/1.0/" drone-dji:RelativeAltitude="+80.50"
      drone-dji:GimbalPitchDegree="-90.00" drone-dji:GimbalYawDegree="+12.50" drone-dji:GimbalRollDegree="+0.00"/>
      </rdf:RDF></x:xmpmeta>`,
    )
    .jpeg({ quality: 90 })
    .toBuffer();
}
