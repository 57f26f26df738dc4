import { type Running, startLoop } from '../loop/start-loop.ts';
import { META_FOLDER } from '../meta-files/meta-file.ts';
import { MODEL_FOLDER } from '../models/imported-model.ts';
import type { Logger } from '../observability/logger.ts';
import type { Bucket, ListedObject } from '../storage/bucket.ts';
import { readUploadKey } from '../storage/upload-key.ts';
import { type ConfirmNeeds, confirmUpload } from './confirm-upload.ts';
import { imageUpload } from './images/image-upload.ts';
import { metaFileUpload } from './meta-files/meta-file-upload.ts';
import { modelFileUpload } from './models/model-file-upload.ts';
import type { Upload, UploadKind } from './upload-kind.ts';

interface Needs extends ConfirmNeeds {
  logger: Logger;
  now: () => Date;
}

/** What one turn needs; it ends with the signal, as an error that nobody logs. */
interface Turn extends Needs {
  signal: AbortSignal;
}

/** What lies in an upload bucket: an object, or the parts of one that is not complete. */
interface Found {
  key: string;
  object?: ListedObject;
}

/** Objects that one turn looks at, so that it takes little of the store and of the database. */
const PAGE_OBJECTS = 500;
const REST_MS = 15_000;
/** What serves nobody stays for so long: a client that repeats a PUT whose answer was lost finds it. */
const GRACE_MS = 3600 * 1000;

/**
 * Sweeps the upload buckets, page by page, again and again: what belongs to nothing, or to something that is settled
 * without it, goes after a grace period, also if nobody has told of it; bytes that bring something back are confirmed.
 */
export function startBucketSweep(needs: Needs): Running {
  const { storage, logger } = needs;
  const places = new Map<string, string>();
  return startLoop({ name: 'the sweep of the upload buckets', restMs: REST_MS, logger }, async (signal) => {
    const turn = { ...needs, signal };
    for (const bucket of storage.uploads.values()) {
      signal.throwIfAborted();
      const objects = await bucket.list(places.get(bucket.name) ?? '', PAGE_OBJECTS);
      const last = objects.length === PAGE_OBJECTS ? objects.at(-1) : undefined;
      places.set(bucket.name, last?.key ?? '');
      await sweepPage(turn, bucket, objects);
      if (!last) await sweepOpenUploads(turn, bucket);
    }
  });
}

async function sweepPage(turn: Turn, bucket: Bucket, objects: readonly ListedObject[]): Promise<void> {
  const found = objects.map((object) => ({ key: object.key, object }));
  for (const { key, object } of await findUseless(turn, bucket, found)) {
    turn.signal.throwIfAborted();
    // Another one may have taken its place.
    if (isOld(turn, object.storedAt)) await bucket.remove(key, object.etag);
  }
}

async function sweepOpenUploads(turn: Turn, bucket: Bucket): Promise<void> {
  const old = (await bucket.listUploads()).filter(({ startedAt }) => isOld(turn, startedAt));
  for (let first = 0; first < old.length; first += PAGE_OBJECTS) {
    const page = old.slice(first, first + PAGE_OBJECTS);
    for (const upload of await findUseless(turn, bucket, page)) {
      turn.signal.throwIfAborted();
      await bucket.abortUpload(upload);
    }
  }
}

function isOld({ now }: Needs, since: Date): boolean {
  return now().getTime() - since.getTime() > GRACE_MS;
}

/** Those that serve nobody; the objects among the others that bring something back are confirmed. */
async function findUseless<Thing extends Found>(
  turn: Turn,
  bucket: Bucket,
  found: readonly Thing[],
): Promise<Thing[]> {
  const byFolder = Map.groupBy(found, ({ key }) => {
    const place = readUploadKey(key);
    return place ? (place.folder ?? '') : undefined;
  });
  const useful = new Set<string>();
  const sort = async <Row extends Upload>(kind: UploadKind<Row>, folder: string) => {
    for (const key of await findUseful(turn, kind, { bucket, found: byFolder.get(folder) ?? [] }))
      useful.add(key);
  };
  await sort(imageUpload, '');
  await sort(metaFileUpload, META_FOLDER);
  await sort(modelFileUpload, MODEL_FOLDER);
  return found.filter(({ key }) => !useful.has(key));
}

async function findUseful<Row extends Upload>(
  turn: Turn,
  kind: UploadKind<Row>,
  { bucket, found }: { bucket: Bucket; found: readonly Found[] },
): Promise<string[]> {
  if (found.length === 0) return [];
  const rows = await kind.findAll(
    turn.database,
    found.flatMap(({ key }) => readUploadKey(key) ?? []),
  );
  const wanted = rows.filter((row) => row.bucket === bucket.name && !kind.over.includes(row.state));
  const byKey = new Map(wanted.map((row) => [kind.keyOf(row), row]));
  const useful: string[] = [];
  for (const { key, object } of found) {
    const row = byKey.get(key);
    if (!row) continue;
    const hasEnded = kind.ended.includes(row.state);
    if (hasEnded && object && !kind.revives(row, object)) continue;
    useful.push(key);
    if (!hasEnded || !object) continue;
    turn.signal.throwIfAborted();
    await confirmUpload(turn, kind, row);
  }
  return useful;
}
