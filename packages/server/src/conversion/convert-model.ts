import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Unwanted, whileWanted } from '@tiepoint/processes';
import { CONVERSION_FILES, type ConversionResult, defaultBounds, runConversion } from '@tiepoint/texture';
import { sql } from 'kysely';
import type { UserShares } from '../config/config.ts';
import type { Database } from '../database/database.ts';
import { isPermanent } from '../errors/is-permanent.ts';
import { findOutage } from '../errors/outage.ts';
import { findImport, listModelFiles } from '../models/find-imports.ts';
import {
  type ImportedModel,
  importPrefix,
  importSourcesPrefix,
  type ModelFile,
  modelUploadKey,
} from '../models/imported-model.ts';
import { judgeUpload } from '../models/judge-upload.ts';
import { moveImport } from '../models/move-import.ts';
import type { Logger } from '../observability/logger.ts';
import { ownerOfProject } from '../projects/work-owner.ts';
import type { Attempt, Job, Queue } from '../queue/queue.ts';
import { ObjectMissing, type Storage } from '../storage/bucket.ts';
import { writeHashed } from '../storage/write-hashed.ts';
import { completeImport, failImport, type StoredOutput } from './settle-import.ts';

/** What the conversion of imported models needs. */
export interface ConversionNeeds {
  database: Database;
  queue: Queue;
  storage: Storage;
  logger: Logger;
  /** Folder for the work of conversions. */
  conversionFolder: string;
  maxModelBytes: number;
  perUser: UserShares;
}

/** One upload of an imported model. */
export interface ConversionJob {
  projectId: string;
  uploadId: string;
}

/** A conversion may take an hour; a job that runs much longer is considered lost. */
export const conversionJob: Job<ConversionNeeds, ConversionJob> = {
  name: 'conversion',
  retryLimit: 5,
  expireInSeconds: 2 * 3600,
  uniqueKey: ({ uploadId }) => uploadId,
  ownership: ownerOfProject(({ projectId }) => projectId),
  // So that a small model does not wait for a large one.
  concurrency: 2,
  concurrencyPerOwner: ({ perUser }) => perUser.conversions,
  run: convertModel,
};

/** A model and the working folder of its conversion. */
interface Conversion {
  model: ImportedModel;
  folder: string;
}

/** An uploaded file and the key of its private copy. */
interface Source {
  file: ModelFile;
  key: string;
}

/** A problem of the uploaded files, found before the conversion. */
type Refusal = Extract<ConversionResult, { kind: 'refused' }>;

/** Clients upload one file after another; after this long without another one the upload is complete. */
const QUIET_MS = 3000;
/** Poll interval for the call that completes the upload. */
const LOOK_MS = 250;
/** Minimum time in Converting: existing clients poll once a second and take Ready for "not started yet". */
const MIN_CONVERTING_MS = 1500;
/** Maximum size of unpacked archives relative to the upload limit. */
const UNPACKED_FACTOR = 4;
const CONTENT_TYPES = {
  'model.glb': 'model/gltf-binary',
  'model-web.glb': 'model/gltf-binary',
  'points.ply': 'application/octet-stream',
  'origin.json': 'application/json',
};

/**
 * Converts a complete upload, or resumes an interrupted attempt. An incomplete upload is left alone: its next file
 * enqueues the job again.
 */
