import assert from 'node:assert/strict';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { EngineEvent } from '../port/engine.ts';
import { ReconstructionFailure } from '../port/failure.ts';
import { DEFAULT_TASK_OPTIONS } from '../port/task-options.ts';
import type { ColmapStage } from './commands/colmap-stage.ts';
import { colmapWorkspaceIn } from './commands/colmap-workspace.ts';
import { type FakeColmap, writeFakeColmap } from './fake-colmap.fixture.ts';
import { type ColmapWalkNeeds, walkColmapStages } from './stages/walk-colmap-stages.ts';

interface Walk {
  needs: ColmapWalkNeeds;
  events: EngineEvent[];
  colmap: FakeColmap;
}

/** Runs a walk over a fake COLMAP, with a clock that moves two seconds at each look. */
async function withFake(shellLines: string, use: (walk: Walk) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tiepoint-stages-'));
  try {
    const colmap = await writeFakeColmap(join(folder, 'bin'), shellLines);
    const events: EngineEvent[] = [];
    let ms = 0;
    const needs: ColmapWalkNeeds = {
      installed: { path: colmap.path, version: '3.8', cuda: false, gpu: false, options: new Map() },
      workspace: colmapWorkspaceIn(folder),
      job: {
        workKey: 'a',
        seriesKey: 's',
        options: { ...DEFAULT_TASK_OPTIONS, engine: 'colmap' },
        photos: [],
      },
      threads: 1,
      emit: (event) => events.push(event),
      signal: new AbortController().signal,
      prepareFeatures: async () => 0,
      now: () => {
        ms += 2000;
        return ms;
      },
    };
    await use({ needs, events, colmap });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function stageOf(id: string, more: Partial<ColmapStage> = {}): ColmapStage {
  return {
    id,
    name: `Do ${id}`,
    startsWithout: () => [],
    run: async (context) => {
      await context.colmap(
        { args: [id], inputs: [], folders: [] },
        { parseProgress: (line) => Number(line) / 100 },
      );
      return { notes: [`${id} is done`] };
    },
    ...more,
  };
}

test('stages run in order, tell their progress, and hand on what they found out', async () => {
  await withFake('echo 25; echo 20; echo 100', async ({ needs, events, colmap }) => {
    const facts = await walkColmapStages(needs, [stageOf('features'), stageOf('matches')]);
    assert.deepEqual(facts.notes, ['features is done', 'matches is done']);
    assert.deepEqual(await colmap.calls(), ['features', 'matches']);
    assert.deepEqual(
      events.flatMap((event) => (event.type === 'log' ? event.lines : [])),
      ['25', '20', '100', '25', '20', '100'],
    );
    assert.deepEqual(events.filter(({ type }) => type !== 'log').slice(0, 4), [
      { type: 'step', step: 1, totalSteps: 2, name: 'Do features' },
      { type: 'progress', percent: 25 },
      { type: 'progress', percent: 100 },
      { type: 'stepDone', name: 'Do features', seconds: 2 },
    ]);
  });
});

test('a walk that failed goes on from the stage that is not finished, whose leavings are removed', async () => {
  const shell = '[ "$1" = matches ] && [ ! -e "$(dirname "$0")/mended" ] && exit 1; exit 0';
  await withFake(shell, async ({ needs, events, colmap }) => {
    const leaving = join(needs.workspace.folder, 'leaving');
    const stages = [stageOf('features'), stageOf('matches', { startsWithout: () => [leaving] })];
    await assert.rejects(walkColmapStages(needs, stages), /COLMAP failed at "Do matches" with exit code 1/);
    await writeFile(leaving, 'half a result');
    await writeFile(join(needs.workspace.folder, 'bin', 'mended'), '');
    events.length = 0;
    const facts = await walkColmapStages(needs, stages);
    assert.deepEqual(await colmap.calls(), ['features', 'matches', 'matches']);
    assert.deepEqual(facts.notes, ['features is done', 'matches is done']);
    assert.deepEqual(events[0], { type: 'stepDone', name: 'Do features', seconds: 2, reused: true });
    await assert.rejects(stat(leaving), { code: 'ENOENT' });
  });
});

test('a stage whose products are missing is not finished, whatever the exit code', async () => {
  const run = async () => {
    throw new ReconstructionFailure('EngineFailed', 'nothing was made');
  };
  await withFake('', async ({ needs }) => {
    await assert.rejects(walkColmapStages(needs, [stageOf('features', { run })]), /nothing was made/);
    await walkColmapStages(needs, [stageOf('features')]);
  });
});

test('a full disk is the reason, wherever it shows', async () => {
  const run = async () => {
    throw Object.assign(new Error('write'), { code: 'ENOSPC' });
  };
  await withFake('', async ({ needs }) => {
    await assert.rejects(walkColmapStages(needs, [stageOf('features', { run })]), (error) => {
      return error instanceof ReconstructionFailure && /disk is full/.test(error.message);
    });
  });
});

test('what a GPU refuses is done again by the processor, and the log says so', async () => {
  const shell = '[ "$3" = 0 ] || { echo "CUDA driver version is insufficient"; exit 1; }';
  const run: ColmapStage['run'] = async (context) => {
    await context.colmap({ args: ['matches', '--SiftMatching.use_gpu', '1'], inputs: [], folders: [] });
    return {};
  };
  await withFake(shell, async ({ needs, events, colmap }) => {
    await walkColmapStages(needs, [stageOf('matches', { run })]);
    assert.deepEqual(await colmap.calls(), ['matches', 'matches']);
    const log = events.flatMap((event) => (event.type === 'log' ? event.lines : []));
    assert.match(log.join('\n'), /insufficient\n.*exit code 1.* Retrying without the GPU/);
  });
});

test('a program that hangs fails the task, and says that it hung', async () => {
  await withFake('sleep 60', async ({ needs }) => {
    const patience = { stallMs: 200, deadlineMs: 60_000, maxOutputBytes: 1e6 };
    await assert.rejects(walkColmapStages({ ...needs, patience }, [stageOf('features')]), (error) => {
      assert.ok(error instanceof ReconstructionFailure && error.code === 'EngineStalled');
      return /used no CPU time.*"Do features"/.test(error.message);
    });
  });
});
