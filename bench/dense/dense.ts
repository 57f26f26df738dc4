import { mkdir, readdir, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DENSE_MATCHING } from '@tiepoint/engines';
import { generateScene, readSceneTruth, writeExactModel } from '@tiepoint/samples';
import { type ProcessCost, runCosted } from '../costs/process-cost.ts';
import { makeFolder } from '../server/bench-server.ts';
import { readDepthErrors } from './depth-errors.ts';
import { readExactModel } from './exact-model.ts';

/** How the depths of one set of photos went. */
interface Finding {
  photos: number;
  search: ProcessCost;
  /** The same process when it finds everything done. */
  idle: ProcessCost;
  fusion: ProcessCost;
  /** Mean share of the pixels that have a depth. */
  coverage: number;
  fusedPoints: number;
  diskBytes: number;
  /** Of the depths from the true surface: median and 90 %. */
  medianMetres: number;
  highMetres: number;
}

const SIZES = [25, 50, 100, 200];
/** Undistorted, still longer than the depth maps. */
const PHOTO = { width: 1200, height: 800 };
const MAP_PIXELS = 1000;
const THREADS = availableParallelism();
const MEGABYTE = 1e6;
/** As the server fuses: maps of more photos than this are read as they are needed. */
const MAX_PHOTOS_IN_MEMORY = 150;
/** Generated scenes are kept here for the next run. */
const CACHE = fileURLToPath(new URL('../../.cache/bench', import.meta.url));

const HEAD = [
  '| photos | search: CPU s, a photo | wall s | process / idle / a thread, MB | coverage | median / 90 % error, mm | fused points | fusion: CPU s, MB | disk, a photo, MB |',
  '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
];

/**
 * The cost of measuring depths and of fusing them, for growing flights over the sample landscape whose cameras are
 * known exactly: no structure from motion is needed. Prints a Markdown table. The arguments after the bench's name are
 * the numbers of photos.
 */
export async function dense(): Promise<void> {
  const sizes = process.argv.slice(3).map(Number);
  console.log(`Depth maps of ${MAP_PIXELS} pixels, ${THREADS} threads`);
  const rows: string[] = [];
  for (const photos of sizes.length > 0 ? sizes : SIZES) {
    rows.push(describe(await measure(photos)));
    console.log(rows.at(-1));
  }
  console.log(['', ...HEAD, ...rows].join('\n'));
}

async function measure(photos: number): Promise<Finding> {
  const sceneFolder = join(CACHE, `flight-${photos}`);
  const startedAt = performance.now();
  const { photosFolder } = await generateScene({ folder: sceneFolder, photos, ...PHOTO });
  const folder = await makeFolder();
  try {
    const modelFolder = join(folder.path, 'placed');
    const denseFolder = join(folder.path, 'undistorted');
    await mkdir(modelFolder);
    const model = await readExactModel(sceneFolder);
    await writeExactModel(modelFolder, model);
    await undistort(photosFolder, modelFolder, denseFolder);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
    console.log(`${photos} photos, ${model.points.length} points: ready after ${seconds} s`);
    const search = await searchDepths(denseFolder);
    const idle = await searchDepths(denseFolder);
    const fusion = await fuse(denseFolder, photos);
    const { shape } = await readSceneTruth(sceneFolder, 'landscape');
    const errors = await readDepthErrors(denseFolder, model.photos, shape);
    const errorAt = (share: number) => errors[Math.floor(share * errors.length)] ?? Number.NaN;
    return {
      photos,
      search,
      idle,
      fusion,
      coverage: meanCoverage(search.output),
      fusedPoints: Number(/Number of fused points: (\d+)/.exec(fusion.output)?.[1]),
      diskBytes: (await sizeOf(join(denseFolder, 'stereo'))) + (await stat(fusedFile(denseFolder))).size,
      medianMetres: errorAt(0.5),
      highMetres: errorAt(0.9),
    };
  } finally {
    await folder.remove();
  }
}

async function undistort(photosFolder: string, modelFolder: string, denseFolder: string): Promise<void> {
  const folders = { image_path: photosFolder, input_path: modelFolder, output_path: denseFolder };
  await mkdir(denseFolder);
  await runCosted('colmap', ['image_undistorter', ...optionsOf({ ...folders, output_type: 'COLMAP' })]);
}

/** As the server's stage starts it. */
async function searchDepths(workspaceFolder: string): Promise<ProcessCost> {
  const request = JSON.stringify({ workspaceFolder, maxSize: MAP_PIXELS, threads: THREADS });
  return runCosted(process.execPath, [...DENSE_MATCHING.nodeFlags, DENSE_MATCHING.path, request]);
}

/** The first and strict one of the server's stage. */
async function fuse(workspaceFolder: string, photos: number): Promise<ProcessCost> {
  const options = {
    workspace_path: workspaceFolder,
    workspace_format: 'COLMAP',
    input_type: 'geometric',
    output_path: fusedFile(workspaceFolder),
    'StereoFusion.min_num_pixels': 3,
    'StereoFusion.num_threads': THREADS,
    'StereoFusion.use_cache': photos > MAX_PHOTOS_IN_MEMORY ? 1 : 0,
    'StereoFusion.cache_size': 8,
  };
  return runCosted('colmap', ['stereo_fusion', ...optionsOf(options)]);
}

function fusedFile(workspaceFolder: string): string {
  return join(workspaceFolder, 'fused.ply');
}

function optionsOf(options: Record<string, string | number>): string[] {
  return Object.entries(options).flatMap(([name, value]) => [`--${name}`, `${value}`]);
}

function meanCoverage(output: string): number {
  const percents = [...output.matchAll(/: (\d+) % of its pixels$/gm)].map((match) => Number(match[1]));
  return percents.reduce((sum, percent) => sum + percent / 100, 0) / percents.length;
}

async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(({ parentPath, name }) => stat(join(parentPath, name))));
  return sizes.reduce((sum, { size }) => sum + size, 0);
}

function describe(finding: Finding): string {
  const { photos, search, idle, fusion, diskBytes } = finding;
  const megabytes = (bytes: number) => (bytes / MEGABYTE).toFixed(0);
  const millimetres = (metres: number) => (1000 * metres).toFixed(0);
  const perThread = (search.peakBytes - idle.peakBytes) / THREADS;
  const cells = [
    photos,
    `${search.cpuSeconds.toFixed(0)}, ${(search.cpuSeconds / photos).toFixed(2)}`,
    search.wallSeconds.toFixed(0),
    `${megabytes(search.peakBytes)} / ${megabytes(idle.peakBytes)} / ${megabytes(perThread)}`,
    finding.coverage.toFixed(2),
    `${millimetres(finding.medianMetres)} / ${millimetres(finding.highMetres)}`,
    finding.fusedPoints.toLocaleString('en'),
    `${fusion.cpuSeconds.toFixed(1)}, ${megabytes(fusion.peakBytes)}`,
    `${megabytes(diskBytes)}, ${megabytes(diskBytes / photos)}`,
  ];
  return `| ${cells.join(' | ')} |`;
}
