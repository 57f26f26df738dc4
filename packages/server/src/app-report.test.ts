import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ProjectReport } from '@tiepoint/protocol';
import sharp, { type Sharp } from 'sharp';
import { connectToDatabase, makePhoto, startTestApp, type TestApp } from './app.fixture.ts';
import { until, walkUploadRoad } from './upload-road.fixture.ts';

/* The report of a set of uploaded photos, as it is asked for over the wire. */

const REPORT = `query ($pid: ID!) { project(id: $pid) { report {
  date gigaPixel photoCount states { state count } reasons { error warning count }
  cameras { make model focalLengthIn35mm width height count }
  photos { id name takenAt camera group neighbours longitude latitude east north height heading pitch resolution
    footprint footprintDegrees }
  coverage { positioned originLongitude originLatitude heightSource height resolution area nadir oblique assumptions }
  overlap { rule pairCount pairs neighbours compared assumptions }
  groups { count photos { id name } }
  gaps { before { name } after { name } longitude latitude distance usual }
  estimates { quality seconds memory disk learntFrom steps { name seconds } }
  findings { code severity message count photos { id name } } } } }`;

let app: TestApp;
before(async () => {
  app = await startTestApp({ TIEPOINT_REGISTRATION: 'open' });
});
after(() => app.remove());

test('the report of a small flight has cameras, coverage, outliers and the expected cost', async () => {
  const { createProject, upload } = walkUploadRoad(() => app);
  const pid = await createProject('flight');
  const line = [0, 1, 2, 3, 4].map(async (step) =>
    upload(pid, `line-${step}.jpg`, await positioned(step, 46.97 + step * 0.0002)),
  );
  await Promise.all([
    ...line,
    upload(pid, 'far.jpg', await positioned(7, 48.2)),
    upload(pid, 'note.jpg', Buffer.from('not a photo')),
  ]);
  const report = await reportOf(pid);
  assert.deepEqual(
    new Map(report.states.map(({ state, count }) => [state, count])),
    new Map([
      ['Ready', 6],
      ['Invalid', 1],
    ]),
  );
  assert.equal(report.photoCount, 6);
  assert.equal(report.cameras[0]?.model, 'Flyer');
  assert.equal(report.coverage.heightSource, 'Spacing');
  assert.ok(Math.abs((report.coverage.originLatitude ?? 0) - 46.9705) < 0.001);
  assert.equal(report.overlap.rule, 'Footprints');
  assert.equal(report.photos[1]?.footprint?.length, 8);
  const codes = report.findings.map(({ code }) => code);
  assert.ok(codes.includes('FarPosition') && codes.includes('InvalidPhotos'), codes.join());
  assert.equal(report.findings.find(({ code }) => code === 'FarPosition')?.photos[0]?.name, 'far.jpg');
  assert.deepEqual(
    report.estimates.map(({ quality, learntFrom }) => [quality, learntFrom]),
    [
      ['preview', 0],
      ['standard', 0],
      ['high', 0],
    ],
  );
  const page = 'query ($pid: ID!) { project(id: $pid) { report { photos(first: 2, skip: 1) { name } } } }';
  const { project } = await app.ask<{ project: { report: ProjectReport } }>(page, { pid });
  assert.deepEqual(
    project.report.photos.map(({ name }) => name),
    report.photos.slice(1, 3).map(({ name }) => name),
  );
});

test('a report is cached until a photo or a task changes, and uses finished tasks for estimates', async () => {
  const { createProject, upload } = walkUploadRoad(() => app);
  const pid = await createProject('kept');
  const first = await reportOf(pid);
  assert.equal(first.findings[0]?.code, 'TooFewPhotos');
  const [again, same] = await Promise.all([reportOf(pid), reportOf(pid)]);
  assert.equal(again.date, first.date);
  assert.equal(same.date, first.date);
  await upload(pid, 'new.jpg', await makePhoto(901));
  await until(async () => (await reportOf(pid)).photoCount === 1);
  await finishTask(pid);
  await until(async () => (await reportOf(pid)).estimates[0]?.learntFrom === 1);
  const { steps } = (await reportOf(pid)).estimates[0] ?? assert.fail();
  assert.deepEqual(steps, [{ name: 'Feature extraction', seconds: 3 }]);
});