async function convertModel(needs: ConversionNeeds, job: ConversionJob, attempt: Attempt): Promise<void> {
  const folder = join(needs.conversionFolder, job.uploadId);
  const model = await awaitComplete(needs, job, attempt.signal);
  const begun = model && (await begin(needs.database, model));
  if (!begun) return;
  const seen = setTimeout(MIN_CONVERTING_MS, undefined, { signal: attempt.signal, ref: false });
  // Not awaited when the conversion fails first.
  seen.catch(() => {});
  try {
    const isWanted = async () =>
      (await findImport(needs.database, begun.projectId))?.uploadId === begun.uploadId;
    const result = await whileWanted(isWanted, attempt.signal, (signal) =>
      convert(needs, { model: begun, folder }, signal),
    );
    await seen;
    await settle(needs, { model: begun, folder }, result);
  } catch (error) {
    if (error instanceof Unwanted) return;
    const over = attempt.last || isPermanent(error);
    if (attempt.signal.aborted || !over || findOutage(error)) throw error;
    needs.logger.error({ err: error, project: job.projectId }, 'model not converted');
    const reason = 'The model could not be converted, even after retries. See the server’s log.';
    await failImport(needs, begun, { to: 'Failed', reason });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The model if it can be converted; undefined while the upload is incomplete or superseded. */
async function awaitComplete(
  { database }: ConversionNeeds,
  { projectId, uploadId }: ConversionJob,
  signal: AbortSignal,
): Promise<ImportedModel | undefined> {
  for (;;) {
    const model = await findImport(database, projectId);
    if (model?.uploadId !== uploadId) return undefined;
    if (model.state === 'Converting') return model;
    if (model.state !== 'Pending') return undefined;
    const files = await listModelFiles(database, uploadId);
    const progress = judgeUpload(model, files);
    if (progress === 'complete') return model;
    if (progress !== 'probably complete') return undefined;
    if (await isQuiet(database, uploadId)) return model;
    await setTimeout(LOOK_MS, undefined, { signal });
  }
}

/** Whether no file has arrived for a while, by the clock of the database. */
async function isQuiet(database: Database, uploadId: string): Promise<boolean> {
  const recent = await database
    .selectFrom('modelFiles')
    .select('id')
    .where('uploadId', '=', uploadId)
    .where(sql<boolean>`moved_at between now() - ${QUIET_MS} * interval '1 millisecond' and now()`)
    .executeTakeFirst();
  return recent === undefined;
}

async function begin(database: Database, model: ImportedModel): Promise<ImportedModel | undefined> {
  if (model.state === 'Converting') return model;
  return database.transaction().execute((trx) => moveImport(trx, model, { to: 'Converting' }));
}

async function convert(
  needs: ConversionNeeds,
  { model, folder }: Conversion,
  signal: AbortSignal,
): Promise<ConversionResult> {
  const files = await listModelFiles(needs.database, model.uploadId);
  const totalBytes = files.reduce((sum, { size }) => sum + (size ?? 0), 0);
  if (totalBytes > needs.maxModelBytes) return tooLarge(totalBytes, needs.maxModelBytes);
  const sources = files.map((file) => ({ file, key: `${importSourcesPrefix(model)}${file.id}` }));
  const refusal = await adoptSources(needs.storage, sources, signal);
  if (refusal) return refusal;
  return withSources(needs.storage, sources, (files) =>
    runConversion(
      {
        files,
        merge: model.merge ?? false,
        // Photogrammetry and scanning programs are z-up, design programs mostly y-up.
        upAxis: model.type === 'CAD' ? 'y' : 'z',
        maxUnpackedBytes: UNPACKED_FACTOR * needs.maxModelBytes,
      },
      folder,
      { bounds: defaultBounds(), signal },
    ),
  );
}

/** Copies the files to private storage, where the uploader can't change them; only the copies are read from then on. */
async function adoptSources(
  storage: Storage,
  sources: readonly Source[],
  signal: AbortSignal,
): Promise<Refusal | undefined> {
  for (const { file, key } of sources) {
    signal.throwIfAborted();
    try {
      // An earlier attempt has already copied it.
      const adopted = await storage.private.stat(key);
      if (!adopted) await storage.adopt({ bucket: file.bucket, key: modelUploadKey(file) }, key);
    } catch (error) {
      if (!(error instanceof ObjectMissing)) throw error;
      return unreadable(`${file.name} is no longer in the bucket. Upload the model again.`);
    }
  }
  return undefined;
}

/** Runs `use` with local files of the private copies, which exist only while it runs. */
async function withSources<Result>(
  storage: Storage,
  [first, ...others]: readonly Source[],
  use: (files: { name: string; path: string }[]) => Promise<Result>,
): Promise<Result> {
  if (!first) return use([]);
  return storage.private.useFile(first.key, (path) =>
    withSources(storage, others, (files) => use([{ name: first.file.name, path }, ...files])),
  );
}

async function settle(
  needs: ConversionNeeds,
  { model, folder }: Conversion,
  result: ConversionResult,
): Promise<void> {
  if (result.kind === 'refused') {
    if (result.detail) {
      needs.logger.error(
        { project: model.projectId, detail: result.detail },
        'conversion crashed on a model',
      );
    }
    const to = result.fault === 'TooLarge' ? 'LimitExceeded' : 'Failed';
    return failImport(needs, model, { to, reason: result.reason });
  }
  const { outputs, ...report } = result.report;
  const stored: StoredOutput[] = [];
  for (const name of outputs) {
    const storageKey = `${importPrefix(model)}${name}`;
    const contentType = CONTENT_TYPES[name];
    const body = createReadStream(join(folder, CONVERSION_FILES.outputs, name));
    const { size, sha256 } = await writeHashed(needs.storage.private, storageKey, { body, contentType });
    stored.push({ name, storageKey, contentType, size, sha256 });
  }
  await completeImport(needs, model, { outputs: stored, report });
}

function unreadable(reason: string): Refusal {
  return { kind: 'refused', fault: 'Unreadable', reason };
}

function tooLarge(bytes: number, mostBytes: number): Refusal {
  const [has, may] = [bytes, mostBytes].map((count) => (count / 1024 ** 2).toFixed(1));
  const reason = `The model has ${has} MiB; the limit of this server is ${may}. Export a smaller model, or ask the operator.`;
  return { kind: 'refused', fault: 'TooLarge', reason };
}
