import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { PROJECT_ERROR_CODE } from '@tiepoint/protocol';
import { type Engine, type EngineEvent, type EngineHandle, type EngineJob, WorkLost } from './engine.ts';

/** An engine that makes nothing of photos, as slowly or as badly as a test wants, and keeps an engine's promises. */
export interface FakeEngine extends Engine {
  /** The jobs that it was given, in their order. */
  readonly submitted: EngineJob[];
  /** What it says in each step that it does. */
  lines: string[];
  /** The step in which it waits until this is changed; undefined: it waits in none. */
  holdsIn: string | undefined;
  /** Codes of failures with which it ends in its last step, one after the other; then it succeeds. */
  failures: PROJECT_ERROR_CODE[];
  /** What its models hold. */
  model: string;
  /** How many jobs it works on now. */
  readonly working: number;
  /** Ends the work on all jobs, by a transient error: they may be watched again. */
  interrupt(): void;
  /** Forgets a job, as if its disk were gone. */
  lose(job: EngineJob): Promise<void>;
}

interface Work {
  photos: { fileName: string; displayName: string }[];
  /** Steps that have ended. */
  ended: string[];
}

export const FAKE_STEPS = ['Look at the photos', 'Think', 'Draw'] as const;

/** Makes a fake engine that keeps its work in a folder. */
export function createFakeEngine(folder: string, name = 'fake'): FakeEngine {
  const placeOf = (handle: EngineHandle) => join(folder, `${handle.work}`);
  let working = 0;
  let transientError = new AbortController();
  const engine: FakeEngine = {
    name,
    place: 'local',
    submitted: [],
    lines: [],
    holdsIn: undefined,
    failures: [],
    model: 'a model',
    get working() {
      return working;
    },
    describe: async () => ({ name, title: 'Fake', version: '1.0', abilities: [], problem: null }),
    judgeOptions: async () => undefined,
    async submit(job, signal) {
      const handle = { engine: name, work: job.workKey };
      engine.submitted.push(job);
      if (await readWork(placeOf(handle))) return handle;
      await mkdir(placeOf(handle), { recursive: true });
      for (const photo of job.photos) await photo.fetchTo(join(placeOf(handle), photo.fileName), signal);
      const photos = job.photos.map(({ fileName, displayName }) => ({ fileName, displayName }));
      await writeWork(placeOf(handle), { photos, ended: [] });
      return handle;
    },
    async *watch(handle, signal) {
      working++;
      try {
        yield* work(engine, placeOf(handle), AbortSignal.any([signal, transientError.signal]));
      } finally {
        working--;
      }
    },
    discard: (handle) => rm(placeOf(handle), { recursive: true, force: true }),
    forget: async () => {},
    interrupt() {
      transientError.abort(new Error('A transient error'));
      transientError = new AbortController();
    },
    lose: ({ workKey }) => rm(join(folder, workKey), { recursive: true, force: true }),
  };
  return engine;
}

async function* work(engine: FakeEngine, folder: string, signal: AbortSignal): AsyncGenerator<EngineEvent> {
  const job = await readWork(folder);
  if (!job) throw new WorkLost(`nothing lies in ${folder}`);
  if (job.photos.length < 3) {
    yield { type: 'failed', code: 'TooFewPhotos', reason: 'Nobody can make anything of so few photos.' };
    return;
  }
  for (const [index, name] of FAKE_STEPS.entries()) {
    signal.throwIfAborted();
    const reused = job.ended.includes(name);
    if (!reused) {
      yield { type: 'step', step: index + 1, totalSteps: FAKE_STEPS.length, name };
      if (engine.lines.length > 0) yield { type: 'log', lines: engine.lines };
      yield { type: 'progress', percent: 50 };
      while (engine.holdsIn === name)
        await setTimeout(20, undefined, { signal }).catch(() => signal.throwIfAborted());
      const code = index === FAKE_STEPS.length - 1 ? engine.failures.shift() : undefined;
      if (code) return yield { type: 'failed', code, reason: `It failed with ${code}.` };
      job.ended.push(name);
      await writeWork(folder, job);
    }
    yield { type: 'stepDone', name, seconds: 1, ...(reused && { reused }) };
  }
  const path = join(folder, 'model.glb');
  await writeFile(path, engine.model);
  const [leftOut, ...registered] = job.photos;
  yield {
    type: 'done',
    result: {
      photos: job.photos.length,
      registered: registered.length,
      leftOut: leftOut ? [leftOut.displayName] : [],
      points: 1000,
      reprojectionError: 0.5,
      faces: 2000,
      georeferenced: false,
      notes: [],
    },
    outputs: [{ name: 'model.glb', path, contentType: 'model/gltf-binary' }],
    leftOut: leftOut ? [{ fileName: leftOut.fileName, reason: 'It was the first.' }] : [],
  };
}

async function readWork(folder: string): Promise<Work | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, 'work.json'), 'utf8')) as Work;
  } catch {
    return undefined;
  }
}

async function writeWork(folder: string, work: Work): Promise<void> {
  await writeFile(join(folder, 'work.json'), JSON.stringify(work));
}
