import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importModel } from '@tiepoint/texture';
import type { Engine, EngineEvent, EngineJob } from '../port/engine.ts';
import { DEFAULT_TASK_OPTIONS } from '../port/task-options.ts';
import { FakeNodeOdm } from './node/fake-nodeodm.fixture.ts';
import type { NodeAddress } from './node/nodeodm-addresses.ts';
import { createNodeOdmEngine } from './nodeodm-engine.ts';
import { packOdmResults } from './results/odm-results.fixture.ts';

/** How a job ends. */
export type Ending = Extract<EngineEvent, { type: 'done' | 'failed' }>;

/** How a job is watched. */
export interface Watching {
  engine?: Engine;
  on?: (event: EngineEvent) => void;
  /** The watching is aborted, with the reason, after the first event of which this is true. */
  stopAt?: (event: EngineEvent) => boolean;
  reason?: Error;
}

/** Photos of each job. */
export const PHOTOS = 9;
const TOKEN = 's3cret';
/** Waits are as short as the machine allows; the clock ticks whenever it is looked at, however slow the machine is. */
const PATIENCE = {
  pollMs: 2,
  maxPollMs: 2,
  retryMs: 2,
  maxRetryMs: 4,
  unreachableMs: 30,
  stillMs: 60,
};

/** A node, a folder to work in, and what a test does with them. */
export class NodeOdmSetting implements AsyncDisposable {
  readonly node: FakeNodeOdm;
  readonly folder: string;
  #jobs = 0;
  #ticks = 0;

  private constructor(node: FakeNodeOdm, folder: string) {
    this.node = node;
    this.folder = folder;
    node.pack = (names) => packOdmResults(names);
  }

  static async start(): Promise<NodeOdmSetting> {
    const folder = await mkdtemp(join(tmpdir(), 'tiepoint-nodeodm-'));
    return new NodeOdmSetting(await FakeNodeOdm.start(TOKEN), folder);
  }

  /** Submits a job and watches it to its end; where it is stopped, the ending is the last event before. */
  async run(
    job: EngineJob,
    { engine = this.newEngine(), on = () => {}, stopAt = () => false, reason }: Watching = {},
  ): Promise<{ ending: Ending; events: EngineEvent[] }> {
    const stop = new AbortController();
    const events: EngineEvent[] = [];
    const handle = await engine.submit(job, new AbortController().signal);
    try {
      for await (const event of engine.watch(handle, stop.signal)) {
        events.push(event);
        on(event);
        if (stopAt(event)) stop.abort(reason);
      }
    } catch (error) {
      if (error !== reason) throw error;
    }
    assert.ok(!JSON.stringify([handle, events]).includes(TOKEN));
    return { ending: events.at(-1) as Ending, events };
  }

  newEngine(nodes: NodeAddress[] = [this.node.address], limits?: { maxArchiveBytes: number }): Engine {
    return createNodeOdmEngine({
      workFolder: this.folder,
      nodes,
      limits,
      patience: PATIENCE,
      now: () => ++this.#ticks,
      convertModel: async (files, outputFolder) => {
        await mkdir(outputFolder, { recursive: true });
        const named = new Map(files.map(({ name, path }) => [name, path]));
        const report = await importModel({ files: named, outputFolder, upAxis: 'z' });
        const [path, webPath] = ['model.glb', 'model-web.glb'].map((name) => join(outputFolder, name));
        assert.ok(path);
        return { path, webPath, report };
      },
    });
  }

  /** Photos whose names go up as their file names go down. */
  newJob(
    options: Partial<EngineJob['options']> = {},
    controlPoints: EngineJob['controlPoints'] = [],
  ): EngineJob {
    return {
      workKey: `job-${++this.#jobs}`,
      seriesKey: 'series',
      options: { ...DEFAULT_TASK_OPTIONS, engine: 'nodeodm', quality: 'preview', ...options },
      controlPoints,
      photos: [...Array(PHOTOS).keys()].map((n) => ({
        fileName: `p${PHOTOS - n}.jpg`,
        displayName: `photo ${n + 1}.JPG`,
        width: 10,
        height: 10,
        cameraKey: 'camera',
        position: { latitude: 51, longitude: 7.5, altitude: 100 },
        fetchTo: (path) => writeFile(path, `photo ${n}`),
      })),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.node[Symbol.asyncDispose]();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Why a job has failed, which is a sentence. */
export function reasonOf(ending: Ending): string {
  assert.equal(ending.type, 'failed');
  const reason = ending.type === 'failed' ? ending.reason : '';
  assert.match(reason, /^[A-Z].{20,}\.$/);
  return reason;
}
