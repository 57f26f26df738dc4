import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { ModelPhoto } from '@tiepoint/samples';
import type { StageFacts } from '../../local/stages/stage.ts';
import { DEFAULT_TASK_OPTIONS } from '../../port/task-options.ts';
import type { ColmapStage } from '../commands/colmap-stage.ts';
import { type ColmapWorkspace, colmapWorkspaceIn } from '../commands/colmap-workspace.ts';
import { PHOTOS, SCENE_FACTS } from './dense-scene.fixture.ts';
import { stagesFor } from './stages.ts';
import { walkColmapStages } from './walk-colmap-stages.ts';

/** How to walk. */
export interface DenseWalk {
  photos?: readonly ModelPhoto[];
  /** The stages to walk; default: only the depths. */
  stages?: readonly string[];
  onLine?: (line: string) => void;
  signal?: AbortSignal;
}

/** Bytes of a point as `stereo_fusion` writes it: position, normal, colour. */
const POINT_BYTES = 27;

/** Walks the dense stages with the COLMAP that is installed and our own search, both in processes of their own. */
export function walkDense(
  workspace: ColmapWorkspace,
  { photos = PHOTOS, stages = ['depths'], onLine, signal }: DenseWalk = {},
): Promise<StageFacts> {
  const job = {
    workKey: 'a',
    seriesKey: 's',
    options: { ...DEFAULT_TASK_OPTIONS, engine: 'colmap' },
    photos: photos.map(({ name, camera: { width, height } }) => {
      return { fileName: name, displayName: `DSC ${basename(name)}`, width, height, cameraKey: 'any' };
    }),
  };
  const before: ColmapStage = {
    id: 'before',
    name: 'Before',
    startsWithout: () => [],
    run: async () => ({ ...SCENE_FACTS, registered: photos.map(({ name }) => name) }),
  };
  return walkColmapStages(
    {
      installed: { path: 'colmap', version: '3.8', cuda: false, gpu: false, options: new Map() },
      workspace,
      job,
      threads: 2,
      prepareFeatures: async () => 0,
      emit: (event) => {
        if (event.type === 'log') for (const line of event.lines) onLine?.(line);
      },
      signal: signal ?? new AbortController().signal,
      now: Date.now,
    },
    [before, ...stagesFor(job).filter(({ id }) => stages.includes(id))],
  );
}

/** A workspace for the time of a test; nothing works in it afterwards. */
export async function inWorkspace(use: (workspace: ColmapWorkspace) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tiepoint-depths-'));
  try {
    const workspace = colmapWorkspaceIn(folder);
    await mkdir(workspace.outputsFolder, { recursive: true });
    await use(workspace);
    assert.deepEqual(await processesIn(workspace), []);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Ids of the processes that work in a workspace. */
export async function processesIn({ folder }: ColmapWorkspace): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const places = await Promise.all(pids.map((pid) => readlink(`/proc/${pid}/cwd`).catch(() => '')));
  return pids.filter((_, index) => places[index] === folder).map(Number);
}

/** Where the points of a dense cloud lie. */
export async function readCloud(path: string): Promise<{ x: number; y: number; z: number }[]> {
  const bytes = await readFile(path);
  const start = bytes.indexOf('end_header\n') + 'end_header\n'.length;
  return Array.from({ length: (bytes.length - start) / POINT_BYTES }, (_, index) => {
    const at = (axis: number) => bytes.readFloatLE(start + POINT_BYTES * index + 4 * axis);
    return { x: at(0), y: at(1), z: at(2) };
  });
}
