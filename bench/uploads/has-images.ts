import { createHash } from 'node:crypto';
import type pg from 'pg';
import { openBenchDatabase } from '../server/bench-database.ts';
import { ask, clientOf, forkBenchServer, makeFolder, type ServerAddress } from '../server/bench-server.ts';

const ASKED = 1000;
const SIZES = [1000, 1_000_000];
const QUERIES = 40;
const WARM_UP = 10;

const HAS_IMAGES =
  'mutation ($pid: ID!, $checksums: [String!]!) { hasImages(pid: $pid, checksums: $checksums) { id } }';
/** Rows as ingest leaves them; any 40 hexadecimal digits will do for a SHA-1. */
const FILL = `insert into images (id, project_id, name, filename, type, bucket, checksum, sha1, state)
  select lpad(to_hex(n), 24, '0'), $1, n || '.jpg', sum || '.jpg', 'JPEG', 'local', sum, sum, 'Ready'
  from generate_series($2::int, $3::int) n, lateral (select encode(substr(sha256(n::text::bytea), 1, 20), 'hex') sum) s`;

/** Time of `hasImages` with 1000 checksums, half of them known, in a project of 1 thousand and of 1 million images. */
export async function hasImages(): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const folder = await makeFolder();
  stack.defer(folder.remove);
  const server = await forkBenchServer(folder.path);
  stack.defer(server.stop);
  const database = await openBenchDatabase(server, 1);
  stack.defer(() => database.end());
  const { id } = await clientOf(server).createProject('has-images');
  const medians: number[] = [];
  let filled = 0;
  for (const size of SIZES) {
    await fill(database, id, [filled, size - 1]);
    filled = size;
    const ms = await timeQueries(server, id, size);
    medians.push(ms);
    console.log(`  ${size} images: ${ms.toFixed(1)} ms (median of ${QUERIES})`);
  }
  const [small = 0, large = 0] = medians;
  console.log(`hasImages(${ASKED}), large / small: ${(large / small).toFixed(2)} (wanted: at most 2)`);
}

async function fill(
  database: pg.Pool,
  projectId: string,
  range: readonly [first: number, last: number],
): Promise<void> {
  await database.query(FILL, [projectId, ...range]);
  // As the database leaves it in peace: filling a table at this pace leaves it behind with its own work.
  await database.query('vacuum analyze images');
  await database.query('checkpoint');
}

async function timeQueries(server: ServerAddress, pid: string, size: number): Promise<number> {
  const times: number[] = [];
  for (let query = 0; query < WARM_UP + QUERIES; query++) {
    const checksums = Array.from({ length: ASKED }, (_, index) => {
      const known = index % 2 === 0;
      return checksumOf(known ? Math.floor(Math.random() * size) : `unknown ${query} ${index}`);
    });
    const started = performance.now();
    const answer = await ask<{ hasImages: (object | null)[] }>(server, HAS_IMAGES, { pid, checksums });
    if (query >= WARM_UP) times.push(performance.now() - started);
    const found = answer.hasImages.filter((image) => image !== null).length;
    if (found !== ASKED / 2) throw new Error(`${found} images were found.`);
  }
  return times.sort((a, b) => a - b)[Math.floor(QUERIES / 2)] ?? 0;
}

/** The same as in FILL. */
function checksumOf(value: number | string): string {
  return createHash('sha256').update(String(value)).digest('hex').slice(0, 40);
}
