import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Quality, uploadPhotos, waitForTask } from '@tiepoint/client';
import { findPhotos } from '@tiepoint/client/node';
import {
  comparePoses,
  compareShape,
  generateScene,
  namePhotosByChecksum,
  readModel,
  readSceneTruth,
  type SceneName,
  type ShapeErrors,
} from '@tiepoint/samples';
import type { CamerasJson } from '@tiepoint/scene';
import { cpuSecondsSoFar } from '../costs/cpu-seconds.ts';
import { ask, clientOf, makeFolder, type ServerAddress, startBenchServer } from '../server/bench-server.ts';

/** One way to make a model. */
interface Way {
  quality: Quality;
  engine: string;
}

type BenchClient = ReturnType<typeof clientOf>;

/** How one way did on one scene. */
interface Finding extends ShapeErrors {
  registered: number;
  photos: number;
  triangles: number;
  cpuSeconds: number;
}

const SCENES: readonly SceneName[] = ['landscape', 'courtyard'];
const QUALITIES: readonly Quality[] = ['preview', 'standard', 'high'];
const DEFAULT_QUALITIES: readonly Quality[] = ['preview', 'standard'];
/** Compared with the server's own engine wherever it is installed. */
const OTHER_ENGINE = 'openmvs';
/** Generated scenes are kept here for the next run. */
const CACHE = fileURLToPath(new URL('../../.cache/bench', import.meta.url));

/**
 * Reconstructs both generated scenes and compares the models with the truth; prints a Markdown table. The arguments
 * after the bench's name are the qualities to measure.
 */
export async function accuracy(): Promise<void> {
  const qualities = readQualities(process.argv.slice(3));
  const folder = await makeFolder();
  try {
    const dataFolder = join(folder.path, 'data');
    await mkdir(dataFolder, { mode: 0o711 });
    const server = await startBenchServer(dataFolder);
    const rows: string[] = [];
    for (const scene of SCENES) {
      for (const way of await listWays(server, qualities)) {
        rows.push(
          `| ${scene} | ${nameOf(way)} | ${await describeRun({ client: clientOf(server), scene, way, folder: folder.path })} |`,
        );
        console.log(rows.at(-1));
      }
    }
    await server.stop();
    console.log(['', ...HEAD, ...rows].join('\n'));
  } finally {
    await folder.remove();
  }
}

const HEAD = [
  '| scene | way | photos placed | triangles | GSD, mm | accuracy median / 90 %, mm | completeness median / 90 %, mm | completeness at 1 / 2 / 4 GSD | F-score at 1 / 2 / 4 GSD | CPU s |',
  '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
];

function readQualities(names: readonly string[]): readonly Quality[] {
  const unknown = names.filter((name) => !QUALITIES.some((quality) => quality === name));
  if (unknown.length > 0) throw new RangeError(`no quality ${unknown}: choose from ${QUALITIES.join(', ')}`);
  return names.length > 0 ? QUALITIES.filter((quality) => names.includes(quality)) : DEFAULT_QUALITIES;
}

async function listWays(server: ServerAddress, qualities: readonly Quality[]): Promise<Way[]> {
  interface Data {
    support: { engines: { name: string; problem: string | null; default: boolean }[] };
  }
  const { support } = await ask<Data>(server, '{ support { engines { name problem default } } }', {});
  return support.engines
    .filter((engine) => engine.problem === null && (engine.default || engine.name === OTHER_ENGINE))
    .flatMap(({ name }) => qualities.map((quality) => ({ engine: name, quality })));
}

function nameOf({ engine, quality }: Way): string {
  return `${engine}, ${quality}`;
}

interface Run {
  client: BenchClient;
  scene: SceneName;
  way: Way;
  folder: string;
}

/** The cells of a table row; for a failure its reason, so that the other runs go on. */
async function describeRun(run: Run): Promise<string> {
  try {
    return describe(await measure(run));
  } catch (cause) {
    return `failed: ${cause instanceof Error ? cause.message : cause}`;
  }
}

async function measure({ client, scene, way, folder }: Run): Promise<Finding> {
  const sceneFolder = join(CACHE, scene);
  const { photosFolder, photoPaths } = await generateScene({ folder: sceneFolder, scene });
  const { id: projectId } = await client.createProject(`${scene}, ${nameOf(way)}`);
  const { photos } = await findPhotos(photosFolder);
  await uploadPhotos({ client, projectId, photos });
  const before = await cpuSecondsSoFar();
  const { task, error } = await client.startReconstruction(projectId, way);
  if (!task) throw new Error(error?.message);
  const ended = await waitForTask({ client, projectId, taskId: task.id });
  if (ended.state !== 'Done') throw new Error(`${ended.state}: ${ended.error}`);
  const cpuSeconds = (await cpuSecondsSoFar()) - before;

  const cameras = JSON.parse((await download(client, projectId, 'cameras.json')).toString()) as CamerasJson;
  const modelPath = join(folder, 'model.glb');
  await writeFile(modelPath, await download(client, projectId, 'model.glb'));
  const model = await readModel(modelPath);
  const truth = await readSceneTruth(sceneFolder, scene);
  const nameOfPhoto = await namePhotosByChecksum(photoPaths);
  const poses = comparePoses(truth.cameras, cameras, nameOfPhoto);
  const { truthFromModel } = poses.fitted;
  return {
    ...compareShape(truth.shape, model, { truthFromModel }),
    registered: poses.registered,
    photos: poses.photos,
    triangles: model.triangles.length / 3,
    cpuSeconds,
  };
}

async function download(client: BenchClient, projectId: string, name: string): Promise<Buffer> {
  const file = (await client.listDownloads(projectId)).find((output) => output.name === name);
  if (!file?.link) throw new Error(`the reconstruction has no ${name}`);
  const response = await fetch(file.link);
  if (!response.ok) throw new Error(`${name} could not be fetched: HTTP ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
}

function describe(finding: Finding): string {
  const { accuracyMetres, completenessMetres, coverage, gsdMetres } = finding;
  const farthest = Math.max(...coverage.map(({ gsds }) => gsds)) * gsdMetres;
  const millimetres = (metres: number) =>
    Number.isFinite(metres) ? (1000 * metres).toFixed(1) : `> ${(1000 * farthest).toFixed(0)}`;
  const spread = ({ median, p90 }: { median: number; p90: number }) =>
    `${millimetres(median)} / ${millimetres(p90)}`;
  return [
    `${finding.registered} of ${finding.photos}`,
    finding.triangles.toLocaleString('en'),
    millimetres(gsdMetres),
    spread(accuracyMetres),
    spread(completenessMetres),
    coverage.map(({ completeness }) => completeness.toFixed(3)).join(' / '),
    coverage.map(({ fScore }) => fScore.toFixed(3)).join(' / '),
    finding.cpuSeconds.toFixed(0),
  ].join(' | ');
}
