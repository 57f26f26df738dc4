import { type CameraFrame, ecefFromEnu } from '@tiepoint/scene';
import type { Database } from '../../database/database.ts';
import { ObjectMissing, type Storage } from '../../storage/bucket.ts';
import { listOutputs } from './outputs.ts';

interface Needs {
  database: Database;
  storage: Storage;
}

/** From the coordinates of a model (z up) to those of a spatial reference system. */
export interface ModelPlace {
  /** 4 x 4, row by row. */
  modelToSRS: number[];
  srs: string;
}

/** The frame stands at the beginning of the file, before thousands of cameras. */
const HEAD_BYTES = 16 * 1024;
const HEAD = /^\{"frame":(\{.*?\}),"upAxis"/;
const EARTH_CENTRED = 'EPSG:4978';

/** Where the newest finished model of a project lies; undefined where it is not georeferenced. */
export async function placeModel(needs: Needs, projectId: string): Promise<ModelPlace | undefined> {
  const outputs = await listOutputs(needs.database, projectId);
  const cameras = outputs.find(({ name }) => name === 'cameras.json');
  return cameras && placeOf(await readHead(needs.storage, cameras.storageKey));
}

/** The same by the beginning of its `cameras.json`. */
export function placeOf(head: string): ModelPlace | undefined {
  const frame = readFrame(head);
  if (frame?.type === 'projected') return { modelToSRS: shiftBy(frame.offset), srs: frame.system };
  if (frame?.type !== 'enu') return undefined;
  const { rotation: r, translation: t } = ecefFromEnu(frame.origin);
  const modelToSRS = [r[0], r[1], r[2], t[0], r[3], r[4], r[5], t[1], r[6], r[7], r[8], t[2], 0, 0, 0, 1];
  return { modelToSRS, srs: EARTH_CENTRED };
}

function readFrame(head: string): CameraFrame | undefined {
  const [, frame] = HEAD.exec(head) ?? [];
  return frame ? (JSON.parse(frame) as CameraFrame) : undefined;
}

async function readHead(storage: Storage, key: string): Promise<string> {
  const content = await storage.private.read(key).catch((error: unknown) => {
    // A newer model has taken its place at this moment.
    if (error instanceof ObjectMissing) return [];
    throw error;
  });
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of content as AsyncIterable<Uint8Array> | Iterable<Uint8Array>) {
    chunks.push(chunk);
    bytes += chunk.byteLength;
    if (bytes >= HEAD_BYTES) break;
  }
  return Buffer.concat(chunks).toString('utf8', 0, HEAD_BYTES);
}

function shiftBy([x = 0, y = 0, z = 0]: readonly number[]): number[] {
  return [1, 0, 0, x, 0, 1, 0, y, 0, 0, 1, z, 0, 0, 0, 1];
}
