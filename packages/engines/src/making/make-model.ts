import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { linkOrCopy, writeWhole } from '@tiepoint/processes';
import { describePhotos } from '../photos/describe-photos.ts';
import type { Engine, EngineEvent, EngineJob, EngineResult } from '../port/engine.ts';
import { workKeyOf } from '../port/work-key.ts';
import { describeModel } from './describe-model.ts';
import { takeUpEarlier } from './earlier-model.ts';
import { followJob } from './follow-job.ts';
import { type MakingRecord, writeRecord } from './making-record.ts';
import { fileNameOf, type ModelOrder, usablePhotosOf } from './model-order.ts';
import { MANIFEST_NAME, type OutputFolder } from './output-folder.ts';
import { placeOutputs } from './place-outputs.ts';
import { recipeOf } from './recipe.ts';

/** What `makeModel` needs. */
export interface MakingNeeds {
  engines: ReadonlyMap<string, Engine>;
  /** Version of Tiepoint, for manifests. */
  version: string;
  now: () => Date;
  /** Called for each event of the engine. */
  onEvent: (event: EngineEvent) => void;
  signal: AbortSignal;
}

/** Options of the output. */
export interface MakingPlace {
  folder: OutputFolder;
  /** Whether a model of other photos or options may be replaced. */
  overwrite: boolean;
  /** Whether the engine's working files are kept. */
  keepWork: boolean;
}

/** A finished model. */
export interface FinishedModel {
  /** False if an earlier run made it. */
  isNew: boolean;
  result: EngineResult;
  /** The files, the manifest last. */
  files: { name: string; path: string; bytes: number }[];
}

/** Models in one folder usually have the same photos. */
const SERIES_KEY = 'photos';

/**
 * Makes a model in a folder, without a server: its files, the log of the programs, and a manifest. Resumes an interrupted
 * run of the same order, and does nothing if the model is complete. Throws OutputFolderRefused if the folder contains
 * another model, a ReconstructionFailure if no model can be made of these photos, and the signal's reason when aborted.
 */
export async function makeModel(
  needs: MakingNeeds,
  order: ModelOrder,
  { folder, overwrite, keepWork }: MakingPlace,
): Promise<FinishedModel> {
  const recipe = recipeOf(order);
  const { made, begun } = await takeUpEarlier({ engines: needs.engines, folder, overwrite }, recipe);
  if (made) {
    if (!keepWork) await folder.removeWork();
    return { isNew: false, result: made.result, files: await filesOf(folder, made.outputs) };
  }
  const engine = needs.engines.get(order.options.engine);
  if (!engine) throw new Error(`there is no engine “${order.options.engine}”`);
  const job = jobOf(order);
  const begin = (): MakingRecord => ({
    version: 1,
    recipe,
    workKey: job.workKey,
    attempts: 0,
    startedAt: needs.now().toISOString(),
    steps: [],
  });
  const record = begun ?? begin();
  record.attempts += 1;
  const { recordFile, logFile } = folder;
  const save = () => writeRecord(recordFile, record);
  const done = await followJob({ ...needs, engine, record, save, logFile }, job);
  const outputs = await placeOutputs(done.outputs, folder, needs.signal);
  const manifest = await describeModel(needs, engine, { order, record, done, outputs });
  await writeWhole(folder.manifestFile, `${JSON.stringify(manifest, null, 1)}\n`);
  if (!keepWork) {
    if (record.handle) await engine.discard(record.handle);
    await folder.removeWork();
  }
  return { isNew: true, result: done.result, files: await filesOf(folder, outputs) };
}

function jobOf(order: ModelOrder): EngineJob {
  const { options, metaFiles, hints } = order;
  const photos = usablePhotosOf(order);
  const known = photos.map(({ name, path, sha1, facts: { type, width, height, metadata } }) => ({
    id: name,
    fileName: fileNameOf(sha1, type),
    displayName: name,
    width,
    height,
    metadata,
    fetchTo: (to: string) => linkOrCopy(path, to),
  }));
  const workKey = workKeyOf({
    seriesKey: SERIES_KEY,
    options,
    photos: photos.map(({ sha1 }) => sha1),
    sources: metaFiles.map(({ sha1 }) => sha1).sort(),
    controlPoints: [],
  });
  return { workKey, seriesKey: SERIES_KEY, options, ...describePhotos(known, hints) };
}

async function filesOf(
  { path: folder }: OutputFolder,
  outputs: readonly { name: string }[],
): Promise<FinishedModel['files']> {
  const names = [...outputs.map(({ name }) => name), MANIFEST_NAME];
  return Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      return { name, path, bytes: (await stat(path)).size };
    }),
  );
}
