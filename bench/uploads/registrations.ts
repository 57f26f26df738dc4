import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { openBenchDatabase } from '../server/bench-database.ts';
import { ask, clientOf, forkBenchServer, makeFolder } from '../server/bench-server.ts';

const AT_A_TIME = 8;
const MEASURED_MS = 4000;
const BATCH = 500;
const ROUNDS = 3;

const REGISTER = `mutation ($pid: ID!, $checksum: String) {
  uploadImageS3(pid: $pid, bucket: local, filename: "a.jpg", type: JPEG, checksum: $checksum) { url image { id } } }`;
const REGISTER_MANY = `mutation ($pid: ID!, $images: [ImageAnnouncement!]!) {
  uploadImages(pid: $pid, bucket: local, images: $images) { url image { id } } }`;
const INSERT = `insert into images (id, project_id, name, filename, type, bucket, checksum, state)
  values ($1, $2, 'a.jpg', $3, 'JPEG', 'local', $4, 'Pending')`;

/** Registrations a second over HTTP, one by one and in batches, against a bare insert into the same table. */
export async function registrations(): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const folder = await makeFolder();
  stack.defer(folder.remove);
  const server = await forkBenchServer(folder.path);
  stack.defer(server.stop);
  const database = await openBenchDatabase(server, AT_A_TIME);
  stack.defer(() => database.end());
  const { id } = await clientOf(server).createProject('registrations');
  const ratios: { one: number[]; many: number[] } = { one: [], many: [] };
  for (let round = 0; round <= ROUNDS; round++) {
    const bare = await rateOf(() => insertOne(database, id));
    const one = await rateOf(() => ask(server, REGISTER, { pid: id, checksum: newChecksum() }));
    const many = BATCH * (await rateOf(() => ask(server, REGISTER_MANY, { pid: id, images: newImages() })));
    if (round === 0) continue; // Warms up.
    ratios.one.push(one / bare);
    ratios.many.push(many / bare);
    console.log(
      `  insert ${bare.toFixed(0)}/s, uploadImageS3 ${one.toFixed(0)}/s, uploadImages ${many.toFixed(0)}/s`,
    );
  }
  console.log(`uploadImageS3 / insert: ${medianOf(ratios.one)} (median; wanted: at least 0.4)`);
  console.log(`uploadImages, ${BATCH} at once / insert: ${medianOf(ratios.many)} (median)`);
}

/** How often a second `work` ends, several at a time. */
async function rateOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  let count = 0;
  const loop = async () => {
    while (performance.now() - started < MEASURED_MS) {
      await work();
      count++;
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, loop));
  return count / ((performance.now() - started) / 1000);
}

async function insertOne(database: pg.Pool, projectId: string): Promise<void> {
  const checksum = newChecksum();
  const id = randomBytes(12).toString('hex');
  await database.query(INSERT, [id, projectId, `${checksum}-${id.slice(-8)}.jpg`, checksum]);
}

function newImages(): { filename: string; checksum: string }[] {
  return Array.from({ length: BATCH }, () => ({ filename: 'a.jpg', checksum: newChecksum() }));
}

function newChecksum(): string {
  return randomBytes(20).toString('hex');
}

function medianOf(values: number[]): string {
  return (values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0).toFixed(2);
}
