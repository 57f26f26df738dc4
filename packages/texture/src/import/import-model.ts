import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writePointsPly } from '@tiepoint/scene/files';
import type { UpAxis } from '../surface/part.ts';
import { type GatheredModel, gatherObjs, gatherScans } from './gather-model.ts';
import { importGlb } from './glb/import-glb.ts';
import { ImportFault } from './import-fault.ts';
import { DEFAULT_IMPORT_LIMITS, type ImportLimits } from './imported-surface.ts';
import { chooseOrigin, moveToOrigin, type Origin } from './local-origin.ts';
import { bareName, ModelFiles } from './model-files.ts';
import { type FormatFile, recogniseFiles } from './recognise-files.ts';
import { writeSurface } from './write-surface.ts';

/** Options of `importModel`. */
export interface ImportModelOptions {
  /** Paths of all uploaded files by their names. Names are only compared; paths are opened. */
  files: ReadonlyMap<string, string>;
  /** Existing folder for the outputs. */
  outputFolder: string;
  /** The up axis of OBJ and PLY, which do not define it. LAS is z-up, GLB is y-up. */
  upAxis: UpAxis;
  limits?: Partial<ImportLimits>;
}

/** The result of `importModel`. */
export interface ImportReport {
  /** Names of the files in the output folder. */
  outputs: ('model.glb' | 'model-web.glb' | 'points.ply' | 'origin.json')[];
  triangles: number;
  points: number;
  /** The origin of the outputs in the coordinates of the files; null where nothing was moved. */
  origin: Origin | null;
  /** What is missing or was left out, as sentences. */
  notes: string[];
}

/** What all steps of an import share. */
interface ImportRun {
  outputFolder: string;
  upAxis: UpAxis;
  limits: ImportLimits;
  notes: Set<string>;
  onUnreadable: (texture: string) => void;
}

/** Largest number of notes: a model may lack a thousand textures. */
const MAX_NOTES = 20;

/**
 * Converts a model of another program to the formats of the viewer: OBJ files with their materials become a GLB, a GLB is
 * rewritten, PLY and LAS files become a GLB or a point cloud. The files are not trusted. Throws an ImportFault that says
 * what is wrong and what to do.
 */
export async function importModel(options: ImportModelOptions): Promise<ImportReport> {
  const { files, upAxis, outputFolder } = options;
  const limits = { ...DEFAULT_IMPORT_LIMITS, ...options.limits };
  const notes = new Set<string>();
  const namesByPath = new Map([...files].map(([name, path]) => [path, bareName(name)]));
  const onUnreadable = (texture: string) =>
    notes.add(`The texture ${namesByPath.get(texture) ?? texture} can't be decoded.`);
  const run: ImportRun = { outputFolder, upAxis, limits, notes, onUnreadable };

  const written = await writeModel(await recogniseFiles(files), new ModelFiles(files), run);
  return { triangles: 0, points: 0, ...written, notes: [...notes].slice(0, MAX_NOTES) };
}

/** The written outputs; missing numbers are 0. */
type Written = Pick<ImportReport, 'outputs' | 'origin'> & Partial<Pick<ImportReport, 'triangles' | 'points'>>;

/** Some programs write the same model in several formats: an OBJ takes precedence over a GLB, a GLB over scans. */
async function writeModel(found: FormatFile[], files: ModelFiles, run: ImportRun): Promise<Written> {
  const { upAxis, limits, notes } = run;
  const objs = found.filter(({ format }) => format === 'obj');
  const [glb, ...moreGlbs] = found.filter(({ format }) => format === 'glb');
  if (objs.length === 0 && glb) {
    if (moreGlbs.length > 0) notes.add(`Only ${glb.name} is shown, because one GLB is a whole model.`);
    const { origin, triangles, notPackable } = await importGlb(glb, surfacePaths(run), run);
    return { triangles, origin, outputs: await surfaceOutputs(run, origin, notPackable) };
  }
  const onMissing = (name: string) => notes.add(`The model refers to ${name}, which was not uploaded.`);
  const options = { files, upAxis, limits, onMissing };
  const gathered = objs.length > 0 ? gatherObjs(objs, options) : gatherScans(found, options);
  return gathered.parts ? writeParts(gathered.parts, run) : writePoints(gathered, run);
}

async function writeParts(parts: NonNullable<GatheredModel['parts']>, run: ImportRun): Promise<Written> {
  const triangles = parts.reduce((sum, { indices }) => sum + indices.length / 3, 0);
  if (triangles === 0) throw emptyModel();
  const origin = chooseOrigin(parts.map(({ positions }) => positions));
  const { maxTexturePixels } = run.limits;
  const notPackable = await writeSurface(surfacePaths(run), parts, { ...run, origin, maxTexturePixels });
  return { triangles, origin, outputs: await surfaceOutputs(run, origin, notPackable) };
}

function surfacePaths({ outputFolder }: ImportRun): { path: string; webPath: string } {
  return { path: join(outputFolder, 'model.glb'), webPath: join(outputFolder, 'model-web.glb') };
}

async function surfaceOutputs(
  run: ImportRun,
  origin: Origin | null,
  notPackable: string | undefined,
): Promise<ImportReport['outputs']> {
  if (notPackable !== undefined) {
    run.notes.add(`The model can't be packed for browsers, so they load it as it is: ${notPackable}.`);
  }
  const surface =
    notPackable === undefined ? (['model.glb', 'model-web.glb'] as const) : (['model.glb'] as const);
  return [...surface, ...(await writeOrigin(run, origin))];
}

async function writePoints(
  { points, pointsUpAxis }: Extract<GatheredModel, { parts?: undefined }>,
  run: ImportRun,
): Promise<Written> {
  if (points.count === 0) throw emptyModel();
  if (points.count < points.total) {
    const [shown, all] = [points.count, points.total].map((count) => count.toLocaleString('en'));
    run.notes.add(`${shown} of ${all} points are shown.`);
  }
  const origin = chooseOrigin([points.positions]);
  const moved = moveToOrigin(points.positions, origin);
  const positions = pointsUpAxis === 'y' ? toZUp(moved) : moved;
  await writePointsPly(join(run.outputFolder, 'points.ply'), { ...points, positions });
  return { points: points.count, origin, outputs: ['points.ply', ...(await writeOrigin(run, origin))] };
}

/** Writes the origin in the coordinates of the files, for programs that use the downloaded outputs. */
async function writeOrigin({ outputFolder }: ImportRun, origin: Origin | null): Promise<'origin.json'[]> {
  if (!origin) return [];
  await writeFile(join(outputFolder, 'origin.json'), `${JSON.stringify({ origin })}\n`);
  return ['origin.json'];
}

/** Y-up (x, y, z) is z-up (x, -z, y): points are kept z-up, as reconstructions write them. */
function toZUp(positions: Float32Array): Float32Array {
  const turned = positions.slice();
  for (let at = 0; at < turned.length; at += 3) {
    turned[at + 1] = -positions[at + 2]!;
    turned[at + 2] = positions[at + 1]!;
  }
  return turned;
}

function emptyModel(): ImportFault {
  return new ImportFault('Unreadable', 'The model is empty: it has no faces and no points. Export it again.');
}