test('photos without a position are compared by their thumbnails', async () => {
  const { createProject, upload } = walkUploadRoad(() => app);
  const pid = await createProject('walk');
  const place = await paintPlace();
  for (const [index, left] of [0, 200, 400].entries()) {
    const cut = sharp(place).extract({ left, top: left / 4, width: 1300, height: 1000 });
    await upload(pid, `${index}.jpg`, await cut.jpeg().toBuffer());
  }
  await upload(pid, 'other.jpg', await makePhoto(902));
  const report = await reportOf(pid);
  assert.equal(report.overlap.rule, 'Sight');
  assert.deepEqual(
    report.groups.map(({ photos }) => photos.map(({ name }) => name)),
    [['0.jpg', '1.jpg', '2.jpg'], ['other.jpg']],
  );
  assert.deepEqual(
    report.findings.map(({ code }) => code),
    ['Straggler', 'NoPositions', 'SeveralCameras'],
  );
});

test('a report is only for the owner', async () => {
  const pid = await walkUploadRoad(() => app).createProject('mine');
  const register = `mutation { registerUser(email: "other@example.org", username: "Other",
    password: "not the right one") }`;
  const { registerUser } = await app.ask<{ registerUser: string }>(register);
  const ask = (id: string, altitoken: string) => app.askRaw(REPORT, { pid: id }, { altitoken });
  const nobodys = '0'.repeat(pid.length);
  assert.deepEqual(await ask(pid, registerUser), await ask(nobodys, registerUser));
  assert.ok(!JSON.stringify(await ask(pid, '')).includes('findings'));
});

async function reportOf(pid: string): Promise<ProjectReport> {
  return (await app.ask<{ project: { report: ProjectReport } }>(REPORT, { pid })).project.report;
}

/** A photo with position, time and camera. */
async function positioned(seed: number, latitude: number): Promise<Buffer> {
  const minutes = (latitude % 1) * 60;
  return write(sharp(await makePhoto(seed)), {
    IFD0: { Make: 'Maker', Model: 'Flyer' },
    IFD2: { DateTimeOriginal: `2024:07:06 08:00:0${seed}`, FocalLengthIn35mmFilm: '26' },
    IFD3: {
      GPSLatitudeRef: 'N',
      GPSLatitude: `${Math.floor(latitude)}/1 ${Math.floor(minutes)}/1 ${Math.round((minutes % 1) * 600_000)}/10000`,
      GPSLongitudeRef: 'E',
      GPSLongitude: '7/1 39/1 30/1',
    },
  });
}

function write(photo: Sharp, exif: Record<string, Record<string, string>>): Promise<Buffer> {
  return photo.withExif(exif).jpeg({ quality: 60 }).toBuffer();
}

/** A large picture of many distinct shapes, so that parts of it can be matched. */
async function paintPlace(): Promise<Buffer> {
  const shapes = Array.from({ length: 900 }, (_, index) => {
    const [x, y] = [(index * 727) % 1800, (index * 1009) % 1200];
    const [width, height] = [20 + ((index * 37) % 90), 20 + ((index * 53) % 90)];
    return `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="hsl(${(index * 77) % 360} 40% ${(index * 31) % 100}%)" transform="rotate(${(index * 23) % 90} ${x} ${y})"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1800" height="1200">${shapes.join('')}</svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}

/** A task as the engine leaves it, of one photo and one step of three seconds. */
async function finishTask(pid: string): Promise<void> {
  const client = await connectToDatabase(app);
  try {
    await client.query(
      `insert into tasks (id, project_id, type, options, state, steps, result, ended_at)
       values ('past', $1, 'Native', '{"quality": "preview", "engine": "colmap"}', 'Done', $2, $3, now())`,
      [
        pid,
        JSON.stringify([{ name: 'Feature extraction', seconds: 3 }]),
        JSON.stringify({ photos: 1, georeferenced: true }),
      ],
    );
  } finally {
    await client.end();
  }
}
