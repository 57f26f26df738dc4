import { appendFile, mkdir, rm } from 'node:fs/promises';
import { ImportFault, unpackZip } from '@tiepoint/texture';
import type { EngineEvent, EngineOutput, EngineResult } from '../../port/engine.ts';
import { ReconstructionFailure } from '../../port/failure.ts';
import { type ConvertedModel, type Drive, nodeOf } from '../work/drive.ts';
import type { NodeOdmJob } from '../work/nodeodm-job.ts';
import { STEP_NAMES } from '../work/steps.ts';
import { type ResultFacts, readFacts } from './read-facts.ts';
import { isResultFile, passedOnFiles, surfaceFiles } from './result-files.ts';

/** Old nodes pack all outputs, including thousands of tiles. */
const MAX_ENTRIES = 1_000_000;
const NOT_PLACED = 'ODM did not find out where it was taken.';
const LOG_TYPE = 'text/plain; charset=utf-8';

/** Unpacks and converts the results, which are not trusted. */
export async function adoptResults(drive: Drive): Promise<Extract<EngineEvent, { type: 'done' }>> {
  const { work, job, state } = drive;
  const node = await nodeOf(drive);
  try {
    const files = await unpack(drive);
    const surface = surfaceFiles(files);
    if (surface.length === 0) {
      const reason = `The results of the NodeODM node ${node.name} contain no model: no mesh could be built from these photos. See log.txt.`;
      throw new ReconstructionFailure('NoSurface', reason);
    }
    const model = await drive.convertModel(surface, work.conversionFolder, drive.signal);
    const facts = await readFacts(files);
    // The log may be empty.
    await appendFile(work.logFile, '');
    const outputs: EngineOutput[] = [
      { name: 'model.glb', path: model.path, contentType: 'model/gltf-binary' },
      ...webModelOf(model),
      ...passedOnFiles(files),
      { name: 'log.txt', path: work.logFile, contentType: LOG_TYPE },
    ];
    const result = resultOf(job, facts, model);
    result.notes.unshift(...job.notes, ...state.now.notes);
    const leftOut = leftOutOf(job, facts)?.map(({ fileName }) => ({ fileName, reason: NOT_PLACED }));
    return { type: 'done', result, outputs, ...(leftOut && { leftOut }) };
  } catch (error) {
    if (!(error instanceof ImportFault)) throw error;
    const { finished } = state.now;
    await state.change({ finished: finished.filter(({ name }) => name !== STEP_NAMES.download) });
    const reason = `The results of the NodeODM node ${node.name} can't be used: ${error.message}`;
    throw new ReconstructionFailure('EngineFailed', reason, { cause: error });
  }
}

function webModelOf({ webPath }: ConvertedModel): EngineOutput[] {
  return webPath ? [{ name: 'model-web.glb', path: webPath, contentType: 'model/gltf-binary' }] : [];
}

async function unpack({ work, limits }: Drive): Promise<Map<string, string>> {
  await rm(work.unpackedFolder, { recursive: true, force: true });
  await mkdir(work.unpackedFolder, { recursive: true });
  const budget = { bytesLeft: limits.maxArchiveBytes, entriesLeft: MAX_ENTRIES };
  const archive = { name: 'all.zip', path: work.archiveFile };
  return unpackZip(archive, work.unpackedFolder, { budget, isWanted: isResultFile });
}

/** The photos that were not registered; undefined if the node does not report them. */
function leftOutOf(job: NodeOdmJob, { registered }: ResultFacts): NodeOdmJob['photos'] | undefined {
  const placed = registered && new Set(registered);
  return placed && job.photos.filter(({ nodeName }) => !placed.has(nodeName));
}

function resultOf(job: NodeOdmJob, facts: ResultFacts, model: ConvertedModel): EngineResult {
  const photos = job.photos.length;
  const leftOut = leftOutOf(job, facts);
  return {
    photos,
    registered: leftOut ? photos - leftOut.length : Math.min(facts.registeredCount ?? 0, photos),
    leftOut: (leftOut ?? []).map(({ displayName }) => displayName),
    points: facts.points ?? 0,
    reprojectionError: facts.reprojectionError ?? 0,
    faces: model.report.triangles,
    georeferenced: facts.coordinateSystem !== undefined,
    notes: [...notesOn(facts, job), ...model.report.notes],
  };
}

/** What people should know: also what the node has not told, which is 0 or empty in the figures. */
function notesOn(facts: ResultFacts, { photos }: NodeOdmJob): string[] {
  const allPlaced = facts.registeredCount === photos.length;
  return [
    facts.coordinateSystem !== undefined &&
      `Maps and points are in ${facts.coordinateSystem}; the model’s axes are those of that grid.`,
    facts.controlPointError !== undefined &&
      `Control points lie ${facts.controlPointError.toFixed(3)} m from where the model has them, on average.`,
    facts.registered === undefined && !allPlaced && 'The node did not report which photos it used.',
    facts.reprojectionError === undefined && 'The node did not report the reprojection error.',
    facts.registered !== undefined && 'The cameras are in shots.geojson, as ODM writes them.',
  ].filter((note) => note !== false);
}
